"""Questions that are refused whatever the subject: orders to break rules, private matters, other trades.

Patterns run on folded text (no accent, no case, straight apostrophes). They speak of the form of a request, never
of one document or one person, so that a refusal betrays nothing.
"""

from assistant.french import seek

_ORDER = r"(?:ignore[rsz]?|oublie[rsz]?|contourne[rsz]?|desactive[rsz]?|forget|disregard|bypass|override)"
_RULES = r"(?:instructions?|consignes?|regles?|filtres?|restrictions?|prompts?|rules?|limites?|garde-fous?)"
_COPY = (
    r"(?:recopie\w*|copie\w*|reproduis\w*|affiche\w*|restitue\w*|imprime\w*|dump|repete\w*|"
    r"recite\w*|print|repeat|"
    r"copy|donne\w*|montre\w*|envoie\w*)"
)
_WHOLE = (
    r"(?:en entier|entiere?(?:ment)?|integral\w*|mot (?:a|pour) mot|tel quel|brute?s?|au complet|"
    r"verbatim|raw|"
    r"in full|whole|tout le (?:document|texte|corpus|contenu)|tous les (?:documents|passages|textes))"
)
_PEOPLE = (
    r"(?:participant\w*|personnes? presentes?|presents?|presentes|animat(?:eur|rice)s?|"
    r"intervenant\w*|facilitat\w+|"
    r"inscrits?|invites?|gens|membres?|attendees?|people)"
)
_MEETING = r"(?:session|visio\w*|seance|atelier|reunion|rencontre|temps d'echange|meeting|webinaire|call)"

_DISTRESS = (
    r"\b(?:me faire du mal|me suicid\w+|me tuer|en finir avec (?:la|ma) vie|(?:envie|veux|vais) (?:d'|de )?(?:en "
    r"finir|mourir)|plus envie de vivre|suicidaires?|idees noires|kill myself|hurt myself|want to die|end my life)\b"
)
_UNSAFE = (
    rf"\b{_ORDER}\b.{{0,40}}\b{_RULES}\b",
    r"\bmode (?:developpeur|admin\w*|debug|maintenance|dieu|root)\b|\bdeveloper mode\b|\bjailbreak|\bsudo\b",
    r"\bsans (?:aucun )?(?:filtre|filtrage|censure|restriction|anonymis\w+|expurg\w+)|\bdan "
    r"mode\b|\bunfiltered\b",
    r"\b(?:prompt|message|instructions?|consignes?) (?:systeme|initiale?s?|cachee?s?|secrete?s?|internes?)\b",
    r"\bsystem prompt\b|\bhidden (?:instructions?|rules?)\b|\b(?:tes|ton|your) (?:propres? "
    r")?(?:prompt|instructions)\b",
    rf"\b{_COPY}\b.{{0,60}}\b{_WHOLE}\b",
    r"\b(?:texte|document|contenu|fichier|transcription) (?:brute?|integrale?|originale?|non "
    r"expurge\w*|complete?)\b",
    r"\btu es (?:maintenant|desormais)\b|\bact as\b|\byou are now\b|\bpretend (?:to be|you)\b",
    r"\bfais comme si tu\b|\bjoue le role d'un (?:assistant|modele|ia)\b|\bfais semblant d'etre\b",
    r"\bpirat\w+|\bhack(?:er|ers|é|és|ing|eurs?)?\b|\binjection sql\b|\bdrop table\b|\brm -rf\b|<script"
    r"|\bune? bombes?\b|\bexplosifs?\b",
    r"\b(?:sabot\w+|cambriol\w+|par effraction|incendi(?:er|e[sz])|empoisonn\w+|sans (?:etre vue?s?|se faire (?:voir|"
    r"prendre|reperer|attraper)))\b",
    _DISTRESS,
    r"\b(?:finis\w*|termin\w+|commenc\w+|repond\w*|ajout\w+|ecri\w+) (?:\w+ )?(?:toutes? )?(?:tes|"
    r"vos|ta|chaque) reponses?\b",
    r"\b(?:variables? d'environnement|environment variables?|cles? (?:d')?api|api key|jeton "
    r"d'acces|access token)\b",
)
"""Requests to set rules aside, to copy documents whole, or to do harm."""

