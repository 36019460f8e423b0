"""Forgetting: a prepared document without the names to forget, wherever they stood in it.

The same function serves the ledger, whose documents are rewritten when a name is forgotten, and each later
preparation: a document read again from its source comes out as the one that was rewritten.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import unquote

from assistant.domain import Document, Passage, Reference
from ingest.aligned import AlignedText, Edit
from ingest.blocks import Prepared, RawFile, RuleUse
from ingest.forgotten import Forgotten, is_masked, masked
from ingest.preparing import document_id
from ingest.redaction_lexicon import Person
from ingest.redaction_wording import worded

RULE = "forgotten"
_DETAIL = "personne oubliée"
_CUT = "…"
_DROPPED = "[…]"
_BETWEEN = 8
"""Spaces and marks that the words of one name may have between them."""

Prepare = Callable[[RawFile], Prepared]


def forgetful(prepare: Prepare, forgotten: Forgotten) -> Prepare:
    """Return `prepare` followed by `erase`, itself when there is nothing to forget; it pickles as `prepare` does."""
    return partial(_prepare_and_erase, prepare, forgotten) if forgotten.marks else prepare


def preparation_with(preparation: str, forgotten: Forgotten) -> str:
    """Return the version of a preparation that forgets: another name to forget makes another version."""
    return f"{preparation}+{forgotten.version}" if forgotten.marks else preparation


def _prepare_and_erase(prepare: Prepare, forgotten: Forgotten, raw: RawFile) -> Prepared:
    return erase(prepare(raw), forgotten)


def erase(prepared: Prepared, forgotten: Forgotten) -> Prepared:
    """Replace the names to forget by the words used for participants; idempotent.

    The title, the publisher, the headings and what the rules noted are treated as the text is. An address that holds
    a name is dropped, a location masked. A document that changes takes the id of its new content.
    """
    document = prepared.document
    edits = replacements(document.text, forgotten)
    changed = _erased_document(document, edits, forgotten)
    uses = [_erased_use(one, forgotten) for one in prepared.uses]
    if changed == document:
        return prepared if uses == list(prepared.uses) else _with_uses(prepared, uses)
    text = _aligned(prepared)
    for start, end, _ in edits:
        first, last = text.cut(start, end).raw_span()
        uses.append(RuleUse(rule=RULE, action="replaced", raw_start=first, raw_end=last, detail=_DETAIL))
    passages = _erased_passages(prepared.passages, changed, edits, forgotten)
    return Prepared(changed, passages, uses, text.edited(edits).stretches())


def erased_text(text: str, forgotten: Forgotten) -> str:
    """Return a text with the names to forget replaced."""
    parts, position = [], 0
    for start, end, wording in replacements(text, forgotten):
        parts += [text[position:start], wording]
        position = end
    return "".join([*parts, text[position:]])


def replacements(text: str, forgotten: Forgotten) -> list[Edit]:
    """Return the edits that replace the names to forget in a text, in order, apart."""
    spans = forgotten.find(text)
    rests = [(start, end, "") for start, end in spans if not text[start].isalnum()]
    persons = [Person(start, end, full=True) for start, end in spans if text[start].isalnum()]
    edits = worded(text, persons) if persons else []
    return sorted([*rests, *((start, end, _capital(text, start, wording)) for start, end, wording in edits)])


def _capital(text: str, start: int, wording: str) -> str:
    """Begin with a capital what begins a heading or an item, as it does a sentence."""
    begins = not text[text.rfind("\n", 0, start) + 1 : start].strip("#- ")
    return wording[:1].upper() + wording[1:] if begins else wording


def _erased_document(document: Document, edits: list[Edit], forgotten: Forgotten) -> Document:
    def plain(values: Sequence[str]) -> tuple[str, ...]:
        return tuple(erased_text(one, forgotten) for one in values)

    changes = {
        "title": erased_text(document.title, forgotten),
        "publisher": erased_text(document.publisher, forgotten) if document.publisher else document.publisher,
        "url": _public(document.url, forgotten),
        "location": masked(document.location, forgotten),
        "places": plain(document.places),
        "terms": plain(document.terms),
        "audience": plain(document.audience),
        "references": tuple(
            Reference(title=erased_text(one.title, forgotten), url=_public(one.url, forgotten))
            for one in document.references
        ),
        "text": erased_text(document.text, forgotten) if edits else document.text,
    }
    changed = document.model_copy(update=changes)
    return document if changed == document else changed.model_copy(update={"id": document_id(changed)})


def _public(url: str | None, forgotten: Forgotten) -> str | None:
    return None if url and (is_masked(unquote(url)) or forgotten.holds(unquote(url))) else url


def _erased_use(use: RuleUse, forgotten: Forgotten) -> RuleUse:
    """Return a use whose detail holds no name, not even the first letters of one where it was cut."""
    detail = erased_text(use.detail, forgotten)
    if detail.endswith(_CUT):
        longest = max((one.letters for one in forgotten.marks), default=0)
        detail = _without_end(detail.removesuffix(_CUT), longest) + _CUT
    return use if detail == use.detail else use.model_copy(update={"detail": detail})


def _without_end(detail: str, letters: int) -> str:
    """Drop the last words when they could begin a name of so many letters; what was dropped once stays so."""
    kept = detail.rstrip()
    if kept.endswith(_DROPPED):
        return detail
    start = max(0, len(kept) - letters - _BETWEEN)
    return f"{kept[:start].rpartition(' ')[0]} {_DROPPED}".strip()


def _with_uses(prepared: Prepared, uses: list[RuleUse]) -> Prepared:
    return Prepared(prepared.document, prepared.passages, uses, prepared.alignment)


def _aligned(prepared: Prepared) -> AlignedText:
    text = AlignedText.made(prepared.document.text)
    for one in prepared.alignment:
        for shift in range(one.length):
            text.origins[one.start + shift] = one.raw_start + shift
    return text


def _erased_passages(
    passages: Sequence[Passage], document: Document, edits: list[Edit], forgotten: Forgotten
) -> list[Passage]:
    moved = _Offsets(edits)
    made: list[Passage] = []
    for one in passages:
        start, end = _trimmed(document.text, moved(one.start), moved(one.end))
        if start >= end:
            continue
        changes = {
            "id": f"{document.id}-{start:06d}-{end:06d}",
            "document_id": document.id,
            "number": len(made),
            "start": start,
            "end": end,
            "text": document.text[start:end],
            "headings": tuple(erased_text(heading, forgotten) for heading in one.headings),
        }
        made.append(one.model_copy(update=changes))
    return made


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


class _Offsets:
    """Where an offset of a text is once it has been edited; inside an edit, at the end of what replaces it."""

    def __init__(self, edits: list[Edit]) -> None:
        self._starts = [start for start, _, _ in edits]
        self._edits = edits
        self._shifts = [0]
        for start, end, wording in edits:
            self._shifts.append(self._shifts[-1] + len(wording) - (end - start))

    def __call__(self, offset: int) -> int:
        before = bisect_right(self._starts, offset - 1)
        if before and offset < self._edits[before - 1][1]:
            return self._edits[before - 1][1] + self._shifts[before]
        return offset + self._shifts[before]
