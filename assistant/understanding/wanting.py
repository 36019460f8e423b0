"""The kinds of things a question asks to be shown, told by its form; patterns run on folded text."""

from assistant.french import seek
from assistant.inquiry import Want

_WANTS: tuple[tuple[Want, tuple[str, ...]], ...] = (
    (
        "money",
        (
            r"\b(?:prix|tarifs?|cou[tu]ts?|coute\w*|budgets?|montants?|cotisations?|euros?|payant\w*|"
            r"honoraires|salaires?|gratos|gratuite?s?|free of charge)\b|€",
            r"\b(?:chiffre d'affaires?|price|cost|fees?|how much|amount|de combien|combien d'argent|faut "
            r"payer|fo(?:t|ut)? payer)\b",
            r"\bcombien\b(?! de (?!l'argent)).{0,40}\b(?:verse\w*|paient?|paye\w*|coute\w*|touche\w*|"
            r"donne\w*|finance\w*|vaut|factur\w+)\b",
        ),
    ),
    (
        "phone",
        (
            r"\b(?:telephones?|tel|numeros? (?:de )?(?:telephone|portable|tel)|phone|call number)\b",
            r"\bappeler (?:le|un|la|au) club\b",
        ),
    ),
    (
        "email",
        (
            r"\badresse (?:mail|electronique|e-mail)\b|\b(?:quel|le|un|son|leur) (?:est le )?(?:e-?mail|"
            r"mail|courriel)\b(?! (?:d'invit|pour inv))",
            r"\b(?:e-?mail|mail|courriel)s? (?:du|de la|de l'|des|address)|\bpar (?:e-?mail|mail|"
            r"courriel)\b|\bemail\b(?! d'inv)",
        ),
    ),
    (
        "address",
        (
            r"\bquelle adresse\b|\badresse (?:postale|physique|exacte|d)|\bquelle rue\b|"
            r"\bl'adresse\b(?! (?:mail|e-?mail|electronique|web))",
            r"\b(?:postal address|locaux d)",
        ),
    ),
    ("link", (r"\b(?:site (?:web|internet)|url|lien vers|page web|website)\b",)),
    ("hour", (r"\b(?:quell?e?s? heures?|l'heure|horaires?|what time)\b",)),
    (
        "duration",
        (
            r"\bcombien (?:de temps|d'heures|d'annees|de mois|de jours)\b|\bquelle duree\b|\bhow long\b",
            r"\b(?:ca|cela|elle|il) (?:dure|prend) (?:longtemps|combien)\b",
        ),
    ),
    (
        "date",
        (
            r"\b(?:quell?e?s? dates?|la date|date de|quels? jours?|what day|what date)\b(?! date)",
            r"\bquand (?:est|a|ont|sont|se|commence|finit|aura|etait)\b|\bquand\W*$|\bc'est quand\b|"
            r"^\W*when\b|\b(?:a partir de|des|de) quand\b(?! date)",
            r"\b(?:(?:prochaine?s?|next)(?! (?:pas|etapes?|steps?)\b)|a venir)\b",
        ),
    ),
    ("day", (r"\bquels? jours?\b|\b(?:what|which) day\b|\bdates? exactes?\b|\bexact date\b",)),
    ("month", (r"\b(?:quell?e?s? mois|(?:what|which) month)\b",)),
    (
        "year",
        (
            r"\b(?:quell?e?s? annees?|depuis quand|date(?:nt)? de quand|de quand date|what year|quel age)\b",
            r"\bhow old\b",
        ),
    ),
    ("reason", (r"\bpourquoi\b|\bwhy\b|\b(?:quelle|what) (?:est la )?(?:raison|reason)\b",)),
    (
        "superlative",
        (
            r"\b(?:le|la|les|lequel|laquelle) (?:club |projet |territoire )?(?:est |a |ont )?(?:le |la |les )?plus "
            r"(?:de |d')?(?!souvent|tard|loin)[^\W\d_]+",
            r"\bplus (?!jeun|vieu|vieil|ancien|recent|tot|tard|de\b|d')[^\W\d_]+ que\b",
            r"\bthe (?:most|largest|biggest|best|oldest)\b|\b(?:le|la|les) meilleure?s?\b",
            r"\b(?:lequel|laquelle|lesquel\w+)\b.{0,25}\b(?:avant les autres|en premier|d'abord)\b",
        ),
    ),
    ("number", (r"\bcombien\b|\bhow many\b|\bnombre (?:de|d')\b",)),
    (
        "question",
        (
            r"\b(?:quelles?|which|what|les (?:\w+ )?) questions?\b|\bquestions? (?:posees?|d'ouverture|"
            r"de depart|de fin|cles?)\b",
        ),
    ),
)


def wants_of(folded: str) -> frozenset[Want]:
    """Return the kinds of things an answer must show."""
    found = {want for want, patterns in _WANTS if any(seek(pattern, folded) for pattern in patterns)}
    return frozenset(found - {"number"} if found & {"money", "hour", "duration"} else found)
