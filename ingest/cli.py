"""`efc ingest`: files, folders and web pages into the ledger and the index."""

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
from ingest.addresses import Hosts, parse_address
from ingest.connecting import Network
from ingest.ledger import Ledger
from ingest.pipeline import Tools, ingest, plan
from ingest.preparing import prepare
from ingest.reporting import CommandParser, ProgressLine, plan_text, report_text, run_command
from ingest.schema import ledger_errors
from ingest.settling import preparation_version
from ingest.visiting import Visitor
from ingest.web_sources import WebSources

PROGRAM = "efc ingest"

_DESCRIPTION = """\
Lit des fichiers, des dossiers et des pages du web (Markdown, texte, HTML, PDF, DOCX, ODT, PPTX,
transcriptions VTT et SRT, courriels EML), les nettoie, les caviarde, et publie un index. Une adresse est celle
d’une page, d’un plan de site (sitemap) ou d’un fil (RSS, Atom) ; rien n’est lu sur un site qui n’est pas
autorisé, par --allow-host ou par EFC_FETCH_HOSTS.
Les sources sont retenues : sans argument, la commande les relit toutes ; s’il n’y en a aucune, elle lit
le corpus livré. Une seconde ingestion des mêmes fichiers n’écrit rien."""
_EPILOG = """\
codes de sortie : 0 fait · 1 échec · 2 mauvais usage · 4 certains documents refusés
                  75 une autre ingestion écrit"""
_SOURCE = "fichier, dossier ou adresse web à ingérer, en plus de ceux déjà retenus"
_ALLOW_HOST = "autorise un site pour les adresses données ici, et le retient : exemple.fr, ou *.exemple.fr"
_DRY_RUN = "montre le plan et n’écrit rien"
_JSON = "résultat en JSON"
_YES = "accepte qu’une grande part des documents quitte l’index, ou qu’une source retenue ait disparu"
_REBUILD = "reconstruit l’index depuis le registre, même s’il dit déjà la même chose"
_DATA = "dossier de données (sinon EFC_DATA, sinon .efc)"
_EMBEDDER = "modèle de vecteurs de cet index (sinon EFC_EMBEDDER, sinon « subword »)"
_GO_ON = "Continuer quand même ? [o/N]"
_CONSENT = {"o", "oui", "y", "yes"}
_NO_SCHEME = "Adresse incomplète : {value!r}."
_NO_SCHEME_REMEDY = "Écrivez-la en entier, avec https://."
_NO_WEB_SOURCE = "--allow-host autorise un site pour une adresse, et aucune n’est donnée."
_NO_WEB_SOURCE_REMEDY = "Donnez l’adresse, ou mettez le site dans EFC_FETCH_HOSTS."
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|(?:https?|ftp|file|gopher|data|javascript):", re.IGNORECASE)


def run(arguments: Sequence[str] | None = None, *, network: Network | None = None) -> int:
    """Run the command and return its exit code; `network` is how the web is reached."""
    options = _parser().parse_args(arguments)
    return run_command(PROGRAM, _body(options, network or Network()))


def _body(options: argparse.Namespace, network: Network) -> Callable[[], int]:
    def body() -> int:
        settings = Settings()
        data = (options.data or settings.data).absolute()
        with ledger_errors(data):
            named: list[Path | str] = [_source(value) for value in options.sources]
            if not named and not _remembered(data):
                named = [settings.corpus.resolve()]
            with _web(settings, named, options, network) as web:
                if options.dry_run:
                    return _show_plan(data, named, web, options)
                embedder = build_embedder(options.embedder or settings.embedder, fetch=True)
                return _ingest(data, named, embedder, web, options)

    return body


def _web(settings: Settings, named: Sequence[Path | str], options: argparse.Namespace, network: Network) -> WebSources:
    """Return what reads web sources, with the hosts that the settings and the command allow.

    Raises:
        InvalidInputError: what is allowed is no host, or is allowed for no address.
    """
    hosts = Hosts.of(options.allow_host)
    addresses = [one for one in named if isinstance(one, str)]
    if hosts.patterns and not addresses:
        raise InvalidInputError(_NO_WEB_SOURCE, _NO_WEB_SOURCE_REMEDY)
    return WebSources(
        Visitor(network, settings.contact),
        allowed=Hosts.of(settings.fetch_hosts.split(",")),
        named=dict.fromkeys(addresses, hosts),
        progress=ProgressLine(sys.stderr),
    )


def _show_plan(data: Path, named: Sequence[Path | str], web: WebSources, options: argparse.Namespace) -> int:
    planned = plan(data, named, preparation_version(), web=web)
    print(planned.model_dump_json(indent=1) if options.json else plan_text(planned))
    return _exit_code(planned.counts.refused)


def _ingest(
    data: Path, named: Sequence[Path | str], embedder: Embedder, web: WebSources, options: argparse.Namespace
) -> int:
    progress = ProgressLine(sys.stderr)
    tools = Tools(prepare, preparation_version(), embedder, write_generation, progress=progress)
    asked = _asked if sys.stdin.isatty() and sys.stderr.isatty() and not options.json else None
    report = ingest(data, named, tools, confirmed=options.yes, rebuild=options.rebuild, web=web, ask=asked)
    print(report.model_dump_json(indent=1) if options.json else report_text(report))
    return _exit_code(report.counts.refused)


def _asked(told: str) -> bool:
    """Ask the person at the terminal whether documents may leave."""
    sys.stderr.write(f"\n{told}\n{_GO_ON} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in _CONSENT


def _exit_code(refused: int) -> int:
    return DocumentRefusedError.exit_code if refused else 0


def _source(value: str) -> Path | str:
    """Return the absolute path of a source, or its web address as it is remembered.

    Raises:
        InvalidInputError: an address that cannot be read, or a path that is not UTF-8.
    """
    if value.startswith("www."):
        raise InvalidInputError(_NO_SCHEME.format(value=value), _NO_SCHEME_REMEDY)
    if _ADDRESS.match(value):
        return str(parse_address(value))
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
    parser.add_argument("--allow-host", action="append", default=[], metavar="SITE", help=_ALLOW_HOST)
    parser.add_argument("--dry-run", action="store_true", help=_DRY_RUN)
    parser.add_argument("--json", action="store_true", help=_JSON)
    parser.add_argument("--data", type=Path, metavar="DOSSIER", help=_DATA)
    parser.add_argument("--embedder", metavar="MODÈLE", help=_EMBEDDER)
    parser.add_argument("--yes", action="store_true", help=_YES)
    parser.add_argument("--rebuild", action="store_true", help=_REBUILD)
    return parser
