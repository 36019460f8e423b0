"""`efc bench`: quality and speed of retrieval on judged sets of questions."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.adapters.subword import SubwordEmbedder
from assistant.cli import ensure_index
from assistant.errors import EfcError
from assistant.ports import Embedder
from assistant.settings import Settings
from assistant.wiring import build_assistant
from evals.questions import OWN_SET, load_questions, shipped
from evals.reply_bench import Speed, measure_among, measure_replies
from evals.retrieval_bench import Figures, measure, read_set

_DESCRIPTION = "Mesure la qualité et la vitesse de la recherche, avec les réglages livrés."
_SET_HELP = "dossier d’un jeu jugé (corpus.jsonl.gz, queries.jsonl.gz, qrels.tsv) ; à répéter pour plusieurs jeux"
_SPEED_HELP = "mesure le temps d’une réponse sur l’index, puis parmi N passages (défaut : 20000 ; 0 : aucune mesure)"
_DATA_HELP = "dossier de données (sinon EFC_DATA, sinon .efc)"
_JSON_HELP = "écrit les chiffres en JSON"
_HEADINGS = (
    *("jeu", "documents", "passages", "questions"),
    *("nDCG@10", "rappel@10", "MRR@10", "nDCG@10 fautes", "p50 ms", "p95 ms"),
)
_PROGRESS = "Mesure de {}…"
_SPEED_LINE = "Une réponse parmi {} passages : p50 {} ms, p95 {} ms ({} réponses)."
_REPLIES = "Temps des réponses…"


def run(arguments: Sequence[str] | None = None) -> int:
    """Measure each set and print one line a set; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        embedder = SubwordEmbedder()
        figures, speeds = _measured(options.sets, embedder), _timed(options, embedder)
    except EfcError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(_as_json(figures, speeds) if options.json else _as_table(figures, speeds))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="efc bench", description=_DESCRIPTION)
    parser.add_argument("--set", dest="sets", action="append", type=Path, default=[], metavar="DOSSIER", help=_SET_HELP)
    parser.add_argument("--speed", type=int, default=20_000, metavar="N", help=_SPEED_HELP)
    parser.add_argument("--data", type=Path, metavar="DOSSIER", help=_DATA_HELP)
    parser.add_argument("--json", action="store_true", help=_JSON_HELP)
    return parser


def _measured(folders: Sequence[Path], embedder: Embedder) -> list[Figures]:
    figures: list[Figures] = []
    for one in [read_set(folder) for folder in folders]:
        print(_PROGRESS.format(one.name), file=sys.stderr)
        figures.append(measure(one, embedder))
    return figures


def _timed(options: argparse.Namespace, embedder: Embedder) -> list[Speed]:
    """Return the time of a reply over the index, then among more passages; nothing when none is asked."""
    if options.speed <= 0:
        return []
    settings = Settings(**({"data": options.data} if options.data else {}))
    ensure_index(settings)
    assistant = build_assistant(settings)
    questions = load_questions([shipped(OWN_SET)])
    print(_REPLIES, file=sys.stderr)
    return [measure_replies(assistant, questions), measure_among(assistant, questions, options.speed, embedder)]


def _as_json(figures: Sequence[Figures], speeds: Sequence[Speed]) -> str:
    report = {"sets": [one.model_dump() for one in figures], "replies": [one.model_dump() for one in speeds]}
    return json.dumps(report, ensure_ascii=False, indent=1)


def _as_table(figures: Sequence[Figures], speeds: Sequence[Speed]) -> str:
    return "\n".join([*(_table(figures) if figures else ()), *(_line(one) for one in speeds)])


def _line(speed: Speed) -> str:
    return _SPEED_LINE.format(speed.passages, speed.p50_ms, speed.p95_ms, speed.replies)


def _table(figures: Sequence[Figures]) -> list[str]:
    rows = [_HEADINGS, *(_cells(one) for one in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _cells(one: Figures) -> tuple[str, ...]:
    counts = (one.name, str(one.documents), str(one.passages), str(one.questions))
    shares = (f"{one.ndcg_10:.4f}", f"{one.recall_10:.4f}", f"{one.mrr_10:.4f}", f"{one.ndcg_10_slips:.4f}")
    return (*counts, *shares, f"{one.p50_ms:.1f}", f"{one.p95_ms:.1f}")
