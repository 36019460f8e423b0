"""`efc redact`: show what redaction leaves of a document, without indexing anything."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant.domain import Record
from assistant.errors import DataFolderError, InvalidInputError
from ingest.aligned import AlignedText
from ingest.blocks import RawFile
from ingest.cleaning import redact
from ingest.cleaning_log import CleaningLog
from ingest.extracting import extract
from ingest.parsing import parse
from ingest.reporting import CommandParser, run_command
from ingest.sandbox import read_sandboxed

PROGRAM = "efc redact"

_DESCRIPTION = """\
Montre ce qui reste d’un document une fois caviardé : liens de réunion, codes, numéros, adresses et
prénoms de participants. Rien n’est indexé ni retenu. Le compte de ce qui a été caviardé va sur stderr."""
_FILE = "document à lire d’un format que lit « efc ingest » ; « - » ou rien : l’entrée standard"
_SERIES = "l’entrée est une suite de documents, une chaîne JSON par ligne ; le résultat aussi, en JSON"
_JSON = "résultat en JSON : le texte, et le compte par type"
_STDIN = "-"
_UNREADABLE = "Le fichier {path!r} ne se lit pas."
_CHECK_PATH = "Vérifiez son nom et ses droits."
_NOT_STRING = "La ligne {number} n’est pas une chaîne JSON."
_ONE_A_LINE = 'Écrivez un document par ligne, entre guillemets : "…".'
_COUNTED = "Caviardé : {counts}"
_NOTHING = "rien"
_TYPES = {
    "meeting_link": "liens de réunion",
    "email": "adresses électroniques",
    "iban": "IBAN",
    "social_security_number": "numéros de sécurité sociale",
    "card_number": "numéros de carte",
    "meeting_number": "numéros de réunion",
    "access_code": "codes",
    "phone": "téléphones",
    "person": "personnes",
}
"""How each rule that redacts is called on stderr; rules that only clean are left out of the counts."""


class Redacted(Record):
    """What is left of a document, and how many values of each type were hidden."""

    text: str
    """Lines of the document with placeholders; marks of headings and lists are kept."""
    counts: dict[str, int]
    """By name of rule, in alphabetical order; a rule that hid nothing is left out."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    return run_command(PROGRAM, lambda: _act(options))


def _act(options: argparse.Namespace) -> int:
    content = _read(options.file)
    if options.series:
        sys.stdout.writelines(f"{one.model_dump_json()}\n" for one in map(redacted, _series(content)))
        return 0
    name = "" if options.file == _STDIN else Path(options.file).name
    shown = redacted(read_sandboxed(parsed_text, RawFile(name, content)))
    sys.stdout.write(f"{shown.model_dump_json(indent=1) if options.json else shown.text}\n")
    if not options.json:
        sys.stderr.write(f"{_COUNTED.format(counts=_counts(shown))}\n")
    return 0


def parsed_text(raw: RawFile) -> str:
    """Return the lines of a document, marks of headings and lists included, before anything is hidden.

    Raises:
        DocumentRefusedError: it is no document.
    """
    return parse(extract(raw)).text.text


def redacted(text: str) -> Redacted:
    """Return what redaction leaves of a plain text."""
    return _redacted(AlignedText.of(text))


def _redacted(text: AlignedText) -> Redacted:
    log = CleaningLog()
    left = redact(text, log).text
    counts = Counter(use.rule for use in log.uses if use.rule in _TYPES)
    return Redacted(text=left, counts=dict(sorted(counts.items())))


def _counts(shown: Redacted) -> str:
    return ", ".join(f"{_TYPES[rule]} {count}" for rule, count in shown.counts.items()) or _NOTHING


def _read(name: str) -> bytes:
    """Return the bytes of a file or of the standard input.

    Raises:
        DataFolderError: the file cannot be read.
    """
    if name == _STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise DataFolderError(_UNREADABLE.format(path=name), _CHECK_PATH) from error


def _series(content: bytes) -> list[str]:
    """Return the documents of a series, in order.

    Raises:
        InvalidInputError: a line is not a JSON string.
    """
    texts: list[str] = []
    for number, line in enumerate(content.splitlines(), 1):
        try:
            text = json.loads(line)
        except ValueError:
            text = None
        if not isinstance(text, str):
            raise InvalidInputError(_NOT_STRING.format(number=number), _ONE_A_LINE)
        texts.append(text)
    return texts


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(prog=PROGRAM, description=_DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", default=_STDIN, metavar="FICHIER", help=_FILE)
    parser.add_argument("--series", action="store_true", help=_SERIES)
    parser.add_argument("--json", action="store_true", help=_JSON)
    return parser
