"""`efc bench`: quality and speed of retrieval on judged sets of questions."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.adapters.subword import SubwordEmbedder
from assistant.errors import EfcError, InvalidInputError
from evals.reply_bench import Speed, measure_speed
from evals.retrieval_bench import Figures, measure, read_set

_DESCRIPTION = "Mesure la qualité et la vitesse de la recherche, avec les réglages livrés."
_SET_HELP = "dossier d’un jeu jugé (corpus.jsonl.gz, queries.jsonl.gz, qrels.tsv) ; à répéter pour plusieurs jeux"
_SPEED_HELP = "mesure aussi la vitesse d’une recherche parmi N passages, tirés des jeux (défaut : 0, aucune)"
_JSON_HELP = "écrit les chiffres en JSON"
_HEADINGS = (
    *("jeu", "documents", "passages", "questions"),
    *("nDCG@10", "rappel@10", "MRR@10", "nDCG@10 fautes", "p50 ms", "p95 ms"),
)
_NO_SET = InvalidInputError("Aucun jeu à mesurer.", "Donnez au moins un dossier : « efc bench --set DOSSIER ».")
_PROGRESS = "Mesure de {}…"
_SPEED_LINE = "Recherche parmi {} passages : p50 {} ms, p95 {} ms (index construit en {} s, vecteurs en {} s)."


def run(arguments: Sequence[str] | None = None) -> int:
    """Measure each set and print one line a set; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        figures, speed = _measured(options.sets, options.speed)
    except EfcError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(_as_json(figures, speed) if options.json else _as_table(figures, speed))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="efc bench", description=_DESCRIPTION)
    parser.add_argument("--set", dest="sets", action="append", type=Path, default=[], metavar="DOSSIER", help=_SET_HELP)
    parser.add_argument("--speed", type=int, default=0, metavar="N", help=_SPEED_HELP)
    parser.add_argument("--json", action="store_true", help=_JSON_HELP)
    return parser


def _measured(folders: Sequence[Path], size: int) -> tuple[list[Figures], Speed | None]:
    if not folders:
        raise _NO_SET
    embedder = SubwordEmbedder()
    judged = [read_set(folder) for folder in folders]
    figures: list[Figures] = []
    for one in judged:
        print(_PROGRESS.format(one.name), file=sys.stderr)
        figures.append(measure(one, embedder))
    return figures, measure_speed(judged, size, embedder) if size > 0 else None


def _as_json(figures: Sequence[Figures], speed: Speed | None) -> str:
    report = {"sets": [one.model_dump() for one in figures], "speed": speed.model_dump() if speed else None}
    return json.dumps(report, ensure_ascii=False, indent=1)


def _as_table(figures: Sequence[Figures], speed: Speed | None) -> str:
    rows = [_HEADINGS, *(_cells(one) for one in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    if speed:
        lines.append(_SPEED_LINE.format(speed.passages, speed.p50_ms, speed.p95_ms, speed.build_s, speed.embed_s))
    return "\n".join(lines)


def _cells(one: Figures) -> tuple[str, ...]:
    counts = (one.name, str(one.documents), str(one.passages), str(one.questions))
    shares = (f"{one.ndcg_10:.4f}", f"{one.recall_10:.4f}", f"{one.mrr_10:.4f}", f"{one.ndcg_10_slips:.4f}")
    return (*counts, *shares, f"{one.p50_ms:.1f}", f"{one.p95_ms:.1f}")
