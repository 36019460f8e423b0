"""Say what a document is when it does not say so itself: its title, its kind, its language, its publisher."""

import re
from collections.abc import Mapping, Sequence

from assistant.domain import DocumentKind, Language
from assistant.french import fold, sentences
from ingest.blocks import Block

TITLE_LIMIT = 120
"""Characters of the longest title we make; a longer one is cut between two words."""

_DEFINED = re.compile(
    r"(?:(?:Les|Le|La|Un|Une|Des)\s|L['’])(?P<subject>[^,.;:!?()]{3,70}?)(?:\s\([^()]{1,20}\))?\s(?:est|"
    r"sont|désigne|désignent)\s"
    r"(?:un|une|des|le|la|les|l['’]|d['’])",
)
_ANNOUNCED = re.compile(
    r"\b(?:se tiendra|se tiendront|aura lieu|auront lieu|vous invite à|vous convie à)\s(?:le |la |l['’]|un |"
    r"une )?"
)
_SPEAKER = re.compile(r"^Participant·e \d+ : ")
"""What opens a turn of a transcript (`ingest.formats.speakers.LABEL`)."""
_OFFERED = re.compile(
    r"\b[Nn]ous (?:voulons|proposons d[e’']|souhaitons|aidons à|permettons d[e’'])\s?(?P<offer>\w+(?:er|ir|"
    r"re)\b[^,.;:!?()]{5,80})"
)
_WEAK_ENDING = re.compile(
    r"\s(?:(?:dans|de|du|des|d['’]|à|au|aux|en|et|ou|pour|par|sur|avec|qui|que|qu['’]|les|le|la|l['’]|un|"
    r"une)\s?)+$"
)
_SUBORDINATE = re.compile(r"\s(?:qui|dans des|afin|pour que|lorsque|quand|où)\s")

_KIND_MARKS: tuple[tuple[DocumentKind, str], ...] = (
    (
        "session",
        r"sessions?|séances?|visios?|webinaires?|ateliers?|participants?|temps d['’]échange|restitution|"
        r"comptes?[- ]rendus?|tour de table",
    ),
    (
        "study",
        r"études?|étude-action|rapports?|enquêtes?|recherche-action|task-force|résultats|échantillon|"
        r"chercheurs?",
    ),
    ("club", r"clubs?|adhésions?|adhérents? du club|associations? régionales?"),
    (
        "case",
        r"témoignages?|retours? d['’]expérience|lauréate?s?|chiffre d['’]affaires|salariés|fondée en|"
        r"créée en|porteurs? du projet",
    ),
    (
        "practice",
        r"déroulé|étape \d|matériel|consignes?|minutes|animateur de l['’]atelier|fiche pratique|"
        r"mode d['’]emploi|brise-glace",
    ),
    (
        "concept",
        r"notions?|concepts?|définitions?|désigne|se définit|principes?|visées?|communautés? de pensée|"
        r"logique",
    ),
    ("news", r"actualités?|communiqué|cette semaine|édito|à paraître|inauguration"),
)
_KIND_PATTERNS = tuple((kind, re.compile(rf"\b(?:{marks})\b")) for kind, marks in _KIND_MARKS)
_KIND_FOLDERS: dict[str, DocumentKind] = {
    "concepts": "concept",
    "clubs": "club",
    "sessions": "session",
    "cases": "case",
    "studies": "study",
    "practices": "practice",
    "news": "news",
}
DATED_WEIGHT = 3.0
"""For news, when the page is dated like one: as one word in the title."""
ANNOUNCED_WEIGHT = 6.0
"""For a session, when the page announces a day: as two, since notes on notions often come with its report."""
KIND_LIMIT = 3.0
"""Weighted marks under which a document is of no particular kind: two words in passing, one in a heading."""

