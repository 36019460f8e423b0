"""`efc bench`: quality and speed of retrieval on judged sets of questions."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.cli import ensure_index
from assistant.domain import Record
from assistant.errors import EfcError
from assistant.ports import Embedder
from assistant.settings import Settings
from assistant.wiring import build_assistant, build_embedder
from evals.ablation import Ablated, ablate
from evals.kept_vectors import KeptEmbedder
from evals.passage_lengths import LONGEST, SHORTEST, AtLength, measure_length
from evals.questions import OWN_SET, load_questions, shipped
from evals.reply_bench import Speed, measure_among, measure_replies
from evals.retrieval_bench import Figures, measure, read_set

_DESCRIPTION = "Mesure la qualité et la vitesse de la recherche, avec les réglages livrés."
_SET_HELP = "dossier d’un jeu jugé (corpus.jsonl.gz, queries.jsonl.gz, qrels.tsv) ; à répéter pour plusieurs jeux"
_EMBEDDER_HELP = "modèle de vecteurs à mesurer : « subword » (défaut), ou un nom ou un dossier sentence-transformers"
_KEEP_HELP = "garde dans ce dossier les vecteurs des jeux, qu’un modèle met des minutes à calculer"
_ABLATION_HELP = "mesure aussi chaque jeu sans chacune des parties de la recherche, avec un test apparié"
_LENGTH_HELP = "mesure aussi chaque jeu coupé en passages de N caractères ; à répéter pour comparer des longueurs"
_BAD_LENGTH = "{} caractères : donnez un nombre entre {} et {}."
_SPEED_HELP = "mesure le temps d’une réponse sur l’index, puis parmi N passages (défaut : 20000 ; 0 : aucune mesure)"
_DATA_HELP = "dossier de données (sinon EFC_DATA, sinon .efc)"
_JSON_HELP = "écrit les chiffres en JSON"
_HEADINGS = (
    *("jeu", "documents", "passages", "questions"),
    *("nDCG@10", "rappel@10", "MRR@10", "nDCG@10 fautes", "p50 ms", "p95 ms"),
)
_LENGTH_HEADINGS = ("jeu", "caractères", "passages", "nDCG@10", "réponse dans les cinq premiers")
_ABLATED_HEADINGS = ("jeu", "recherche", "nDCG@10", "écart", "intervalle à 95 %", "p")
_WITH_SLIPS = "{}, avec fautes"
_PROGRESS = "Mesure de {}…"
_SPEED_LINE = "Une réponse parmi {} passages : p50 {} ms, p95 {} ms, {} ms la première fois ({} réponses)."
_REPLIES = "Temps des réponses…"


@dataclass(frozen=True, slots=True)
class _Measured:
    """What was measured on the judged sets."""

    figures: list[Figures] = field(default_factory=list)
    ablated: list[Ablated] = field(default_factory=list)
    lengths: list[AtLength] = field(default_factory=list)


def run(arguments: Sequence[str] | None = None) -> int:
    """Measure each set and print one line a set; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        embedder = _embedder(options)
        measured = _measured(options, embedder)
        speeds = _timed(options)
    except EfcError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(_as_json(measured, speeds) if options.json else _as_text(measured, speeds))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="efc bench", description=_DESCRIPTION)
    parser.add_argument("--set", dest="sets", action="append", type=Path, default=[], metavar="DOSSIER", help=_SET_HELP)
    parser.add_argument("--embedder", default="subword", metavar="MODÈLE", help=_EMBEDDER_HELP)
    parser.add_argument("--keep", type=Path, metavar="DOSSIER", help=_KEEP_HELP)
    parser.add_argument("--ablation", action="store_true", help=_ABLATION_HELP)
    parser.add_argument(
        "--length", dest="lengths", action="append", type=int, default=[], metavar="N", help=_LENGTH_HELP
    )
    parser.add_argument("--speed", type=int, default=20_000, metavar="N", help=_SPEED_HELP)
    parser.add_argument("--data", type=Path, metavar="DOSSIER", help=_DATA_HELP)
    parser.add_argument("--json", action="store_true", help=_JSON_HELP)
    return parser


