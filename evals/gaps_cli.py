"""`efc gaps`: what people asked and the corpus lacks, and a question of the evaluation made of it."""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.adapters.journal_reading import read_texts
from assistant.askings import ASKERS, Complaint, Gap, GapList, KeptText, MissReason
from assistant.cli.border import Parser, data_option, guarded, readable, settings_of
from assistant.errors import DataFolderError, InvalidInputError
from assistant.wiring import build_journal
from evals.checking import NOTHING_FOUND
from evals.questions import EvalQuestion, load_questions

_DESCRIPTION = (
    "Dit ce que l’on a demandé et que le corpus n’a pas, ou dont la réponse a été mal jugée, par groupes d’au moins "
    f"{ASKERS} personnes. Rien ne dit qui a demandé : les mots montrés sont ceux qu’au moins {ASKERS} personnes ont "
    "employés."
)
_SINCE = "seulement depuis ce jour (AAAA-MM-JJ) ; au plus tôt, ce que garde EFC_RETENTION_DAYS"
_CASE = "fait du manque n° N une question d’évaluation, au format de « efc eval »"
_OUTPUT = "fichier où ajouter la question (sinon sur stdout)"
_COMMENTS = "montre les commentaires laissés avec un avis, caviardés"
_QUESTIONS = "montre les questions gardées, caviardées (si EFC_LOG_QUESTIONS est actif)"

_REASONS: dict[MissReason, str] = {
    "no_evidence": "rien trouvé",
    "out_of_scope": "hors du corpus",
    "down": "réponse mal jugée",
}
_COMPLAINTS: dict[Complaint, str] = {
    "wrong": "faux",
    "incomplete": "incomplet",
    "source": "source",
    "outdated": "dépassé",
    "unclear": "peu clair",
    "other": "autre",
}
_NONE = "Aucun manque n’a été demandé par au moins {least} personnes depuis le {since}."
_HEADING = "Manques depuis le {since} : {count}"
_HIDDEN = "Questions non montrées : {count}, de moins de {least} personnes ou sans mots communs."
_JUDGED = "Avis favorables : {ups} ; défavorables : {downs}{why}"
_UNKNOWN = "Il n’y a pas de manque n° {number}."
_TWICE = "Le fichier {path!r} contient déjà la question {id}."
_ANOTHER = "Choisissez un autre manque, ou un autre fichier."
_LIST = "« efc gaps » donne leurs numéros."


def _act(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    settings = settings_of(options)
    journal = build_journal(settings)
    journal.purge()
    if options.comments or options.questions:
        texts = read_texts(settings.data, since=options.since or date.min, questions=options.questions)
        _show_texts(texts, as_json=options.json)
        return 0
    found = journal.gaps(options.since)
    if options.case is not None:
        _write_case(_numbered(found, options.case), options.output)
        return 0
    print(found.model_dump_json(indent=1) if options.json else list_text(found))
    return 0


def case_of(gap: Gap) -> EvalQuestion:
    """Return the question of the evaluation that a gap makes: one that the corpus is expected not to answer.

    It is the label that is asked, for no person's wording is kept. Who looks after the corpus rewrites it as a
    question, and once the corpus answers it, says what the answer must hold.
    """
    return EvalQuestion(
        id=f"G-{gap.id}",
        persona="newcomer",
        question=f"{' '.join(gap.label)} ?",
        answerable=False,
        must_include=(NOTHING_FOUND,),
        kind="gap",
        note=f"asked by at least {gap.askers} people from {gap.first_on} to {gap.last_on}; reword it as a question",
        expected="Je ne trouve rien là-dessus : aucune information dans mes documents.",
    )


def list_text(found: GapList) -> str:
    """Return the gaps for a person."""
    lines = [_HEADING.format(since=found.since, count=len(found.gaps))]
    if not found.gaps:
        lines = [_NONE.format(least=ASKERS, since=found.since)]
    lines += [_gap_text(number, one) for number, one in enumerate(found.gaps, 1)]
    if found.hidden:
        lines.append(_HIDDEN.format(count=found.hidden, least=ASKERS))
    if found.ups + found.downs:
        why = ", ".join(f"{_COMPLAINTS[reason]} {count}" for reason, count in found.complaints.items())
        lines.append(_JUDGED.format(ups=found.ups, downs=found.downs, why=f" ({why})" if why else ""))
    lines += [f"  document {one.document_id} : contesté par {one.askers} personnes" for one in found.disputed]
    return "\n".join(lines)


def _gap_text(number: int, gap: Gap) -> str:
    why = ", ".join(f"{_REASONS[reason]} {count}" for reason, count in gap.reasons.items())
    return (
        f"{number:>3}. {readable(' · '.join(gap.label))} — {gap.askers} personnes, {gap.askings} questions, "
        f"du {gap.first_on} au {gap.last_on} ({why})"
    )


def _show_texts(texts: Sequence[KeptText], *, as_json: bool) -> None:
    for one in texts:
        print(one.model_dump_json() if as_json else f"{one.day}  {one.about}  {readable(one.text)}")
    if not texts:
        print("Rien n’est gardé.", file=sys.stderr)


def _numbered(found: GapList, number: int) -> Gap:
    if not 1 <= number <= len(found.gaps):
        raise InvalidInputError(_UNKNOWN.format(number=number), _LIST)
    return found.gaps[number - 1]


def _write_case(gap: Gap, output: Path | None) -> None:
    line = json.dumps(case_of(gap).model_dump(mode="json"), ensure_ascii=False)
    if output is None:
        print(line)
        return
    _refuse_twice(gap, output)
    try:
        with output.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    except OSError as error:
        raise DataFolderError(
            f"Le fichier {str(output)!r} ne peut pas être écrit ({error.strerror}).", "Choisissez un autre endroit."
        ) from error


def _refuse_twice(gap: Gap, output: Path) -> None:
    """Refuse a file that holds the question already: an id serves once.

    Raises:
        InvalidInputError: the file holds it, or is no file of questions.
    """
    if output.exists() and any(one.id == f"G-{gap.id}" for one in load_questions([output])):
        raise InvalidInputError(_TWICE.format(path=str(output), id=f"G-{gap.id}"), _ANOTHER)


def _day(text: str) -> date:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(f"un jour AAAA-MM-JJ est attendu, reçu {text!r}")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise argparse.ArgumentTypeError(f"un nombre entier est attendu, reçu {text!r}")
    return int(text)


def _parser() -> Parser:
    parser = Parser("efc gaps", _DESCRIPTION)
    parser.add_argument("--since", type=_day, metavar="JOUR", help=_SINCE)
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--case", type=_number, metavar="N", help=_CASE)
    shown.add_argument("--comments", action="store_true", help=_COMMENTS)
    shown.add_argument("--questions", action="store_true", help=_QUESTIONS)
    parser.add_argument("-o", "--output", type=Path, metavar="FICHIER", help=_OUTPUT)
    data_option(parser)
    return parser


run = guarded("efc gaps", _act)
