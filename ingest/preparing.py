"""One raw file in, one document ready for the ledger out: extract, parse, clean, describe, split."""

import json
from hashlib import sha256
from typing import Any

from assistant.domain import Document, DocumentKind, Language, Passage, Reference
from assistant.errors import DocumentRefusedError
from assistant.french.general import is_french_word
from ingest.aligned import AlignedText
from ingest.blocks import Block, Prepared, RawFile
from ingest.cleaning import Cleaned, clean, redact
from ingest.cleaning_log import CleaningLog
from ingest.date_proofs import log_stated_dates
from ingest.dating import event_in
from ingest.describing import (
    ANNOUNCED_WEIGHT,
    DATED_WEIGHT,
    kind_of,
    language_of,
    make_title,
    publisher_of,
)
from ingest.describing_parts import assign_roles, is_machine_made
from ingest.describing_sections import open_parts
from ingest.extracting import extract
from ingest.formats.extraction import record
from ingest.parsing import Parsed, parse
from ingest.parsing_front_matter import FrontMatter
from ingest.redaction import is_private_url
from ingest.splitting import split
from ingest.structure import canonical_blocks

ID_LENGTH = 16
"""Hexadecimal digits of a document id: one chance in 10⁷ of a collision among a million documents."""

_WARM_UP = RawFile(
    "essai.html",
    b"<html><body><h1>Essai</h1><p>Selon Camille et Zorvane, ce texte fait lire les listes de mots.</p></body></html>",
)

_NOTHING_LEFT = "Il ne reste aucun texte une fois le document nettoyé."
_CHECK_IT = "Vérifiez que le fichier contient autre chose que des menus, des liens ou des données privées."


def prepare(raw: RawFile) -> Prepared:
    """Turn a raw file into a cleaned, redacted, dated and split document.

    Nothing private leaves this function: links, numbers, codes, addresses and names of participants are
    replaced before anything is described, split or logged.

    Raises:
        DocumentRefusedError: the file is not a text that can be used; the message is one French line.
    """
    log = CleaningLog()
    extraction = extract(raw)
    parsed = parse(extraction)
    record((*extraction.remarks, *parsed.remarks), extraction.text, log)
    front = _redacted_front(parsed.front or FrontMatter())
    title = front.title or (_redacted(parsed.page.title) if parsed.page.title else None)
    edited = parsed.front is not None
    log_stated_dates(extraction.text, front, parsed.page.published_on, log)
    cleaned = clean(parsed.text, log, title=title, wrapped=parsed.wrapped, edited=edited)
    if not any(block.kind != "heading" for block in canonical_blocks(cleaned.text.text)):
        raise DocumentRefusedError(_NOTHING_LEFT, _CHECK_IT)
    return _described(raw, parsed, front, cleaned, log)


def warm_up() -> None:
    """Read the lists of words that preparing needs, for a process whose children then have them."""
    prepare(_WARM_UP)
    is_french_word("essai")


def _described(raw: RawFile, parsed: Parsed, front: FrontMatter, cleaned: Cleaned, log: CleaningLog) -> Prepared:
    text, blocks = cleaned.text, canonical_blocks(cleaned.text.text)
    edited = parsed.front is not None
    title = cleaned.head.title or _made_title(text, blocks, log)
    event = front.event_on if edited else _event_on(text, log)
    weights: dict[DocumentKind, float] = {
        "news": DATED_WEIGHT if cleaned.head.published_on else 0,
        "session": ANNOUNCED_WEIGHT if event else 0,
    }
    kind = front.kind or kind_of(raw.location, title, text.text, blocks, weights)
    machine = not edited and is_machine_made(parsed.text.text)
    text, blocks = _with_roles(text, kind, log, machine=machine, edited=edited)
    fields: dict[str, Any] = {
        "title": title,
        "kind": kind,
        "author_kind": front.author_kind or ("ai_summary" if machine else "unknown"),
        "publisher": front.publisher or _redacted_or_none(parsed.page.publisher) or publisher_of(text.text),
        "url": front.url or _public(parsed.page.url) or _public(raw.location),
        "published_on": front.published_on or parsed.page.published_on or cleaned.head.published_on,
        "event_on": event,
        "retrieved_on": front.retrieved_on,
        "text": text.text,
    }
    fields["retrieved_on"] = front.retrieved_on or _retrieved_on(raw, fields)
    document = _document(raw, front, fields, made=cleaned.head.title is None)
    return Prepared(document, _passages(document, blocks), tuple(log.uses), tuple(text.stretches()))


