"""Tell whether a draft speaks of the one thing that a question picks out: the third of a series, the coming year."""

import re
from collections.abc import Iterator, Sequence

from assistant.composing.composition import Material
from assistant.domain import Span
from assistant.french import analyse, fold

_ORDINALS = {
    "premier": "1",
    "premiere": "1",
    "deuxieme": "2",
    "second": "2",
    "seconde": "2",
    "troisieme": "3",
    "quatrieme": "4",
    "cinquieme": "5",
    "sixieme": "6",
    "septieme": "7",
    "huitieme": "8",
    "neuvieme": "9",
    "dixieme": "10",
}
"""Folded ordinals and their figures."""

_RANK = "|".join(_ORDINALS)
_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"
_PICKED = re.compile(
    rf"\b(?:le|la|du|de la|au|a la|ce|cette) (?P<rank>{_RANK}) (?P<after>{_WORD})|"
    rf"\b(?P<before>{_WORD}) (?:n° ?|no |numero )(?P<number>\d{{1,3}})\b"
)
"""What picks one thing out of a numbered series: « la troisième visite », « la carte n° 12 »."""

_TOLD = re.compile(
    rf"\b(?P<rank>{_RANK}) (?:et (?:{_RANK}) )?(?P<after>{_WORD})(?: (?P<further>{_WORD}))?|"
    rf"\b(?P<before>{_WORD}) (?:n° ?|no |numero )?(?P<number>\d{{1,3}})\b"
)


def speaks_of_the_one(spans: Sequence[Span], material: Material) -> bool:
    """Tell whether spans, with their headings and titles, name each thing that the question picks by its number.

    True when it picks none. A question on what is to come picks the year it names. « Dix visites » does not speak of
    the third one; spans that never say « visite » may call it otherwise: « la troisième rencontre ».
    """
    asked = list(_picked(fold(material.inquiry.standalone), material))
    texts = [fold(" . ".join((span.document.title, *span.passage.headings, span.quote))) for span in spans]
    told = [(number, stems) for text in texts for number, stems in _told(text)]
    said = frozenset(stem for text in texts for stem in analyse(text)) if asked else frozenset[str]()
    if material.inquiry.is_future and not _years_asked(material) <= {year for text in texts for year in _years(text)}:
        return False
    return all(
        any(number == other and (nouns & stems or not nouns & said) for other, stems in told) for number, nouns in asked
    )


def _picked(folded: str, material: Material) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the number of each thing picked out, with the stems that may say its noun."""
    for match in _PICKED.finditer(folded):
        noun = frozenset(analyse(match["after"] or match["before"])[:1])
        alike = [one for one in material.weighing.concepts if one.is_in(noun)]
        said = noun.union(*(form for one in alike for form in one.forms if len(form) == 1))
        if noun:
            yield match["number"] or _ORDINALS[match["rank"]], said


def _told(folded: str) -> Iterator[tuple[str, frozenset[str]]]:
    for match in _TOLD.finditer(folded):
        near = " ".join(match[name] or "" for name in ("after", "further", "before"))
        yield match["number"] or _ORDINALS[match["rank"]], frozenset(analyse(near))


def _years_asked(material: Material) -> set[str]:
    return set(_years(fold(material.inquiry.standalone)))


def _years(folded: str) -> list[str]:
    return re.findall(r"\b20\d{2}\b", folded)
