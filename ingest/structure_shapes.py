"""What a line looks like, seen alone: label, question, fragment, prose."""

import re

from ingest.structure import Line

SHORT = 120
"""Characters of the longest fragment of a slide or item of a list without bullets."""
HEADING_LIMIT = 90
"""Characters of the longest line that can be a heading; two printed lines."""
PROSE = 60
"""Characters from which a line that ends a sentence is a paragraph and not a label."""
LABELLED_LIMIT = 900
"""Characters of the longest labelled paragraph that can be an item of a list."""

_END = re.compile(r"[.!?]+[»”\"')\]]*$")
_LABEL = re.compile(r"(?P<label>[A-ZÀ-ÖØ-Þ«“\"\d][^.!?:;\n]{1,80}?)\s?:\s(?=\S)")
_ENUMERATED = re.compile(
    r"(?:piste|temps|étape|phase|partie|axe|séance|session|atelier|chapitre|volet|module|acte|niveau|point|"
    r"question|"
    r"objectif|exercice|activité|jour|journée|fiche|cas|exemple|annexe|scénario|option|levier|principe|enjeu)"
    r"\s+(?:n°\s?)?(?:\d{1,2}|[IVX]{1,4}|[A-H])\b(?:\s*[:.–-]\s*\S.*)?",
    re.IGNORECASE,
)


def ends_sentence(text: str) -> bool:
    """Tell whether the line ends with a full stop, a question mark or an exclamation mark."""
    return bool(_END.search(text)) and not text.endswith("...")


def is_question(line: Line) -> bool:
    """Tell whether the line is one question."""
    return not line.mark and line.text.endswith("?") and len(line.text) <= 2 * SHORT


def introduces(line: Line) -> bool:
    """Tell whether the line announces what follows it."""
    return not line.mark and line.text.endswith(":")


def label_of(line: Line) -> str | None:
    """Return the label of a labelled paragraph (« Terme : phrase »), None for any other line."""
    match = None if line.mark else _LABEL.match(line.text)
    if match is None or len(match.group("label").split()) > 10 or len(line.text) - match.end() < 10:
        return None
    return match.group("label")


def is_enumerated(line: Line) -> bool:
    """Tell whether the line is the heading of a numbered part: « Étape 2 : … », without a final stop."""
    text = line.text.rstrip(" :")
    return not line.mark and len(text) <= SHORT and not ends_sentence(text) and bool(_ENUMERATED.fullmatch(text))


def is_fragment(line: Line) -> bool:
    """Tell whether the line is short and ends no sentence, as slides and lists without bullets do."""
    text = line.text
    return not line.mark and len(text) <= SHORT and not ends_sentence(text) and not text.endswith(":")


def is_prose(line: Line) -> bool:
    """Tell whether the line is a paragraph: a sentence of some length, or an announcement."""
    text = line.text
    return line.mark not in ("heading", "row") and (is_long(text) or label_of(line) is not None)


def is_long(text: str) -> bool:
    """Tell whether a text is too long for a label, or long enough for a sentence and ended like one."""
    return len(text) > SHORT or (len(text) >= PROSE and ends_sentence(text))


def starts_low(line: Line) -> bool:
    """Tell whether the first letter is small."""
    return line.text[:1].islower()
