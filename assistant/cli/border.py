"""What every command shares: its options, its errors, its exit codes."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from pydantic import ValidationError

from assistant.errors import EfcError, InvalidInputError
from assistant.settings import Settings


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks French."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self._positionals.title = "arguments"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide et s’arrête")

    def format_help(self) -> str:
        """Return the help with a French heading."""
        return super().format_help().replace("usage: ", "usage : ", 1)

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the arguments, and leave with the code of a usage error."""
        for english, french in _ERRORS:
            message = message.replace(english, french)
        self.exit(2, f"{self.prog} : {message}. Voir « {self.prog} --help ».\n")


_ERRORS = (
    ("the following arguments are required", "il manque"),
    ("unrecognized arguments", "arguments inconnus"),
    ("expected one argument", "une valeur est attendue"),
    ("invalid choice", "choix inconnu"),
    ("choose from", "choisir parmi"),
    ("invalid int value", "nombre entier attendu, reçu"),
    ("argument ", ""),
)


def data_option(parser: argparse.ArgumentParser) -> None:
    """Add `--data DIR` and `--json`, which every command takes."""
    parser.add_argument("--data", type=Path, metavar="DIR", help="dossier de données (défaut : EFC_DATA, ou .efc)")
    parser.add_argument("--json", action="store_true", help="écrit le résultat en JSON")


def settings_of(options: argparse.Namespace) -> Settings:
    """Return the effective settings, `--data` before the environment.

    Raises:
        InvalidInputError: a setting has a value that cannot be read.
    """
    given = {"data": options.data} if getattr(options, "data", None) else {}
    try:
        return Settings(**given)
    except ValidationError as error:
        name = "EFC_" + str(error.errors()[0]["loc"][0]).upper()
        raise InvalidInputError(f"Le réglage {name} est illisible.", "Corrigez-le ou retirez-le.") from error


def guarded(prog: str, act: Callable[[Sequence[str] | None], int]) -> Callable[[Sequence[str] | None], int]:
    """Return a command that turns each expected error into one line on stderr and its exit code."""

    def run(arguments: Sequence[str] | None = None) -> int:
        try:
            code = act(arguments)
            if sys.stdout is not None:
                sys.stdout.flush()
            return code
        except EfcError as error:
            print(f"{prog} : {error}", file=sys.stderr)
            return error.exit_code
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except OSError as error:
            print(f"{prog} : {error.strerror or error}. Vérifiez l’espace et les droits.", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print(file=sys.stderr)
            return 130

    return run


def readable(text: str) -> str:
    """Return a text without the control characters that would act on a terminal."""
    return "".join(one for one in text if one.isprintable() or one in "\n\t\u00a0\u202f")


def typed(text: str) -> str:
    """Return an argument as typed.

    Raises:
        InvalidInputError: its bytes are not text in the terminal's encoding.
    """
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise InvalidInputError("Le texte n’est pas lisible en UTF-8.", "Vérifiez l’encodage de votre terminal.")
    return text