_PRIVATE = (
    rf"\b(?:prenoms?|noms?|listes?|emargement|identite|names?|list|coordonnees)\b.{{0,40}}\b{_PEOPLE}\b",
    r"\bquel(?:le)?s? (?:participant\w*|intervenant\w*)\b",
    rf"\bquel(?:le)?s? (?:{_PEOPLE}|personnes?)\b.{{0,60}}\b(?:nomm\w+|a dit|a \w+|etai\w+|qui|ont)\b",
    rf"\bqui\b.{{0,20}}\b(?:participai\w+|(?:a|ont) participe|etai(?:t|ent) (?:present\w*|la)|"
    rf"assistai\w+|(?:a|ont) assiste|"
    rf"a dit|disait|a parle|parlait|a souligne|a releve|s'est remis\w*|a anime|animait|a temoigne|a propose "
    rf"l'idee)\b.{{0,60}}\b{_MEETING}\b",
    rf"\b{_MEETING}\b.{{0,40}}\bqui\b.{{0,20}}\b(?:participait|participaient|etait la|etaient la|"
    rf"etait present\w*|a parle|a dit)\b",
    r"\bwho (?:attended|said|took part|participated|was there|was present)\b",
    r"\b(?:son|leur|leurs|quel est le|le) (?:prenoms?|noms? de (?:la|cette|ce|l'|le) (?:personne|"
    r"participant\w*|anim\w+))\b|\bnomme[rsz]?[- ](?:la|le)\W*$",
    r"\b(?:c'est|c'etait) qui (?:la|le|cette|celle|celui|les) (?:personnes?|participant\w*|gens|qui)\b",
    rf"\bcomment s'appel\w+\b.{{0,30}}\b(?:personnes?|celle|celui|{_PEOPLE})\b",
    rf"\bnames? of (?:the )?{_PEOPLE}\b",
    rf"\b{_PEOPLE}\b.{{0,60}}\b(?:(?:etait|est)(?:-(?:il|elle))? (?:bien )?(?:la|venue?|presente?|inscrite?))\b",
    r"\b(?:autres|derniers?) (?:utilisat\w+|personnes?|users?|gens)\b.{0,25}\b(?:pose\w*|demand\w+|ecri\w+|asked)\b",
    r"\b(?:mots? de passes?|mdp|passwords?|passcodes?|identifiants?)\b",
    r"\bcodes? (?:d'acces|secrets?|de connexion|d'entree|zoom|teams|de la (?:reunion|visio\w*))\b|"
    r"\baccess code\b",
    r"\b(?:numero|id|identifiant|code|meeting id) (?:de |d'|du )?(?:la |l')?(?:reunion|meeting|"
    r"zoom|visio\w*|teams)\b",
    r"\b(?:liens?|url|adresse|link)\b.{0,25}\b(?:zoom|visio\w*|teams|meet|connexion|reunion|meeting|call)\b",
    r"\b(?:zoom|visio\w*|teams) (?:link|url|lien)\b|\bmeeting (?:link|id|number)\b",
    rf"\b(?:etat de sante|malad\w+|religion|orientation|salaire|vie privee|domicile|age) d(?:e|u|"
    rf"es)\b.{{0,30}}\b{_PEOPLE}\b",
    rf"\b(?:avis|opinion|propos|paroles?) d(?:e|es|u|') ?(?:chaque|chacun\w*|"
    rf"{_PEOPLE})\b.{{0,40}}\b(?:nom|prenom|qui)\w*\b",
)
"""Accesses, and who was there, said or thought what."""