def _length(value: str) -> int:
    length = int(value)
    if not SHORTEST <= length <= LONGEST:
        raise argparse.ArgumentTypeError(_BAD_LENGTH.format(value, SHORTEST, LONGEST))
    return length


def _embedder(options: argparse.Namespace) -> Embedder:
    made = build_embedder(options.embedder, fetch=True)
    return KeptEmbedder(made, options.keep) if options.keep else made


def _measured(options: argparse.Namespace, embedder: Embedder) -> _Measured:
    found = _Measured()
    for one in [read_set(folder) for folder in options.sets]:
        print(_PROGRESS.format(one.name), file=sys.stderr)
        found.figures.append(measure(one, embedder))
        if options.ablation:
            found.ablated.extend(ablate(one, embedder))
        found.lengths.extend(measure_length(one, embedder, length) for length in options.lengths)
    return found


def _timed(options: argparse.Namespace) -> list[Speed]:
    """Return the time of a reply over the index, then among more passages; nothing when none is asked."""
    if options.speed <= 0:
        return []
    settings = Settings(**({"data": options.data} if options.data else {}), embedder=options.embedder)
    ensure_index(settings)
    assistant = build_assistant(settings)
    questions = load_questions([shipped(OWN_SET)])
    print(_REPLIES, file=sys.stderr)
    alone = measure_replies(assistant, questions)
    embedder = build_embedder(options.embedder, fetch=True)
    return [alone, measure_among(assistant, questions, options.speed, embedder)]


def _as_json(measured: _Measured, speeds: Sequence[Speed]) -> str:
    parts: dict[str, Sequence[Record]] = {
        "sets": measured.figures,
        "ablation": measured.ablated,
        "lengths": measured.lengths,
        "replies": speeds,
    }
    report = {name: [one.model_dump() for one in part] for name, part in parts.items()}
    return json.dumps(report, ensure_ascii=False, indent=1)


def _as_text(measured: _Measured, speeds: Sequence[Speed]) -> str:
    lines = _table(_HEADINGS, [_cells(one) for one in measured.figures])
    lines += _table(_ABLATED_HEADINGS, [_ablated_cells(one) for one in measured.ablated])
    lines += _table(_LENGTH_HEADINGS, [_length_cells(one) for one in measured.lengths])
    return "\n".join([*lines, *(_line(one) for one in speeds)])


def _line(speed: Speed) -> str:
    return _SPEED_LINE.format(speed.passages, speed.p50_ms, speed.p95_ms, speed.first_p95_ms, speed.replies)


def _table(headings: tuple[str, ...], found: Sequence[tuple[str, ...]]) -> list[str]:
    if not found:
        return []
    rows = [headings, *found]
    widths = [max(len(row[column]) for row in rows) for column in range(len(headings))]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _cells(one: Figures) -> tuple[str, ...]:
    counts = (one.name, str(one.documents), str(one.passages), str(one.questions))
    shares = (f"{one.ndcg_10:.4f}", f"{one.recall_10:.4f}", f"{one.mrr_10:.4f}", f"{one.ndcg_10_slips:.4f}")
    return (*counts, *shares, f"{one.p50_ms:.1f}", f"{one.p95_ms:.1f}")


def _ablated_cells(one: Ablated) -> tuple[str, ...]:
    name = _WITH_SLIPS.format(one.variant) if one.slips else one.variant
    gap = one.against_shipped
    return (
        one.set,
        name,
        f"{one.ndcg_10:.4f}",
        f"{gap.mean:+.4f}",
        f"{gap.low:+.4f} à {gap.high:+.4f}",
        f"{gap.p_value:.4f}",
    )


def _length_cells(one: AtLength) -> tuple[str, ...]:
    answered = "–" if one.answered is None else f"{one.answered} sur {one.with_answer}"
    return one.set, str(one.length), str(one.passages), f"{one.ndcg_10:.4f}", answered
