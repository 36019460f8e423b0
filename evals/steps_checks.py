"""What a next step must be: of the place, of the person, sourced, with nothing made up. Each check gives a reason."""

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.domain import Document, NextStep, Reply
from assistant.french import fold
from evals.checking import Library
from evals.steps_cases import StepCase

MOST = 3
"""Steps of a reply."""

_INSTITUTE = "ie-efc"
_NO_CLUB = ("aucun club", "no club")
_CONTACTS = ("contacter le club", "get in touch")
_FIND = ("trouver le club", "find the club")
_PROFILES = ("qui vous etes", "who you are")
_INVENTABLE = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\w+|\d+(?:[ .,]\d+)*|\b(?:euros?|gratuite?s?)\b|€|"
    r"\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b|"
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|\b(?:rue|avenue|boulevard)\b"
)
"""Numbers, prices, dates, addresses, mail, links: what a step may only repeat from what it cites."""

Check = Callable[[StepCase, Reply, Library], str | None]


def _number(case: StepCase, reply: Reply, library: Library) -> str | None:
    count = len(reply.next_steps)
    return None if 1 <= count <= MOST else f"{count} pas proposés"


def _place(case: StepCase, reply: Reply, library: Library) -> str | None:
    """Return why the first step is not the one of the place, as the list covers it."""
    labels = [fold(step.label) for step in reply.next_steps]
    first = next(iter(reply.next_steps), None)
    if case.coverage == "unsaid":
        return "un club est proposé sans lieu" if any(word in one for one in labels for word in _CONTACTS) else None
    if first is None:
        return "rien n’est proposé pour le lieu"
    if case.coverage == "ambiguous":
        asked = first.label.rstrip().endswith("?") and first.label.count(case.named) > 1
        return None if asked else "le lieu n’est pas redemandé"
    if fold(case.named) not in fold(first.why):
        return "la raison ne dit pas le lieu"
    if case.coverage == "none":
        honest = _INSTITUTE in labels[0] and any(words in fold(first.why) for words in _NO_CLUB)
        return None if honest else "l’absence de club n’est pas dite"
    missing = [club for club in case.clubs if club not in first.label]
    return f"clubs absents : {', '.join(missing)}" if missing else None


def _cited_clubs(case: StepCase, reply: Reply, library: Library) -> str | None:
    """Return which club of the first step no cited sentence names."""
    if case.coverage not in {"one", "several"} or not reply.next_steps:
        return None
    quotes = fold(" ".join(citation.quote for citation in reply.next_steps[0].citations))
    missing = [club for club in case.clubs if fold(club) not in quotes]
    return f"clubs non cités : {', '.join(missing)}" if missing else None


def _person(case: StepCase, reply: Reply, library: Library) -> str | None:
    """Return whether the reasons say who asks, and every step is from a note written for such a person."""
    leading = [step for step in reply.next_steps if not _asks(step)]
    if case.who and leading and not all(case.who in step.why for step in leading):
        return "une raison ne dit pas qui demande"
    others = leading[0 if case.coverage == "unsaid" else 1 :]
    for step in (one for one in others if not any(word in fold(one.label) for word in _FIND)):
        for document in _documents(step, reply, library):
            if case.persona and document.audience and case.persona not in document.audience:
                return f"« {document.title} » n’est pas écrit pour ce profil"
    return None


def _stage(case: StepCase, reply: Reply, library: Library) -> str | None:
    leading = [step for step in reply.next_steps if not _asks(step)]
    said = all(case.stands in step.why for step in leading)
    return None if said else "une raison ne dit pas où la personne en est"


def _territory(case: StepCase, reply: Reply, library: Library) -> str | None:
    """Return which step comes from a note on other places than the one of the person."""
    if not case.territories:
        return None
    for step in reply.next_steps[1:]:
        for document in _documents(step, reply, library):
            if document.places and not set(document.places) & set(case.territories):
                return f"« {document.title} » parle d’un autre lieu"
    return None


def _asks_who(case: StepCase, reply: Reply, library: Library) -> str | None:
    asked = any(word in fold(step.label) for step in reply.next_steps for word in _PROFILES)
    if asked == case.asks_who:
        return None
    return "le profil est redemandé pour rien" if asked else "le profil n’est pas demandé"


def _sourced(case: StepCase, reply: Reply, library: Library) -> str | None:
    """Return which step cites nothing, cites what is not there, or links elsewhere than its documents do."""
    marks = {source.mark: source.document_id for source in reply.sources}
    for step in reply.next_steps:
        if not step.citations and not _asks(step):
            return f"sans source : « {step.label} »"
        for citation in step.citations:
            document = library.document(marks[citation.mark])
            if document is None or document.text[citation.start : citation.end] != citation.quote:
                return f"citation inexacte : « {citation.quote} »"
        if step.url and step.url not in _pages(_documents(step, reply, library)):
            return f"adresse inventée : {step.url!r}"
    return None


def _nothing_made_up(case: StepCase, reply: Reply, library: Library) -> str | None:
    """Return the number, price, date, address or link of a step that nothing it cites holds."""
    for step in reply.next_steps:
        held = fold(" ".join(citation.quote for citation in step.citations))
        for found in _INVENTABLE.findall(fold(f"{step.label} {step.why}")):
            if found not in held:
                return f"inventé : {found!r}"
    return None


def _body(case: StepCase, reply: Reply, library: Library) -> str | None:
    """Return why the answer to where one begins is not that of the tables: of the place, sourced, and no step again."""
    if not case.begins:
        return None
    if reply.kind != "answer":
        return "la question n’a pas de réponse"
    text = fold(reply.text)
    if case.coverage == "none" and not any(words in text for words in _NO_CLUB):
        return "la réponse ne dit pas qu’aucun club n’est nommé"
    missing = [club for club in case.clubs if case.coverage != "ambiguous" and fold(club) not in text]
    if missing:
        return f"la réponse ne nomme pas {', '.join(missing)}"
    again = [step.label for step in reply.next_steps if fold(step.label) in text]
    return f"la réponse dit déjà « {again[0]} »" if again else None


CHECKS: Mapping[str, Check] = {
    "un à trois pas": _number,
    "club du lieu": _place,
    "club cité": _cited_clubs,
    "profil": _person,
    "temps": _stage,
    "territoire des fiches": _territory,
    "profil redemandé à propos": _asks_who,
    "source exacte": _sourced,
    "rien d’inventé": _nothing_made_up,
    "corps de la réponse": _body,
}
"""The checks by French name; each returns why a reply fails it, None when it passes."""


def _asks(step: NextStep) -> bool:
    return step.label.rstrip().endswith("?")


def _documents(step: NextStep, reply: Reply, library: Library) -> list[Document]:
    marks = {source.mark: source.document_id for source in reply.sources}
    found = [library.document(marks[citation.mark]) for citation in step.citations]
    return [document for document in found if document is not None]


def _pages(documents: Sequence[Document]) -> set[str]:
    own = {document.url for document in documents if document.url}
    return own | {one.url for document in documents for one in document.references if one.url}
