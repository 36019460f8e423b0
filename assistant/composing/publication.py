"""When a page was published or read: told from what is known of its document, when no sentence tells it."""

import re

from assistant.composing.composition import Composition, Material
from assistant.composing.selecting import drafted
from assistant.composing.wording import say
from assistant.domain import Document, Drafted, Language, PartialDate
from assistant.french import analyse, fold, say_date

_PAGE = r"\b(?:pages?|articles?|notes?|fiches?|textes?|billets?|documents?|sources?|posts?)\b"
_WHEN = re.compile(
    r"\b(?:quand|when|quell?e?s? (?:dates?|jours?|mois|annees?)|(?:what|which) (?:date|day|month|year)|dates? d)"
)
_PUBLISHED = re.compile(
    rf"{_PAGE}.*\b(?:publi(?:ee?s?|cation)|parue?s?|parution|mises? en ligne|published|posted)\b|"
    rf"\b(?:publi\w+|paru\w*|mise en ligne|published|posted)\b.*{_PAGE}"
)
_PUBLISHING = re.compile(r"\b(?:publi\w+|paru\w*|parution|en ligne|datee?s?|date (?:du|de)|published|posted|dated)\b")
_READ = re.compile(
    rf"{_PAGE}.*\b(?:consultee?s?|consultation|relevee?s?|retrieved|accessed)\b|"
    rf"\b(?:consult\w+|retrieved|accessed)\b.*{_PAGE}"
)


def asks_when_read(material: Material) -> bool:
    """Tell whether a question asks when pages were consulted: no sentence of theirs can say it."""
    asked = fold(material.inquiry.standalone)
    return _WHEN.search(asked) is not None and _READ.search(asked) is not None


def may_date(material: Material, composition: Composition) -> bool:
    """Tell whether a draft may answer: asked when a page was published, one of its sentences speaks of publishing."""
    asked = fold(material.inquiry.standalone)
    if not (_WHEN.search(asked) and _PUBLISHED.search(asked)):
        return True
    return any(_PUBLISHING.search(fold(span.quote)) for draft in composition.drafted for span in draft.spans)


def page_date(material: Material) -> Composition | None:
    """Return when the page that a question names was published or read; None when not asked, or no page is named.

    An unknown day of reading is an abstention that says so; an unknown day of publication is left to the caller.
    """
    asked = fold(material.inquiry.standalone)
    was_read = asks_when_read(material)
    if not was_read and not (_WHEN.search(asked) and _PUBLISHED.search(asked)):
        return None
    document = _page_named(material)
    day = (document.retrieved_on if was_read else document.published_on) if document else None
    if document is not None and day is not None:
        return _told(document, "page_read" if was_read else "page_published", day, material)
    if was_read:
        return Composition((Drafted(say("never_read", material.inquiry.language)),), reason="no_evidence")
    return None


def _page_named(material: Material) -> Document | None:
    """Return the document whose title names what is asked, and whose title, publisher or pages name each term."""
    terms = {entry.term for entry in material.inquiry.terms}
    scored = []
    for rank, document in enumerate({hit.document.id: hit.document for hit in material.hits}.values()):
        title = frozenset(analyse(document.title))
        about = [document.publisher or "", *(reference.title for reference in document.references)]
        around = title | frozenset(analyse(" . ".join(about)))
        if terms <= material.weighing.matched(around) and material.weighing.coverage(title):
            scored.append((material.weighing.coverage(title, around), -rank, document))
    return max(scored, key=lambda one: one[:2])[2] if scored else None


def _told(document: Document, key: str, day: PartialDate, material: Material) -> Composition | None:
    """Return the line that tells the date of a page, and the first sentence of what it says."""
    passages = material.index.passages_of(document.id)
    units = [unit for one in passages for unit in material.reader.units_of(one, document) if unit.kind == "sentence"]
    if not units:
        return None
    language = material.inquiry.language
    line = say(key, language, title=document.title, date=_dated(day, language))
    return Composition((Drafted(line), drafted(units[0])), confidence=0.7)


def _dated(day: PartialDate, language: Language) -> str:
    """Return « le 19 juillet 2018 », « en février 2025 »; the date as it is stored in English."""
    if language == "en":
        return day
    said = say_date(day)
    return f"{'le' if day.count('-') > 1 else 'en'} {said}"
