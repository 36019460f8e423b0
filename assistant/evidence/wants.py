"""Tell whether a unit of text shows the kind of thing a question wants."""

import re

from assistant.french import NUMBER_WORDS
from assistant.inquiry import Want

_PATTERNS: dict[Want, re.Pattern[str]] = {
    "money": re.compile(
        r"\d[\d .,]* ?(?:€|euros?\b|k€|m€|millions? d'euros|centimes)|\b(?:gratuit|gratuitement|"
        r"gratuite|free)\b"
    ),
    "phone": re.compile(r"(?:\+33|\b0)[1-9](?:[ .-]?\d{2}){4}\b"),
    "email": re.compile(r"\b[\w.+-]+@[\w-]+\.\w+"),
    "address": re.compile(
        r"\b\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|chemin|quai|allee|impasse|route)\b|"
        r"\b\d{5} [a-z]"
    ),
    "link": re.compile(r"https?://|www\.|\b[\w-]+\.(?:org|fr|com|eu|net|online)\b"),
    "hour": re.compile(r"\b\d{1,2} ?(?:h|heures?)(?: ?\d{2})?\b|\b\d{1,2}:\d{2}\b"),
    "duration": re.compile(
        rf"\b(?:\d+|un|une|{'|'.join(NUMBER_WORDS)}|dix-huit|vingt|plusieurs|quelques) (?:mois|"
        r"ans?|annees?|jours?|semaines?|heures?|"
        r"minutes?)\b|\blong(?:ue)? (?:terme|haleine)\b|\b\d+ ?min\b"
    ),
    "date": re.compile(
        r"\b\d{1,2}(?:er)? (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|"
        r"novembre|decembre)\b|"
        r"\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|"
        r"decembre)(?: \d{4})?\b|"
        r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b(?:19|20)\d{2}\b"
    ),
    "day": re.compile(
        r"\b\d{1,2}(?:er|st|nd|rd|th)? (?:january|february|march|april|june|july|august|september|october|november|"
        r"december|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b|"
        r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday)\b|"
        r"\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    ),
    "month": re.compile(
        r"\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|"
        r"march|april|june|july|august|september|october|november|december)\b"
    ),
    "year": re.compile(r"\b(?:19|20)\d{2}\b"),
    "number": re.compile(
        r"\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|"
        r"quarante|cinquante|cent|mille|dizaine|aucune?)\b"
    ),
    "question": re.compile(r"\?\W*$"),
    "reason": re.compile(
        r"\b(?:car|parce qu|puisqu|afin|grace a|raisons?|cause|faute de|permet\w*|vis(?:e|ent)|evit\w+|"
        r"pour (?:ne pas )?\w+(?:er|ir|re)|n'est (?:pas|que)|n'est qu|c'est pourquoi|donc|sinon|rien n|because|"
        r"so that|in order)\b"
    ),
    "superlative": re.compile(
        r"\b(?:plus|(?<!au )(?<!du )moins|most|(?<!at )least|more|less|meilleure?s?|best|principa\w+|main|"
        r"avant tout|surtout)\b"
    ),
}


def holds(want: Want, folded: str) -> bool:
    """Tell whether a folded text shows an amount, a date, an hour… as `want` says."""
    return _PATTERNS[want].search(folded) is not None
