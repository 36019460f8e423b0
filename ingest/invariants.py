"""Invariants: what must hold of a data folder whatever happened to it, each checked under its own name."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

import numpy as np

from assistant.adapters.generation import current_folder, fingerprint, open_generation
from assistant.adapters.seal import altered
from assistant.domain import Passage, Ranked, Record
from assistant.errors import EfcError
from assistant.ports import PassageIndex
from ingest.departed import departed
from ingest.holding import Holding
from ingest.ledger import text_hash
from ingest.preparing import document_id

Verdict = Literal["sound", "fault", "note", "untested"]

NORM_TOLERANCE = 1e-3
"""How far from 1 the norm of a float32 vector may be; rounding stays under 1e-6, errors far above."""

OPENING_SECONDS = 5.0
"""Longest opening of an index that serves; that of the shipped corpus takes 0.05 s."""

LEXICAL_RANK = 10
"""Rank within which the words of a passage find it. It is not always first, its document and its neighbours having a
say: of the 724 passages of the shipped corpus two come second, the others first."""

SEARCHED = 1_000
"""Passages that are all looked up, the shipped corpus among them; beyond, one in so many is, always the same ones. With
10,000 passages, looking 5,000 up took 50 s."""

NO_FILE_OF = "document {one} : aucun fichier retenu ne le donne"
OTHER_ID = "document {one} : son contenu n’a pas cet identifiant"
NOT_ITS_SLICE = "passage {one} : son texte n’est pas la tranche {start}–{end} de son document"
GAP = "document {one} : ses passages ne sont pas numérotés de 0 à {last}"
OTHER_VERSION = "document {one} : l’index en a d’autres passages que le registre"
OVERLAP = "passage {one} : chevauche le précédent de son document"
TWICE = "document {one} : donné par plusieurs fichiers retenus"
NO_VECTOR = "passage {one} : pas de vecteur pour {model}"
BAD_VECTOR = "vecteur {model} {one} : valeurs non finies, norme différente de 1, ou autre longueur que les autres"
NOT_SERVED = "index : aucun n’est publié, ou celui qui l’est ne s’ouvre pas"
TOO_SLOW = "index {name} : ouvert en {seconds:.0f} s"
ALTERED = "index {name} : le fichier {file} n’est plus celui qui a été publié"
OTHER_CONTENT = "index {name} : son contenu n’a pas l’empreinte qu’il annonce"
DIFFERENT = "index {name} : {missing} passages du registre manquent, {extra} sont en trop"
LOST = "passage {one} : ses propres {leg} ne le retrouvent pas"

ABOUT = {
    "I1": "l’index publié s’ouvre",
    "I2": "le fichier du registre est intact",
    "I3": "chaque fichier retenu a son document, dont l’identifiant est celui de son contenu",
    "I4": "chaque document est là tout entier, dans une seule version",
    "I5": "aucun passage en double",
    "I6": "l’index publié est celui que son manifeste annonce, et celui du registre ; ses vecteurs sont normés",
    "I7": "chaque passage se retrouve lui-même, par ses mots et par son vecteur",
    "I8": "rien ne reste de ce qui a été retiré ou oublié",
    "I9": "une seconde ingestion n’écrit rien (tenu par les tests : le vérifier relirait toutes les sources)",
    "I10": "les mêmes questions donnent les mêmes sources (tenu par les tests et les évaluations)",
    "T7": "rien n’est lisible par d’autres que le propriétaire",
}


class Invariant(Record):
    """One thing that must hold, and whether it does."""

    name: str
    about: str
    verdict: Verdict
    faults: tuple[str, ...] = ()


def all_of(
    holding: Holding, probe: Callable[[Path], None], notes: Sequence[str], *, behind: bool
) -> tuple[Invariant, ...]:
    """Check every invariant that reading alone can check.

    I9 and I10 are not: the first would read every source again, over the network for some; the second needs
    questions and the sources they had. `tests/ingest/test_pipeline.py` and the evaluations hold them.

    Args:
        holding: what the ledger says.
        probe: tests a generation, and raises what is wrong.
        notes: who else may read what, given as T7.
        behind: whether the generation that serves is known not to be the ledger's content.
    """
    opened, late = _opened(holding)
    texts = [one for document in opened.documents() for one in opened.passages_of(document.id)] if opened else []
    ledger = {
        "I2": list(holding.damage),
        "I3": list(_identity(holding)),
        "I4": [*_whole(holding), *(() if behind else _same_version(holding, texts))],
        "I5": list(_once(holding)),
    }
    served = list(_served(holding, opened, texts, probe, behind=behind))
    checked = {
        "I1": late,
        **ledger,
        "I6": served,
        "I7": list(_found(holding, opened)) if opened and not served and not behind else [],
        "I8": list(departed(holding, opened, behind=behind)),
    }
    made = [Invariant(name=name, about=ABOUT[name], verdict=_verdict(one), faults=one) for name, one in _fixed(checked)]
    made += [Invariant(name=name, about=ABOUT[name], verdict="untested") for name in ("I9", "I10")]
    return (*made, Invariant(name="T7", about=ABOUT["T7"], verdict="note" if notes else "sound", faults=tuple(notes)))


def _fixed(checked: Mapping[str, list[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, faults in checked.items():
        yield name, tuple(faults)


def _verdict(faults: Sequence[str]) -> Verdict:
    return "fault" if faults else "sound"


def _opened(holding: Holding) -> tuple[PassageIndex | None, list[str]]:
    if holding.now is None:
        return None, [NOT_SERVED, *_why_not(holding.data)]
    started = time.monotonic()
    try:
        index = open_generation(holding.now.folder)
        index.documents()
    except EfcError as error:
        return None, [error.message]
    seconds = time.monotonic() - started
    return index, [TOO_SLOW.format(name=holding.now.name, seconds=seconds)] if seconds > OPENING_SECONDS else []


def _why_not(data: Path) -> list[str]:
    """Return why nothing is served: each file that is not what was published, or what opening the index says."""
    try:
        folder = current_folder(data)
        with suppress(OSError):  # which opening says in our words
            if changed := altered(folder):
                return [ALTERED.format(name=folder.name, file=file) for file in changed]
        open_generation(folder)
    except EfcError as error:
        return [error.message]
    return []


def _identity(holding: Holding) -> Iterator[str]:
    committed = {one.document_id or "" for one in holding.files if one.state == "committed"}
    for one in sorted(set(holding.documents) ^ committed):
        yield NO_FILE_OF.format(one=one)
    for one, document in holding.documents.items():
        if document_id(document) != one:
            yield OTHER_ID.format(one=one)


def _whole(holding: Holding) -> Iterator[str]:
    numbers: dict[str, list[int]] = {}
    for one in holding.passages:
        document = holding.documents.get(one.document_id)
        if document is None or document.text[one.start : one.end] != one.text:
            yield NOT_ITS_SLICE.format(one=one.id, start=one.start, end=one.end)
        numbers.setdefault(one.document_id, []).append(one.number)
    for name, found in numbers.items():
        if sorted(found) != list(range(len(found))):
            yield GAP.format(one=name, last=len(found) - 1)


def _same_version(holding: Holding, served: Sequence[Passage]) -> Iterator[str]:
    """Yield the documents of which the index has some passages of the ledger, and not all or others."""
    here, there = _by_document(holding.passages), _by_document(served)
    for name in sorted(set(here) & set(there)):
        if here[name] != there[name]:
            yield OTHER_VERSION.format(one=name)


def _by_document(passages: Sequence[Passage]) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for one in passages:
        ids.setdefault(one.document_id, set()).add(one.id)
    return ids


def _once(holding: Holding) -> Iterator[str]:
    owners = Counter(one.document_id for one in holding.files if one.state == "committed")
    for name, count in owners.items():
        if count > 1:
            yield TWICE.format(one=name)
    ends: dict[str, int] = {}
    for one in sorted(holding.passages, key=lambda passage: (passage.document_id, passage.start)):
        if one.start < ends.get(one.document_id, 0):
            yield OVERLAP.format(one=one.id)
        ends[one.document_id] = max(one.end, ends.get(one.document_id, 0))


def _served(
    holding: Holding,
    index: PassageIndex | None,
    passages: Sequence[Passage],
    probe: Callable[[Path], None],
    *,
    behind: bool,
) -> Iterator[str]:
    now = holding.now
    if now is None or index is None:
        return
    yield from _wrong_vectors(now.embedder, holding)
    if fingerprint(index.documents(), passages, now.embedder) != now.fingerprint:
        yield OTHER_CONTENT.format(name=now.name)
    held, expected = {one.id for one in passages}, {one.id for one in holding.passages}
    if not behind and held != expected:
        yield DIFFERENT.format(name=now.name, missing=len(expected - held), extra=len(held - expected))
    try:
        probe(now.folder)
    except EfcError as error:
        yield error.message


def _wrong_vectors(model: str, holding: Holding) -> Iterator[str]:
    for one in holding.passages:
        if text_hash(one.text) not in holding.vectors:
            yield NO_VECTOR.format(one=one.id, model=model)
    sizes = Counter(vector.size for vector in holding.vectors.values())
    usual = sizes.most_common(1)[0][0] if sizes else 0
    for key, vector in holding.vectors.items():
        norm = float(np.linalg.norm(vector))
        if vector.size != usual or not np.isfinite(norm) or min(norm, abs(norm - 1)) > NORM_TOLERANCE:
            yield BAD_VECTOR.format(model=model, one=key[:16])


def _found(holding: Holding, index: PassageIndex) -> Iterator[str]:
    """Look each passage up by its own words and by its own vector; another one with the same text counts as itself."""
    step = max(1, len(holding.passages) // SEARCHED)
    for one in holding.passages[::step]:
        first = index.passages(hit.passage_id for hit in index.search_lexical(one.text, LEXICAL_RANK)).values()
        if first and all(hit.text != one.text for hit in first):
            yield LOST.format(one=one.id, leg="mots")
        near = index.search_dense(holding.vectors[text_hash(one.text)], LEXICAL_RANK)
        if near and not _comes_first(one, near, index):
            yield LOST.format(one=one.id, leg="nombres")


def _comes_first(passage: Passage, near: Sequence[Ranked], index: PassageIndex) -> bool:
    """Tell whether a passage, or one of the same text, is among the nearest to its own vector, ties included."""
    best = [hit.passage_id for hit in near if hit.score == near[0].score]
    if any(hit.text == passage.text for hit in index.passages(best).values()):
        return True
    return len(best) == LEXICAL_RANK and near[0].score > 1 - NORM_TOLERANCE  # more equals than were asked for