_COMMON_NOUN = (
    r"(?:l|d|qu|le|la|les|un|une|des|du|de|ce|cet|cette|ces|on|il|elle|ils|elles|je|tu|nous|vous|qui|que|quoi|ca|"
    r"cela|y|en|ou|quel\w*|club\w*|mon|ma|mes|ton|ta|votre|notre|nos|leur\w*|son|sa|ses|tout\w*|chaque|combien|"
    r"comment|quand|pourquoi|the|a|an|it|there|this|that|what|who|they|we|you|he|she|his|her|its|our|their|my|your)"
)
_PRONOUN = r"(?:[- ]?t?-(?:il|elle|ils|elles))?"
_DID = (
    r"(?:dit|dire|disai\w+|pens\w+|parle\w*|parlai\w+|repondu|raconte|temoigne|propose|releve|souligne|anime\w*|"
    r"animait|participe\w*|participai\w+|assiste\w*|assistai\w+|venue?s?|presente?s?|la|say|said|think|attend\w*|"
    r"participate\w*|there|present)"
)
_NAME = rf"(?!(?:{_COMMON_NOUN}|{_DID})\b)[a-z][a-z-]+?"
_SOMEBODY = rf"{_NAME}(?: {_NAME})?"
_ABOUT_SOMEBODY = (
    rf"^\W*(?:est[- ]ce qu(?:e |')|qu'est[- ]ce qu(?:e |')|ce qu(?:e |'))?{_SOMEBODY} (?:a|ont|avait|etai(?:t|ent)|est|"
    rf"sera){_PRONOUN} (?:\w+ )?{_DID}\b(?:.{{0,60}}\b{_MEETING}\b|\W*$)",
    rf"\b(?:est[- ]ce qu(?:e |')|et |ou ){_SOMEBODY} (?:a|avait|etait|est) (?:\w+ )?{_DID}\b.{{0,60}}\b{_MEETING}\b",
    rf"^\W*(?:est[- ]ce qu(?:e |'))?{_SOMEBODY} (?:etai(?:t|ent)|est){_PRONOUN} .{{0,20}}\b{_MEETING}\b",
    rf"\bqu(?:'|e )(?:a|ont|avait|avaient|pense|pensait|dit|disait) (?:bien )?(?:{_DID} )?{_SOMEBODY}\b(?: {_DID})?"
    rf".{{0,40}}\b{_MEETING}\b",
    rf"\b(?:did|was|were|what did) {_SOMEBODY} (?:{_DID}|at)\b",
)
"""What somebody, told by a bare name, said or was at; names of the field are told as common nouns beforehand."""

_OPINION = (
    r"\b(?:tu|vous|t'en) (?:en )?pens\w+|\bpens(?:es-tu|ez-vous)\b|\b(?:ton|votre|your) (?:avis|"
    r"opinion)\b|\bdo you think\b"
)

_OTHER_TRADES = (
    r"\b(?:poemes?|poesie|chansons?|blagues?|haikus?|sonnets?|raps?|slam|romans?|contes?|"
    r"horoscope|poem|song|joke|story)\b",
    r"\b(?:recettes? de|dissertation|lettre de motivation|code (?:python|javascript|html)|script python)\b",
    r"\b(?:meteo|temps qu'il fait|quel temps (?:fait|fera)\w*|bitcoin|cours de la bourse|traduis|"
    r"translate|resous|calcule)\b",
)
"""Things this assistant does not make."""


def is_unsafe(folded: str) -> bool:
    """Tell whether a question tries to turn the assistant from its rules, or to copy a document whole."""
    return any(seek(pattern, folded) for pattern in _UNSAFE)


def is_distress(folded: str) -> bool:
    """Tell whether somebody says to be in danger from themselves."""
    return seek(_DISTRESS, folded) is not None


def is_private(folded: str) -> bool:
    """Tell whether a question asks for an access or about private persons; the answer never depends on who."""
    return any(seek(pattern, folded) for pattern in _PRIVATE)


def is_about_somebody(folded: str) -> bool:
    """Tell whether a question asks what a person did or said, whoever it is; see `_ABOUT_SOMEBODY`."""
    return any(seek(pattern, folded) for pattern in _ABOUT_SOMEBODY)


def is_opinion(folded: str) -> bool:
    """Tell whether a question asks what the assistant itself thinks."""
    return seek(_OPINION, folded) is not None


def is_another_trade(folded: str) -> bool:
    """Tell whether a question asks for something this assistant does not make."""
    return any(seek(pattern, folded) for pattern in _OTHER_TRADES)
