"""Words that show a person: before a name, after it, and those that show an author or a public role instead."""

import re

_SPEECH = (
    r"(?:a|avait|ont|avaient|s['’]est|se sont|nous a|nous ont|y a|a bien|a aussi|a également|a ensuite)\s+"
    r"(?:\w+ment\s+)?(?:soulign|relev|rappel|partag|ajout|propos|appuy|expliqu|demand|évoqu|témoign|précis|remerci|"
    r"introdui|racont|insist|répon|exprim|indiqu|confirm|abord|soulev|présent|anim|parl|dit|aim|appréci|retenu|trouv|"
    r"reconnu|mentionn|cit|rejoin|quitt|travaill|pris|pos|tenu|suggér|exposé|accept|regrett|complét|conclu|salu|"
    r"interrog|réagi|restitu|reform|prépar|rédig|prêt|offert|fait part|souhait|not)\w*"
    r"|(?:(?:nous|vous|lui|leur|y|en|ne) )?"
    r"(?:souligne|relève|rappelle|partage|ajoute|propose|appuie|explique|demande|évoque|témoigne|précise|remercie|"
    r"raconte|insiste|répond|exprime|indique|confirme|soulève|anime|dit|pense|trouve|retient|se demande|présente|"
    r"prend|reprend|rejoint|clôt|parle|intervient|résume|note|complète|conclut|expose|restitue|suggère|regrette|"
    r"s['’]interroge|interroge|s['’]occupe|souhaite|réagit|salue|prépare|rédige|relance|ouvre la|pose la|"
    r"revient sur|tient à|estime|constate|s['’]étonne|aimerait|voudrait|animera|présentera|rejoindra|interviendra|"
    r"poursuit|continue|apporte|envoie|signale|cherche à|lance|s['’]absente|a raison|écoute|accepte|refuse|"
    r"hésite|approuve|"
    r"n['’]est pas (?:d['’]accord|de cet avis|convaincu))(?:nt)?\b"
    r"|(?:présentent|animent|partagent|proposent|rappellent|expliquent|soulignent|racontent|restituent|préparent|"
    r"rédigent|rejoignent|interviennent|prennent|témoignent|pilotent|remercient|ouvrent|gardent|s['’]occupent|"
    r"présenteront|animeront|posent|échangent|retiennent)\b"
    r"|(?:est|était|sont|étaient|sera|seront) (?:excusé|absent|présent|d['’]accord|intervenu)"
    r"|qui (?:garde|tient|a|va|prend|fait|gère|porte|prépare|anime|s['’]occupe)\b"
    r"|(?:nous )?a (?:apporté|quittés|préparé|ramené|accompagné|cuisiné|réparé|écrit à)|(?:cite|arrive|appelle|"
    r"s['’]excuse|"
    r"confie|sourit|gère|tient la|garde (?:la|les)|apporte|prévient)\b"
    r"|(?!sera\b|aura\b|pourra|devra|faudra|restera|deviendra|permettra|fleurira)[a-zà-ÿ]{2,}(?:er|i|d|t)ra\b"
    r"|, (?:tu|peux-tu|veux-tu|hospitalisée?)\b|\s?:\s?(?:«|je\b|j['’]|on\b|nous\b|oui\b|non\b|ok\b|merci\b|"
    r"[a-zà-ÿ]{2,}(?:er|ir)\b)"
)
_WHENCE = r"(?: (?:de |d['’]|du )(?-i:[A-ZÀ-Ý])[\w’'-]{1,30}|\s?\([^()\n]{1,40}\)|, (?:de|du|d['’]) ?[^,.\n]{1,30},)?"
_BRACKET = r" \([^()\n]{1,40}\)"
HUMAN_BEFORE = re.compile(
    r"\b(?:chez|avec|sauf|c['’]est|voir|parole à|route à|puis à|merci à|(?:"
    r"accord|arrivée|départ|absence|voiture|bureau|mails?|messages?|avis|demande|idée|suggestion|question|"
    r"tour|santé|"
    r"anniversaire|remplaçante?|binôme) d[e’'])\s?$",
    re.IGNORECASE,
)
"""What precedes one person, where it could also precede a town."""
HUMAN_AFTER = re.compile(
    rf"{_WHENCE} (?:(?:nous|vous|lui|leur|y|en|ne|n['’]) ?)?(?:voulait|veut|voudra|pensait|croit|croyait|sait|"
    rf"savait|disait|"
    r"trouvait|demandait|proposait|racontait|expliquait|rappelait|aimait|adore|déteste|m['’]a|t['’]a|"
    r"s['’]en (?:occupe|charge)|"
    rf"(?:donne|a donné|a reçu|reçoit) pouvoir|fait remarquer|a fait remarquer|amène|ramène|est (?:venue?|partie?|"
    rf"passée?))\b|{_BRACKET} ?: ",
    re.IGNORECASE,
)
"""What only a person does, or did; a town that is also a first name does none."""
AFTER_PERSON = re.compile(rf"{_WHENCE}\s*(?:{_SPEECH})", re.IGNORECASE)
"""What follows one who takes part."""