def _document(raw: RawFile, front: FrontMatter, fields: dict[str, Any], *, made: bool) -> Document:
    return Document(
        id=_document_id(fields),
        title_made=made,
        location=raw.location,
        language=language_of(fields["text"]),
        places=front.places,
        terms=front.terms,
        audience=front.audience,
        references=front.sources,
        **fields,
    )


def _made_title(text: AlignedText, blocks: list[Block], log: CleaningLog) -> str:
    title = make_title(text.text, blocks)
    log.add("title", "made", text.cut(blocks[0].start, blocks[0].end), detail=title)
    return title


def _with_roles(
    text: AlignedText, kind: DocumentKind, log: CleaningLog, *, machine: bool, edited: bool
) -> tuple[AlignedText, list[Block]]:
    """Return the text, its parts opened by headings when it has several, and its blocks with their roles."""
    blocks = assign_roles(text.text, canonical_blocks(text.text), kind, machine=machine, edited=edited)
    if edited:
        return text, blocks
    text, changed = open_parts(text, blocks, log)
    if changed:
        blocks = assign_roles(text.text, canonical_blocks(text.text), kind, machine=machine, edited=edited)
    return text, blocks


def _passages(document: Document, blocks: list[Block]) -> list[Passage]:
    passages = split(document.id, document.text, blocks, document.author_kind)
    return [passage.model_copy(update={"language": _language(passage.text, document.language)}) for passage in passages]


def _language(text: str, whole: Language) -> Language:
    return language_of(text) if len(text.split()) > 4 else whole


_IDENTITY = ("title", "kind", "author_kind", "publisher", "url", "published_on", "event_on", "retrieved_on", "text")


def document_id(document: Document) -> str:
    """Return the id that the content of a document gives it."""
    return _document_id({name: getattr(document, name) for name in _IDENTITY})


def _document_id(fields: dict[str, Any]) -> str:
    canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode("utf-8")).hexdigest()[:ID_LENGTH]


def _retrieved_on(raw: RawFile, fields: dict[str, Any]) -> str | None:
    """Return the day of a web page: the earlier one when only what nobody reads of the page has changed."""
    if raw.earlier is None:
        return raw.retrieved_on
    same = _document_id({**fields, "retrieved_on": raw.earlier.retrieved_on}) == raw.earlier.document_id
    return raw.earlier.retrieved_on if same else raw.retrieved_on


def _event_on(text: AlignedText, log: CleaningLog) -> str | None:
    event = event_in(text.text)
    if event is None:
        return None
    log.add("event_date", "recovered", text.cut(event.start, event.end))
    return event.value


def _redacted(value: str) -> str:
    """Redact a value that is not in the text; its uses are not logged, having no place in the raw text."""
    return " ".join(redact(AlignedText.made(value), CleaningLog()).text.split())


def _redacted_or_none(value: str | None) -> str | None:
    return _redacted(value) or None if value else None


def _public(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) and not is_private_url(url) else None


def _redacted_front(front: FrontMatter) -> FrontMatter:
    return front.model_copy(
        update={
            "title": _redacted_or_none(front.title),
            "publisher": _redacted_or_none(front.publisher),
            "url": _public(front.url),
            "places": tuple(_redacted(place) for place in front.places),
            "terms": tuple(_redacted(term) for term in front.terms),
            "audience": tuple(_redacted(one) for one in front.audience),
            "sources": tuple(
                Reference(title=_redacted(source.title), url=_public(source.url)) for source in front.sources
            ),
        }
    )
