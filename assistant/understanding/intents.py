"""Classes of questions, told by the form of the question and never by its subject.

Patterns run on folded text (no accent, no case, straight apostrophes), in the order given: the first class that
matches names the intent.
"""

from assistant.french import seek
from assistant.inquiry import Intent

_MAKE = (
    r"(?:prepar\w+|anim\w+|organis\w+|construi\w+|concoi\w*|concev\w+|ecri[st]\w*|redig\w+|"
    r"propos\w+|invent\w+|fai[st]\b|"
    r"fabriqu\w+|cre[er]\w*|genere\w*|imagin\w+|planifi\w+|elabor\w+|donne[sz]?(?:-| )moi|il "
    r"(?:me|nous) faut|j'ai besoin|"
    r"je (?:veux|voudrais|dois|cherche)|on (?:veut|voudrait|doit)|aide[sz]?(?:-| )(?:moi|nous)|"
    r"plan|design|write|make|build|i need)"
)
_SESSION = (
    r"(?:ateliers?|brise[- ]?glaces?|ice[- ]?breakers?|seances? (?:de travail|d'animation|de \d+|"
    r"pour|d'\d+|d'une)\w*|reunions? (?:de \d+|d'\d+|d'une)\w*|"
    r"exercices?|(?:e-?)?mails? (?:d'invitation|pour inviter)|invitations? (?:a|pour)|grilles? de "
    r"lecture|cartes?|prises? de parole|interventions? orales?|discours|expose oral|deroules?|"
    r"animations?|fiches? d'animation|fiches? d'atelier|"
    r"plans? d'(?:atelier|animation)|jeux? de (?:cartes|roles?)|quizz?|workshops?|demi[- "
    r"]journees?|formations? de \d+|topo|pitch)"
)
_BEGIN = r"(?:commenc\w*|demarr\w+|debut\w+|me lancer|se lancer|nous lancer|s'y mettre|m'y mettre|s'y prendre)"
_NOW = r"(?:maintenant|ensuite|apres|d'abord|en premier|now|next|first)"
_JOIN = (
    r"(?:adher\w+|rejoin\w+|particip\w+|m'impliqu\w+|m'engag\w+|nous engag\w+|s'impliqu\w+|"
    r"s'inscri\w+|m'inscri\w+|"
    r"devenir membre|entrer|candidat\w+)"
)
_MADE = r"(?:fonde\w*|fonda|cree?\w*|crea|lance\w*|initie\w*|invente\w*|impuls\w+)"

_AGREE = (
    r"(?:d'accord|unanim\w+|consensus|consensuel\w*|font accord|s'accord\w+|diverg\w+|differ\w+|varie\w*|change\w*)"
)
"""Agreeing or differing, as one asks of the meaning of a word."""