_SPOKEN_TO = (
    r"merci(?: beaucoup| encore| bien)?(?: [àa])?|remerci(?:e|ons|ements?)(?: [àa])?|gr[âa]ce [àa]|bravo(?: [àa])?|"
    r"bienvenue(?: [àa])?|f[ée]licitations(?: [àa])?|bonjour|bonsoir|salut|coucou|hello|ch[eè]re?s?|"
    r"contactez|contacter|joindre|appeler|appelez|relancer|voir avec|auprès d[e’']|d['’]accord avec|amitiés,?|"
    r"écri(?:re|vez) [àa]|(?:et|pour|avec|chez) toi|revient [àa]|rendez-vous chez|rdv chez|bises,?|parlé (?:avec|à|de)|"
    r"anniversaire d[e’']|pensée pour|vu avec|question d[e’']|relue?s? par|voiture d[e’']"
)
_ROLE = r"animat(?:eur|rice)|facilitat(?:eur|rice)|modérat(?:eur|rice)|rapporteuse|stagiaire|participante?|collègue"
_KIN = (
    r"tata|tonton|mamie|papi|papy|tante|oncle|cousine?|frère|sœur|fils|fille|mari|femme|compagne|compagnon|copine|"
    r"copain|"
    r"amie?|voisine?|tutrice|tuteur"
)
_DONE_BY = (
    r"(?:intervention|témoignage|remarque|réponse|retour|proposition|aide(?: \w+)?|présentation|partage|prise de parole"
    r"|dossier|récit|exposé) d[e’']"
)
BEFORE_PERSON = re.compile(
    rf"(?:\b(?:selon|d['’]après|{_SPOKEN_TO}|{_ROLE}|{_KIN}|{_DONE_BY})\s?|(?:é|ée|és|ées|i|ie|it) par\s|@|(?:^|\n)\["
    r"|(?:disait|dit|rappelait|rappelle|soulignait|expliquait|expliqu|demande|ajoute|répond|raconte|résume|précise|"
    r"confirme"
    r"|conclut|propose|lance|sourit|confie|témoigne|plaisante|reprend|insiste)\s)$",
    re.IGNORECASE,
)
"""What precedes one who takes part: thanks, greetings, a role in the meeting, what was said or done."""

BEFORE_FULL_NAME = re.compile(
    rf"(?:\b(?:{_SPOKEN_TO}|{_ROLE}|intervention d[e’']|témoignage d[e’'])\s?|\banimée?s? par\s)$", re.IGNORECASE
)
"""What precedes a first and a family name of one who takes part; « selon » and « d’après » cite authors."""

_GATHERED = (
    r"(?:est|était|sera) (?:excusé|absent|présent)|prend(?:ra)? (?:la parole|les notes)|remercie|reprend la|"
    r"clôt|ouvre la séance|anime|présente(?:ra)? (?:le|la|les|l['’]|son|sa|ses|leur|un|une)|a rejoint|rejoint|"
    r"intervient|"
    r"nous rejoint|témoigne|pose la question|pose une question|demande|a quitté|relève|s['’]interroge|se demande|"
    r"a (?:présenté|animé|témoigné|remercié|pris la parole|posé)|vous invite|s['’]excuse|(?:nous )?a (?:quittés|"
    r"rejoints|"
    r"apporté|touché)|rédige|prépare|s['’]occupe|arrive|quitte|apporte|accepte|sera (?:là|des nôtres)|tient la|"
    r"travaille (?:à|au|chez|dans|depuis|pour)|habite|vit à|[–:,-]?\s?présente?\b|[–:,-]?\s?excusée?\b|"
    r"[–:,-]?\s?absente?\b"
)
AFTER_FULL_NAME = re.compile(rf"{_WHENCE}\s*(?:{_GATHERED})", re.IGNORECASE)
"""What follows a first and a family name of one who takes part, where an author would write or publish."""

