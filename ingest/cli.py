"""`efc ingest`: files and folders into the ledger and the index."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.adapters.generation import write_generation
from assistant.errors import DocumentRefusedError, InvalidInputError
from assistant.ports import Embedder
from assistant.settings import Settings
from assistant.wiring import build_embedder
from ingest.ledger import Ledger
from ingest.pipeline import Tools, ingest, plan
from ingest.preparing import prepare
from ingest.reporting import CommandParser, ProgressLine, plan_text, report_text, run_command
from ingest.settling import preparation_version

PROGRAM = "efc ingest"

_DESCRIPTION = """\
Lit des fichiers et des dossiers (Markdown, texte, HTML, PDF, DOCX, ODT, PPTX, transcriptions
VTT et SRT, courriels EML), les nettoie, les caviarde, et publie un index.
Les sources sont retenues : sans argument, la commande les relit toutes ; s’il n’y en a aucune, elle lit
le corpus livré. Une seconde ingestion des mêmes fichiers n’écrit rien."""
_EPILOG = """\
codes de sortie : 0 fait · 1 échec · 2 mauvais usage · 4 certains documents refusés
                  75 une autre ingestion écrit"""
_SOURCE = "fichier ou dossier à ingérer, en plus de ceux déjà retenus"
_DRY_RUN = "montre le plan et n’écrit rien"
_JSON = "résultat en JSON"
_YES = "accepte qu’une grande part des documents quitte l’index, ou qu’une source retenue ait disparu"
_REBUILD = "reconstruit l’index depuis le registre, même s’il dit déjà la même chose"
_DATA = "dossier de données (sinon EFC_DATA, sinon .efc)"
_EMBEDDER = "modèle de vecteurs de cet index (sinon EFC_EMBEDDER, sinon « subword »)"
_NO_ADDRESS = "Les adresses web ne sont pas encore prises en charge : {value!r}."
_NO_ADDRESS_REMEDY = "Enregistrez la page et donnez le fichier."
_ADDRESS = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://|^www\.")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    return run_command(PROGRAM, _body(options))


def _body(options: argparse.Namespace) -> Callable[[], int]:
    def body() -> int:
        settings = Settings()
        data = (options.data or settings.data).absolute()
        named = [_source(value) for value in options.sources]
        if not named and not _remembered(data):
            named = [settings.corpus.resolve()]
        if options.dry_run:
            return _show_plan(data, named, options)
        embedder = build_embedder(options.embedder or settings.embedder, fetch=True)
        return _ingest(data, named, embedder, options)

    return body


def _show_plan(data: Path, named: Sequence[Path], options: argparse.Namespace) -> int:
    planned = plan(data, named, preparation_version())
    print(planned.model_dump_json(indent=1) if options.json else plan_text(planned))
    return _exit_code(planned.counts.refused)


def _ingest(data: Path, named: Sequence[Path], embedder: Embedder, options: argparse.Namespace) -> int:
    progress = ProgressLine(sys.stderr)
    tools = Tools(prepare, preparation_version(), embedder, write_generation, progress=progress)
    report = ingest(data, named, tools, confirmed=options.yes, rebuild=options.rebuild)
    print(report.model_dump_json(indent=1) if options.json else report_text(report))
    return _exit_code(report.counts.refused)


def _exit_code(refused: int) -> int:
    return DocumentRefusedError.exit_code if refused else 0


def _source(value: str) -> Path:
    """Return the absolute path of a source.

    Raises:
        InvalidInputError: an address, or a path that is not UTF-8.
    """
    if _ADDRESS.match(value):
        raise InvalidInputError(_NO_ADDRESS.format(value=value), _NO_ADDRESS_REMEDY)
    try:
        value.encode()
        path = Path(value).expanduser().resolve()
    except (ValueError, RuntimeError):  # not UTF-8, a null byte, a home that is unknown, a loop of links
        path = None
    if path is None or not value.strip():
        raise InvalidInputError(f"Source inutilisable : {value!r}.", "Donnez un fichier ou un dossier.")
    return path


def _remembered(data: Path) -> list[str]:
    ledger = Ledger.to_read(data)
    if ledger is None:
        return []
    with ledger:
        return ledger.sources()


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog=PROGRAM,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help=_SOURCE)
    parser.add_argument("--dry-run", action="store_true", help=_DRY_RUN)
    parser.add_argument("--json", action="store_true", help=_JSON)
    parser.add_argument("--data", type=Path, metavar="DOSSIER", help=_DATA)
    parser.add_argument("--embedder", metavar="MODÈLE", help=_EMBEDDER)
    parser.add_argument("--yes", action="store_true", help=_YES)
    parser.add_argument("--rebuild", action="store_true", help=_REBUILD)
    return parser