_PUBLISHER = re.compile(
    r"\b(?:animée?s?|organisée?s?|publiée?s?|proposée?s?|éditée?s?) par (?:le |la |les |l['’])?"
    r"(?P<name>(?:Club|Labo|Association|Institut|Réseau|Fondation|Agence|Centre|Collectif|Fabrique|Région|"
    r"Métropole)"
    r"(?: (?:de |du |des |d['’]|l['’])*[A-ZÀ-Þ][\w&’'-]*){1,4})"
)
_FRENCH_WORDS = """
le la les des du un une et est dans pour que qui sur par avec au aux ce cette ne pas se sont il elle
nous
"""
_FRENCH = frozenset(_FRENCH_WORDS.split())
_ENGLISH_WORDS = """
the of and to in is that for with on as are this by an be from it which or their not can its
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())


def make_title(text: str, blocks: Sequence[Block]) -> str:
    """Make a title out of the text: first heading, thing defined, announced or offered, or first words."""
    first = blocks[0]
    if first.kind == "heading":
        return _cut(_bare(text[first.start : first.end]))
    paragraphs = [text[block.start : block.end] for block in blocks[:3] if block.kind == "paragraph"]
    lead = " ".join(_SPEAKER.sub("", paragraph, count=1) for paragraph in paragraphs)
    spans = sentences(lead)[:3]
    opening = lead[spans[0][0] : spans[0][1]] if spans else _bare(text[first.start : first.end])
    if defined := _DEFINED.match(opening):
        return _cut(_capital(defined.group("subject")))
    if announced := _ANNOUNCED.search(opening):
        return _cut(_capital(opening[announced.end() :].rstrip(" .!")))
    if offered := _OFFERED.search(lead):
        return _cut(_capital(_SUBORDINATE.split(offered.group("offer"))[0]))
    return _cut(opening.rstrip(" .:"))


def kind_of(
    location: str, title: str, text: str, blocks: Sequence[Block], weights: Mapping[DocumentKind, float]
) -> DocumentKind:
    """Choose the kind whose marks weigh most; a mark counts 3 in the title, 2 in a heading, 1 elsewhere.

    Counts in the text are per 100 words. A folder named after a kind decides alone. `weights` adds what else
    speaks for a kind (`DATED_WEIGHT`, `ANNOUNCED_WEIGHT`). Ties go to the first of: session, study,
    club, case, practice, concept, news.
    """
    folders = location.split("/")[:-1]
    for folder in reversed(folders):
        if folder in _KIND_FOLDERS:
            return _KIND_FOLDERS[folder]
    headings = " ".join(text[block.start : block.end] for block in blocks if block.kind == "heading")
    hundreds = max(1.0, len(text.split()) / 100)
    title, headings, text = title.lower(), headings.lower(), text.lower()  # twice as fast as ignoring case
    scores: dict[DocumentKind, float] = {}
    for kind, pattern in _KIND_PATTERNS:
        body = len(pattern.findall(text)) / hundreds
        scores[kind] = 3 * len(pattern.findall(title)) + 2 * len(pattern.findall(headings)) + body
        scores[kind] += weights.get(kind, 0)
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= KIND_LIMIT else "other"


def publisher_of(text: str) -> str | None:
    """Return the body that the text itself says it is organised or published by."""
    found = _PUBLISHER.search(text)
    return found.group("name").strip() if found else None


def language_of(text: str) -> Language:
    """Return the language whose little words are more; French when there are none."""
    words = fold(text).replace("'", " ").split()
    french = sum(1 for word in words if word in _FRENCH)
    english = sum(1 for word in words if word in _ENGLISH)
    return "en" if english > french else "fr"


def _bare(line: str) -> str:
    return line.split("\n", 1)[0].lstrip("#-| 0123456789.").rstrip(" |")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(title: str) -> str:
    title = " ".join(title.split())
    if len(title) > TITLE_LIMIT:
        title = title[:TITLE_LIMIT].rsplit(" ", 1)[0]
        title = _WEAK_ENDING.sub("", title + " ").rstrip(" ,;:-–") + "…"
    return title
