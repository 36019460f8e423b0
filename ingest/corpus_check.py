"""Check a corpus folder: its schema, its references, its orphans, and that nothing private is in it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.domain import Document
from assistant.errors import DocumentRefusedError, EfcError
from assistant.french import fold
from assistant.knowledge import Lexicon, LexiconEntry, Places, load_lexicon, load_places
from assistant.knowledge.places import Area, Country, PlaceTable, Region, Town
from ingest.aligned import AlignedText
from ingest.blocks import Prepared, RawFile
from ingest.cleaning_log import CleaningLog
from ingest.preparing import prepare
from ingest.redaction import redact_contacts

_NOT_NOTES = ("README", "LICENCE", "LICENSE")
_TABLES = ("lexicon.yaml", "places.yaml")
_FOLDERS_KINDS = {
    "concepts": "concept",
    "clubs": "club",
    "sessions": "session",
    "cases": "case",
    "studies": "study",
    "practices": "practice",
    "actors": "other",
}
"""Which kind of note each folder holds."""


def check(corpus: Path) -> list[str]:
    """Return one French line a defect, in a fixed order; empty when the corpus is sound."""
    try:
        lexicon, places = load_lexicon(corpus), load_places(corpus)
    except EfcError as error:
        return [str(error)]
    findings: list[str] = []
    documents: dict[str, Document] = {}
    for path in sorted(corpus.rglob("*.md")):
        if path.name.startswith(_NOT_NOTES):
            continue
        location = path.relative_to(corpus).as_posix()
        try:
            prepared = prepare(RawFile(location, path.read_bytes()))
        except DocumentRefusedError as error:
            findings.append(f"{location} : {error}")
            continue
        documents[location] = prepared.document
        findings += _of_note(location, prepared, lexicon, places)
    return [
        *findings,
        *_of_lexicon(lexicon, documents),
        *_of_places(places, documents),
        *_private_tables(corpus),
    ]


def _of_note(location: str, prepared: Prepared, lexicon: Lexicon, places: Places) -> Iterator[str]:
    document = prepared.document
    wanted = _FOLDERS_KINDS.get(location.split("/", 1)[0])
    if document.kind != wanted:
        yield f"{location} : genre {document.kind!r} au lieu de {wanted!r} pour ce dossier."
    if not document.references:
        yield f"{location} : aucune source."
    if not document.terms:
        yield f"{location} : aucun terme du lexique."
    yield from _unknown_names(location, document, lexicon, places)
    for use in prepared.uses:
        if use.action in {"dropped", "replaced", "put_aside"}:
            yield f"{location} : la règle {use.rule!r} retire un passage (caractère {use.raw_start})."


def _unknown_names(location: str, document: Document, lexicon: Lexicon, places: Places) -> Iterator[str]:
    for term in document.terms:
        if lexicon.find(term) is None:
            yield f"{location} : le terme {term!r} n’est pas dans le lexique."
    for place in document.places:
        if not places.find(place):
            yield f"{location} : le lieu {place!r} n’est pas dans la table des lieux."


def _of_lexicon(lexicon: Lexicon, documents: dict[str, Document]) -> Iterator[str]:
    used = {fold(term) for document in documents.values() for term in document.terms}
    owners: dict[str, str] = {}
    for entry in lexicon:
        if entry.note not in documents:
            yield f"lexicon.yaml : la fiche {entry.note!r} du terme {entry.term!r} n’existe pas."
        if fold(entry.term) not in used:
            yield f"lexicon.yaml : aucun document ne porte le terme {entry.term!r}."
        for related in entry.related:
            if lexicon.find(related) is None:
                yield f"lexicon.yaml : {entry.term!r} renvoie à {related!r}, qui n’existe pas."
        yield from _clashing_names(entry, lexicon, owners)


def _clashing_names(entry: LexiconEntry, lexicon: Lexicon, owners: dict[str, str]) -> Iterator[str]:
    for name in entry.names:
        owner = owners.setdefault(fold(name), entry.term)
        if owner != entry.term:
            yield f"lexicon.yaml : {name!r} désigne à la fois {owner!r} et {entry.term!r}."
    for false in entry.false_expansions:
        if lexicon.find(false) is not None:
            yield f"lexicon.yaml : la lecture fausse {false!r} est aussi un nom du lexique."


def _of_places(places: Places, documents: dict[str, Document]) -> Iterator[str]:
    yield from _dangling_places(places.table)
    named = [one for part in _parts(places.table) for one in part]
    for one in named:
        for club in one.clubs:
            if club not in places.clubs:
                yield f"places.yaml : le club {club!r} de {one.name} n’existe pas."
    for listed in places.table.clubs:
        if listed.note not in documents:
            yield f"places.yaml : la fiche {listed.note!r} de {listed.name} n’existe pas."
    holes = {hole.region for hole in places.table.holes}
    for region in places.table.regions:
        if bool(region.clubs) == (region.name in holes) and not _is_partial(places, region.name):
            yield f"places.yaml : {region.name} doit avoir un club ou être dite sans club, et non les deux."


def _parts(table: PlaceTable) -> tuple[Sequence[Region | Town | Area | Country], ...]:
    return table.regions, table.towns, table.areas, table.countries


def _dangling_places(table: PlaceTable) -> Iterator[str]:
    regions = {region.name for region in table.regions}
    departments = {department.code for department in table.departments}
    for department in table.departments:
        if department.region not in regions:
            yield f"places.yaml : la région {department.region!r} du {department.code} n’existe pas."
    for town in table.towns:
        if town.department is not None and town.department not in departments:
            yield f"places.yaml : le département {town.department!r} de {town.name} n’existe pas."
    for area in table.areas:
        for code in (code for code in area.departments if code not in departments):
            yield f"places.yaml : le département {code!r} de {area.name} n’existe pas."


def _is_partial(places: Places, region: str) -> bool:
    return any(hole.region == region and hole.partial for hole in places.table.holes)


def _private_tables(corpus: Path) -> Iterator[str]:
    """Yield what redaction would take out of the tables, by rule and never by value."""
    for name in _TABLES:
        log = CleaningLog()
        redact_contacts(AlignedText.of((corpus / name).read_text(encoding="utf-8")), log)
        for rule in sorted({use.rule for use in log.uses}):
            yield f"{name} : la règle {rule!r} y trouve une donnée privée."