_INTENTS: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (
        "workshop",
        (
            rf"\b{_MAKE}\b.{{0,60}}\b{_SESSION}",
            rf"^\W*(?:une? )?{_SESSION}\b.{{0,60}}\b\d+ ?(?:min|h|heure|pers)|"
            rf"^\W*{_SESSION}\b.{{0,80}}\bpropose",
            rf"\b\d+ ?(?:min\w*|h|heures?) (?:d'|de |of )?(?:{_SESSION}|presentation|prise de parole|"
            rf"parole|a l'oral|d'oral)",
            r"\banim(?:er|e) (?:pendant )?\d+ ?(?:min|h)|\b(?:truc|activite|quelque chose|idee)s?\b.{0,25}\banimer\b",
            rf"^\W*une? {_SESSION}\b|^\W*(?:grilles? de lecture|quizz?|jeux? de cartes|e?-?mails? "
            rf"d'invitation)\b",
        ),
    ),
    (
        "concordance",
        (
            r"\bqui (?:\w+ ){0,2}?(?:defini\w*)\b|\bdefinissent\b|\bdefinitions\b|"
            r"\bchaque\b.{0,30}\bdefinit\b",
            rf"\b{_AGREE}\b.{{0,60}}\b(?:definition|definir|le sens d)|"
            rf"\b(?:definition|sens)\b.{{0,80}}\b{_AGREE}\b",
            r"\b(?:selon|d'apres) (?:qui\b|(?:quel\w*|chaque|les (?:differente?s |diverse?s )?)\W?(?:sources?|auteurs?|"
            r"acteurs?|structures?)\b)(?=.*\b(?:defini\w*|c'est quoi|qu'est|veut dire|signifie)\b)",
            r"\bwho (?:has |have )?(?:define[sd]?|coined)\b|"
            r"\bhow (?:do|does|did) (?!you\b|we\b|one\b|i\b).{2,60} define\b",
            r"\bagree\w*\b.{0,40}\b(?:definition|meaning|means?)\b|\b(?:definition|meaning)\b.{0,40}\bagree\w*\b",
        ),
    ),
    (
        "comparison",
        (
            r"\b(?:difference|distingu\w+|compar\w+|par rapport a|plutot que|versus|vs|contrast|"
            r"ressembl\w+|confond\w+)\b",
            r"\bquels? (?:liens?|rapports?|relations?) (?:y a-t-il |existe-t-il |fait-on |faire )?entre\b",
            r"\b(?:link|difference|relation) between\b|\b(?:pareil|la meme chose|identique|synonyme)s?\b",
        ),
    ),
    (
        "elaboration",
        (
            r"\ben (?:savoir|dire|apprendre) (?:un peu )?(?:plus|davantage)\b|"
            r"\b(?:plus|davantage) de (?:details?|precisions?|informations?)\b",
            r"\b(?:dis|dites)(?:-| )?(?:m'en|moi|nous en) (?:un peu )?(?:plus|davantage)\b|"
            r"\b(?:tell|learn|know|read) (?:me |us )?(?:a bit |a little )?more\b|\bmore details?\b",
            r"^\W*(?:developpe[sz]?|continue[sz]?|la suite|more)\b",
        ),
    ),
    (
        "count",
        (
            r"\bcombien\b(?! (?:de temps|d'(?:heures|annees)|de (?:mois|jours|semaines|minutes)|ca|cela))",
            r"\bnombre (?:de|d'|total)\b|\bhow many\b|\bhow much\b",
        ),
    ),
    (
        "next_step",
        (
            rf"\b(?:par ou|par quoi|comment) (?:je |on |nous |puis-je |peut-on )?(?:peux |peut |doit |"
            rf"dois |pouvons )?{_BEGIN}\b",
            r"\b(?:premiers?|prochains?|premiere|prochaine) (?:pas|etapes?)\b",
            r"\bque (?:puis-je|peut-on|pouvons-nous|dois-je|faire) (?:faire|pour)\b",
            rf"\bquoi faire\b.*\b{_BEGIN}\b|\bcommenc\w+ par (?:quoi|ou)\b|\bcomment aller plus loin\b",
            rf"\b(?:on fait quoi|quoi faire|que faire|que fait-on|what (?:do|should) (?:i|we) do) {_NOW}\b",
            r"^\W*(?:et |and )?(?:maintenant|apres|ensuite|la suite|now|what next)\W*$|"
            r"\bquelle (?:est|serait) la suite\W*$",
            r"\betapes? (?:suivantes?|d'apres)\b|\bwhere (?:do|can|should|could) (?:i|we) (?:start|begin)\b",
            rf"\bcomment (?:je |on |nous |puis-je |peut-on |faire pour )?(?:peux |peut |pouvons )?{_JOIN}",
            r"\b(?:a qui|vers qui) (?:m'adresser|s'adresser|me tourner|parler|demander)\b",
            r"\b(?:next|first) steps?\b|\bhow (?:can|do|could) (?:i|we) (?:join|start|get involved|take "
            r"part)\b",
            rf"\b(?:veux|veut|voulons|veulent|voudr\w+|souhait\w+|aimer(?:ais|ait|ions|aient)) (?:{_JOIN}|{_BEGIN})\b",
        ),
    ),
    (
        "origin",
        (
            rf"\bqui\b.{{0,25}}\b(?:{_MADE}|a l'origine)|\b(?:origine|naissance|creation|fondation)s? d",
            rf"\bquand\b.{{0,40}}\b(?:ne|nee?s?|{_MADE}|commence\w*|demarr\w*|apparu\w*|debut\w*)\b",
            r"\bremont\w+ a quand\b|\ba quand remont\w+\b",
            r"\b(?:depuis quand|date(?:nt)? de quand|de quand date)\b|\bwho (?:founded|created|started|"
            r"launched)\b",
            rf"\ben quell?e?s? annees?\b.{{0,40}}\b(?:ne|nee?s?|{_MADE}|commence\w*|demarr\w*|debut\w*)\b",
            r"\bwhen (?:was|were|did)\b.{0,40}\b(?:created|founded|start\w*|launched|born|begin|began)\b",
            rf"\bpourquoi\b.{{0,60}}\b(?:a-t-(?:il|elle|on)|ont-(?:ils|elles)|a|ont|sont) (?:ete "
            rf")?{_MADE}\b.{{0,40}}\b(?:(?:19|20)\d\d|par)\b",
            rf"\bpourquoi\b.{{0,60}}\b(?:a-t-(?:il|elle|on)|ont-(?:ils|elles)) {_MADE}\b.{{0,60}}\ben "
            rf"(?:19|20)\d\d\b",
            rf"\ba (?:bien |vraiment )?(?:{_MADE}|ouvert)\b.{{0,60}}\ben (?:19|20)\d\d\b",
            rf"\b(?:nee?s?|{_MADE}|commence\w*|demarr\w*|debut\w*) quand\b|"
            rf"\b(?:est|sont|a|ont) (?:bien )?(?:ete )?(?:nee?s?|{_MADE}) en (?:19|20)\d\d\b",
        ),
    ),
    (
        "time",
        (
            r"\bde quand a quand\b|\b(?:a partir de|des|jusqu'a) quand\b|\bquand (?:est|a|ont|sont|se|"
            r"commence|finit|aura|etait|est-ce)\b|\bquand\W*$|\bc'est quand\b|\ba quelle (?:heure|"
            r"date)\b|\bquell?e?s? (?:heures?|dates?|jours?|mois|annees?)\b|\bquels? jours?\b|\bwhen\b",
            r"\bwhat (?:time|date|day|year)\b|\bles? (?:horaires?|dates?)\b",
            r"\bcombien (?:de temps|d'heures|d'annees|de mois|de jours)\b|\bquelle duree\b|\bhow long\b",
        ),
    ),
    (
        "acronym",
        (
            r"\bveut dire\b|\bveulent dire\b|\bvoulait dire\b|\bsignifi\w+\b|\bsigles?\b|\bacronymes?\b|"
            r"\bstands? for\b",
            r"^\W*[^\W\d_]\S*(?: \S+)? ?= ?[^\W\d_]",
            r"\bl'abreviation\b|\binitiales\b|\bexpansion\b|\ben toutes lettres\b|\bles lettres d",
        ),
    ),
    (
        "example",
        (
            r"\b(?:un|des|quel\w*|autres?|moi un|an?|some) (?:bons? |autres? |petit )?(?:exemples?|cas "
            r"concrets?|illustrations?|examples?)\b",
            r"\bexemples? (?:d'|de |concret|reel)|\bfor example\b|^\W*(?:et )?(?:un |des )?exemples?\W*$",
        ),
    ),
    (
        "definition",
        (
            r"\bc'est quoi\b|\bqu'est[- ]ce (?:que|qu')|\bqu'est-ce\b|\bdefini\w*\b|\bque (?:designe|"
            r"recouvre|sont)\b",
            r"\bmeant by\b|\bwhat'?s (?:a|an|the|meant)\b|\bde quoi (?:s'agit|il s'agit|est-ce qu|parle)|"
            r"\bqu'entend[- ]on par\b|\bqu'appelle[- ]t[- ]on\b|\bwhat (?:is|are|does|do)\b|\bdefine\b|"
            r"\bmeaning of\b",
            r"\bc'est (?:un|une) .{2,40} \?$|\bexplique\w*[- ]moi\b|\bexplain\b|\bca sert a quoi\b|\ben "
            r"quoi consist\w+\b",
            r"\bquoi\b\W*$|\bentend\w* (?:par|comment)\b|\bparle[sz]?(?:[- ]moi)? d|\btell me about\b",
        ),
    ),
    (
        "howto",
        (
            r"\bcomment\b(?! s'appell)|\bhow (?:to|do|can|does|should)\b|\bde quelle (?:facon|maniere)\b|\betapes?\b|"
            r"\bmode d'emploi\b",
            r"\bmethode pour\b",
        ),
    ),
    (
        "list",
        (
            r"\bquel(?:le)?s sont\b|\blistes?\b|\bliste[rz]\b|\benumer\w+|\bcite[rsz]?(?:-| )(?:moi|les|"
            r"des|trois|quatre|cinq|\d)",
            r"\bnomme[rsz]?(?:-| )(?:les|moi|tou\w+|des)\b|\bquel(?:le)?s\b.{2,80}\?|^\W*quel(?:le)?s\b|"
            r"\bwhich (?:are|ones)\b|\bwhat are the\b",
            r"\bname the\b|\bdonne[rsz]?(?:-| )moi (?:les|la liste)\b|\btou(?:s|tes) les\b|\btoutes?\W*$|"
            r"^\W*la liste\b|^\W*les (?:\d+|deux|trois|quatre|cinq|six|"
            r"sept)\b(?!.*\b(?:sont|ont|peuvent) (?!(?:quoi|lesquel|quel)))",
        ),
    ),
    (
        "who",
        (
            r"\bqui (?:est|sont|a|ont|peut|fait|port\w+|pilot\w+|anim\w+|financ\w+|soutien\w+|dirig\w+|"
            r"presid\w+|parl\w+)\b",
            r"\bwho (?:is|are|runs|leads|funds|led)\b|\bc'est qui\b|\bquelle (?:structure|organisation|"
            r"association|personne)\b",
        ),
    ),
)

_ROLES = (
    ("invitation", r"\b(?:annonces?|invitations?|convi\w+|convocation)\b"),
    ("slides", r"\b(?:diapos?|diaporama|slides?|support projete)\b"),
    ("ai_summary", r"\b(?:restitutions?|comptes?[- ]rendus?|resumes?|bilan|syntheses?)\b"),
)

_COMING = (
    r"\b(?:(?:prochaine?s?|next)(?! (?:pas|etapes?|steps?)\b)|a venir|bientot|upcoming|cette annee|ce mois|demain|"
    r"la semaine prochaine)\b"
)
"""What is still to come; a next step is what to do, and is on no date."""


def intent_of(folded: str) -> Intent:
    """Return the class of a question, `fact` when no form is recognised."""
    for intent, patterns in _INTENTS:
        if any(seek(pattern, folded) for pattern in patterns):
            return intent
    return "fact"


def roles_in(folded: str) -> frozenset[str]:
    """Return the roles of passages a question points at."""
    return frozenset(role for role, pattern in _ROLES if seek(pattern, folded))


def is_about_the_future(folded: str) -> bool:
    """Tell whether a question asks for what is still to come."""
    return seek(_COMING, folded) is not None