_TRADE = (
    r"(?:salarié|habitant|bénévole|gérant|dirigeant|artisan|agricult|maraîch|éleveu|paysan|boulang|menuisi|cordonn|"
    r"coiffeu|"
    r"commerçant|infirmi|aide-soignant|éducat|enseignant|format(?:eur|rice)|étudiant|lycéen|apprenti|alternant|"
    r"stagiaire|"
    r"retraité|adhérent|sociétaire|trésori|secrétaire\b(?! (?:d['’]|géné|perp))|chargée? (?:d|de)|chef(?:fe)? d|"
    r"coordinat|animat(?:eur|rice)|facilitat|médiat(?:eur|rice)|technicien|comptable|assistant|consultant|"
    r"conseill(?:er|ère)\b(?! (?:muni|régio|dépar|d['’]|commu|prin))|entrepreneu|porteu(?:r|se)\b|usag(?:er|ère)|"
    r"locataire|voisin|riverain|parent\b|collègue|tut(?:eur|rice)|responsable|nouve(?:lle|l|au) |\d{1,2} ans\b|"
    r"intervenant|référent|bibliothécaire|libraire|traduct(?:eur|rice)|interprète|participant|mécanicien|plombi|"
    r"couturi|cuisini|restaurat(?:eur|rice)|ouvri(?:er|ère)|employée?\b|membre d)"
)
PRIVATE_AFTER = re.compile(
    rf"(?:\s?\[[^\]\n]{{1,40}}\])?\s?(?:,|\(|–|—|:| - )\s?(?:l['’]|la |le |notre |une? |son |sa |(?:est |"
    rf"était )?)?{_TRADE}",
    re.IGNORECASE,
)
"""What follows a full name: a trade or a place in a group that is no public role."""
PRIVATE_BEFORE = re.compile(rf"\b{_TRADE}[\wéèê·]*\s(?:[|:]\s)?$", re.IGNORECASE)
"""A trade before a full name: « l’artisan … », « notre collègue … »."""
BY_LINE = re.compile(
    r"(?:(?:^|\n)[ *_>–—-]{0,6}(?:par|avec)\s|©\s?|\b(?:recueillis|rédigée?s?|relue?s?|envoyée?s?|préparée?s?|"
    r"traduite?s?|"
    r"illustrée?s?|organisée?s?|coordonnée?s?|filmée?s?|enregistrée?s?|accueillie?s?|animée?s?) par\s"
    r"|\b(?:entretien|rencontre|échange|rendez-vous|discussion|parlé) avec\s|\bauprès de\s|\b(?:illustrations?|"
    r"photos?|dessins?|textes?|vidéos?|images?|mise en page|montage) d[e’']\s?"
    r"|\b(?:portrait|témoignage|parcours|anniversaire|départ|arrivée|décès|famille|nomination|élection|"
    r"pouvoir) d[e’']\s?"
    r"|\bpensée pour\s|\bélue?s? \w+\s:\s)$",
    re.IGNORECASE,
)
"""What announces the full name of one who wrote, spoke or came, where a book would say « écrit par »."""

SIGN_OFF = re.compile(
    r"^[ ]*(?:(?:bien )?cordialement|bien à (?:vous|toi)|à (?:très )?bientôt|amitiés|amicalement|"
    r"salutations\b[^,\n]{0,30}|"
    r"sincèrement|(?:bonne|belle) (?:journée|soirée|semaine|fin de journée)|respectueusement|chaleureusement)"
    r"(?: à (?:tous|toutes|vous)(?: et à toutes)?)?[ ]?[,.!]?[ ]*\n?[ ]*(?P<name>[^\n]{2,60})",
    re.IGNORECASE | re.MULTILINE,
)
"""The end of a letter, and the line that signs it."""

CHAT_OPENING = re.compile(
    r"^(?P<clock>[ ]*\[?\d{1,2}\s?[:h]\s?\d{2}(?::\d{2})?\]?[ ]*[-–:]?[ ]*)?(?P<from>de |from )?@?"
    r"(?P<name>[^\W\d_][\w’'.-]{1,30}(?: [^\W\d_][\w’'.-]{0,30}){0,2}?)"
    r"(?:[ ]?\([^()\n]{1,12}\))?[ ]?(?:(?P<colon>:|>)(?!//)|(?P<to>[ ]?à (?:tous|tout le monde|toutes)\b)"
    r"|(?P<then>[ ][–-]?[ ]?\d{1,2}[ ]?[:h][ ]?\d{2}\b)|[ ]a (?:rejoint|quitté) (?:la|le)\b)",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of a chat or of a transcript: an hour, who speaks, a colon."""
