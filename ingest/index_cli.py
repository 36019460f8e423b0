"""`efc index`: look after the index: status, check, show, report, why, undo; what keeps it safe is beside."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.domain import Document, Passage, Record
from assistant.errors import EfcError
from assistant.settings import Settings
from ingest import safekeeping_cli
from ingest.blocks import Action, RuleUse
from ingest.cleaning_report import DETAILS, CleaningReport, RuleTotal, counted, report_cleaning
from ingest.connecting import Network
from ingest.date_proofs import proof_of
from ingest.generations import probe_in_child, undo
from ingest.inspecting import CheckReport, IndexStatus, check, open_ledger, status
from ingest.reporting import CommandParser, printable, run_command
from ingest.rereading import page_reader
from ingest.schema import ledger_errors
from ingest.tracing import Fate, RawState, Trace, TracedPart, find_document, read_raw, trace

PROGRAM = "efc index"

_DESCRIPTION = """\
Veille sur l’index : ce qu’il contient, s’il est sain, ce qu’est devenue une phrase ;
oublie une personne, sauvegarde, restaure."""
_HELP = {
    "status": "ce que contient le dossier de données",
    "check": "vérifie le registre et l’index publié ; code 0 s’ils sont sains, 1 sinon",
    "show": "un document : texte nettoyé, passages, règles appliquées",
    "report": "ce que chaque règle de nettoyage a retiré ou remplacé, document par document",
    "why": "ce qu’est devenue une phrase d’un document : gardée, fusionnée, retirée, et par quelle règle",
    "undo": "remet en service l’index précédent",
    **safekeeping_cli.HELP,
}
_DOC = "identifiant, début d’identifiant, ou emplacement du document"
_TEXT = "la phrase à retrouver, telle qu’elle est écrite dans le document d’origine"
_RAW_OPTION = "ajoute le texte brut, relu à sa place s’il n’a pas changé ; il contient ce qui a été caviardé"
_JSON = "résultat en JSON"
_DATA = "dossier de données (sinon EFC_DATA, sinon .efc)"

_RAW: dict[RawState, str] = {
    "present": "toujours à sa place, inchangé",
    "changed": "a changé depuis l’ingestion ; relancez « efc ingest »",
    "absent": "n’est plus à sa place",
    "not_read": "page du web, non relue (site non autorisé ou muet, ou sans --raw)",
}
_FATES: dict[Fate, str] = {
    "kept": "gardé",
    "dropped": "retiré",
    "replaced": "remplacé",
    "merged": "fusionné avec un passage semblable",
    "put_aside": "mis à part",
    "flagged": "signalé",
    "lost": "absent du texte nettoyé, sans règle qui le dise",
}
_ACTIONS: dict[Action, str] = {
    "dropped": "retiré",
    "replaced": "remplacé",
    "merged": "fusionné",
    "put_aside": "mis à part",
    "flagged": "signalé",
    "recovered": "reconnu",
    "made": "fait par l’assistant",
}
DATES = {"published_on": "publié", "event_on": "événement", "retrieved_on": "relevé"}
"""Fields of a document that hold a date, and how they are called."""

_REMEDY = """\
Remède : « efc ingest --rebuild » refait l’index depuis le registre ; si c’est le registre qui est abîmé,
mettez ledger.sqlite de côté et relancez « efc ingest » sur vos sources."""
_NEVER_THERE = "Cette phrase n’a jamais été dans ce document."
_UNKNOWN = "Cette phrase n’est pas dans le texte nettoyé ; le brut n’étant pas relu, on ne peut en dire plus."


class ShownDocument(Record):
    """A document with its passages and what the cleaning rules did to it."""

    document: Document
    passages: tuple[Passage, ...]
    uses: tuple[RuleUse, ...]
    source: str
    sha256: str
    """Of the raw bytes that were ingested."""
    proofs: dict[str, str]
    """The text that proves each date known, by field of the document."""
    raw: RawState
    raw_text: str | None = None
    """Decoded raw text, only when asked for and still present: it holds what cleaning removed."""


def run(arguments: Sequence[str] | None = None, *, network: Network | None = None) -> int:
    """Run the command and return its exit code; `network` is how web pages are read again."""
    options = _parser().parse_args(arguments, argparse.Namespace(network=network or Network()))
    commands: dict[str, Callable[[Path, argparse.Namespace], int]] = {
        "status": _status,
        "check": _check,
        "show": _show,
        "report": _report,
        "why": _why,
        "undo": _undo,
        **safekeeping_cli.COMMANDS,
    }

    def body() -> int:
        data = (options.data or Settings().data).absolute()
        with ledger_errors(data):
            return commands[options.command](data, options)

    return run_command(f"{PROGRAM} {options.command}", body)


def _status(data: Path, options: argparse.Namespace) -> int:
    found = status(data)
    _print(found, options, _status_text(found))
    return 0


def _check(data: Path, options: argparse.Namespace) -> int:
    found = check(data, probe_in_child)
    _print(found, options, _check_text(found))
    return EfcError.exit_code if found.faults else 0


def _show(data: Path, options: argparse.Namespace) -> int:
    with open_ledger(data) as ledger:
        document, file = find_document(ledger, options.document)
        raw = read_raw(file, page_reader(ledger, file, Settings(), options.network) if options.raw else None)
        uses = ledger.uses(document.id)
        shown = ShownDocument(
            document=document,
            passages=tuple(ledger.passages(document.id)),
            uses=tuple(uses),
            proofs={field: proof for field in DATES if (proof := proof_of(field, uses)) is not None},
            source=file.source,
            sha256=file.sha256,
            raw=raw.state,
            raw_text=raw.text if options.raw and raw.state == "present" else None,
        )
    _print(shown, options, _shown_text(shown))
    return 0


def _report(data: Path, options: argparse.Namespace) -> int:
    with open_ledger(data) as ledger:
        found = report_cleaning(ledger, options.document)
    _print(found, options, _report_text(found))
    return 0


def _why(data: Path, options: argparse.Namespace) -> int:
    with open_ledger(data) as ledger:
        document, file = find_document(ledger, options.document)
        raw = read_raw(file, page_reader(ledger, file, Settings(), options.network))
        found = trace(ledger, document, raw, file, options.text)
    _print(found, options, _trace_text(found))
    return 0


def _undo(data: Path, options: argparse.Namespace) -> int:
    name = undo(data)
    print(f'{{"generation": "{name}"}}' if options.json else f"L’index {name} est de nouveau en service.")
    return 0


def _print(record: Record, options: argparse.Namespace, text: str) -> None:
    print(record.model_dump_json(indent=1) if options.json else text)


def _status_text(found: IndexStatus) -> str:
    kinds = ", ".join(f"{kind} {count}" for kind, count in found.kinds.items())
    vectors = ", ".join(f"{model} {count}" for model, count in found.vectors.items())
    last = found.last_run
    lines = [
        f"Dossier : {printable(found.data)}",
        f"Index : {found.generation or 'aucun'}",
        f"Empreinte : {found.fingerprint or 'aucune'}",
        f"Documents : {found.documents} ({kinds})",
        f"Passages : {found.passages}",
        f"Vecteurs : {vectors or 'aucun'}",
        *(f"Source : {printable(one)}" for one in found.sources),
        f"Doublons écartés : {found.duplicates}",
        f"Fichiers refusés : {len(found.refused)}",
        *(f"  {printable(one.location)} : {printable(one.reason)}" for one in found.refused),
    ]
    if last:
        lines.append(f"Dernière opération : n° {last.number}, {last.action}, {last.finished_at}")
    lines += [f"Sauvegarde : {printable(one.path)}, {one.made_at}" for one in found.backups]
    lines.append(f"Annulation possible : {'oui' if found.undoable else 'non'}")
    return "\n".join(lines)


def _check_text(found: CheckReport) -> str:
    counts = f"{found.documents} documents, {found.passages} passages, {found.vectors} vecteurs"
    lines = [f"défaut  {printable(one)}" for one in found.faults]
    lines += [f"note    {printable(one)}" for one in found.notes]
    lines += [_REMEDY] if found.faults else []
    verdict = f"défauts : {len(found.faults)}" if found.faults else "sain"
    return "\n".join([*lines, f"{verdict} ({counts})"])


def _shown_text(shown: ShownDocument) -> str:
    document = shown.document
    made = " (titre fait par l’assistant)" if document.title_made else ""
    known = [(field, label, getattr(document, field)) for field, label in DATES.items()]
    dates = [
        f"{label} {day}" + (f" (« {printable(shown.proofs[field])} »)" if field in shown.proofs else "")
        for field, label, day in known
        if day
    ]
    head = [
        f"{document.title}{made}",
        f"Identifiant : {document.id}",
        f"Emplacement : {printable(document.location)} dans {printable(shown.source)}",
        f"Nature : {document.kind}, auteur {document.author_kind}, langue {document.language}",
        f"Dates : {', '.join(dates) or 'inconnues'}",
        f"Brut : {_RAW[shown.raw]}",
        "Règles :" if shown.uses else "Règles : aucune",
        *(f"  {_rule_line(one)}" for one in counted(shown.uses)),
    ]
    passages = [
        f"[{one.start}–{one.end}] {one.role}, {one.layout}, {one.author_kind}"
        + (f" · {' > '.join(one.headings)}" if one.headings else "")
        for one in shown.passages
    ]
    if shown.raw_text is not None:
        head += ["", "Texte brut :", shown.raw_text, "", "Texte nettoyé :"]
    return "\n".join([*head, "", document.text, "", f"Passages : {len(passages)}", *passages])


def _report_text(found: CleaningReport) -> str:
    lines: list[str] = []
    for document in found.documents:
        lines += [f"{printable(document.location)} ({document.document_id}) : {document.characters} caractères gardés"]
        lines += [f"  {_rule_line(one)}" for one in document.rules]
    if len(found.documents) > 1:
        lines += ["", f"En tout, {len(found.documents)} documents", *(f"  {_rule_line(one)}" for one in found.totals)]
    return "\n".join(lines)


def _rule_line(one: RuleTotal) -> str:
    details = " ; ".join(f"« {printable(detail)} »" for detail in one.details[:DETAILS])
    more = f" … et {len(one.details) - DETAILS} autres" if len(one.details) > DETAILS else ""
    return f"{one.rule} ({_ACTIONS[one.action]}) {one.count}" + (f" : {details}{more}" if details else "")


def _trace_text(found: Trace) -> str:
    lines = [f"{printable(found.location)} ({found.document_id}) ; brut : {_RAW[found.raw]}"]
    lines += [_part_text(one) for one in found.parts]
    if not found.parts:
        lines.append(_NEVER_THERE if found.raw == "present" else _UNKNOWN)
    return "\n".join(lines)


def _part_text(part: TracedPart) -> str:
    text = _FATES[part.fate]
    if part.rule:
        text += f", règle {part.rule}" + (f" ({printable(part.detail)})" if part.detail else "")
    if part.start is not None:
        text += f", texte nettoyé {part.start}–{part.end}"
    if part.passage_id:
        text += f", passage {part.passage_id}"
    return text if part.raw_start is None else f"{text}, brut {part.raw_start}–{part.raw_end}"


def _parser() -> argparse.ArgumentParser:
    shared = CommandParser(add_help=False)
    shared.add_argument("--json", action="store_true", help=_JSON)
    shared.add_argument("--data", type=Path, metavar="DOSSIER", help=_DATA)
    parser = CommandParser(prog=PROGRAM, description=_DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True, title="commandes", metavar="COMMANDE")
    made = {
        name: commands.add_parser(name, parents=[shared], help=text, description=text) for name, text in _HELP.items()
    }
    for name in ("show", "why"):
        made[name].add_argument("document", metavar="DOC", help=_DOC)
    made["report"].add_argument("document", metavar="DOC", nargs="?", help=_DOC)
    made["show"].add_argument("--raw", action="store_true", help=_RAW_OPTION)
    made["why"].add_argument("text", metavar="TEXTE", help=_TEXT)
    safekeeping_cli.add_parsers(made)
    return parser
