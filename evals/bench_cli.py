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
from evals.http_bench import HttpSpeed, measure_http
from evals.ingest_bench import IngestRun, IngestSpeed, measure_ingestion
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
_INGEST_HELP = (
    "mesure seulement l’ingestion de N pages inventées, la première fois puis inchangées (10000 : des minutes)"
)
_HTTP_HELP = "mesure seulement le serveur, par N questions distinctes (défaut : {}) posées à « efc serve »"
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
_INGEST_PROGRESS = {
    "pages": "Écriture des pages inventées…",
    "first": "Première ingestion…",
    "again": "Seconde ingestion, inchangée…",
}
_INGESTED = "{} documents, {} passages, {} refusés, {} ko par page."
_RUN_LINE = (
    "{} : {} documents/s ({} s, {} s de calcul), {} Mo au plus (programme {}, un processus {}), "
    "{} fichiers écrits ({} octets)."
)
_HTTP_PROGRESS = "Temps du serveur…"
_HTTP_LINES = (
    "{} questions distinctes, un client, un processus : p50 {} ms, p99 {} ms ; reposées : p50 {} ms, p99 {} ms.",
    "{} processus, {} clients : {} réponses/s ; reposées : {} réponses/s ({} refusées).",
)
_REPLIES_SPEED = 20_000
_HTTP_QUESTIONS = 500


@dataclass(frozen=True, slots=True)
class _Measured:
    """What was measured, of each kind."""

    figures: list[Figures] = field(default_factory=list)
    ablated: list[Ablated] = field(default_factory=list)
    lengths: list[AtLength] = field(default_factory=list)
    speeds: list[Speed] = field(default_factory=list)
    ingested: list[IngestSpeed] = field(default_factory=list)
    http: list[HttpSpeed] = field(default_factory=list)


def run(arguments: Sequence[str] | None = None) -> int:
    """Measure each set and print one line a set; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        embedder = _embedder(options)
        measured = _measured(options, embedder)
        measured.speeds.extend(_timed(options))
        measured.ingested.extend(_ingested(options))
        measured.http.extend(_served(options))
    except EfcError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(_as_json(measured) if options.json else _as_text(measured))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="efc bench", description=_DESCRIPTION)
    parser.add_argument("--set", dest="sets", action="append", type=Path, default=[], metavar="DOSSIER", help=_SET_HELP)
    parser.add_argument("--embedder", default="subword", metavar="MODÈLE", help=_EMBEDDER_HELP)
    parser.add_argument("--keep", type=Path, metavar="DOSSIER", help=_KEEP_HELP)
    parser.add_argument("--ablation", action="store_true", help=_ABLATION_HELP)
    parser.add_argument(
        "--length", dest="lengths", action="append", type=_length, default=[], metavar="N", help=_LENGTH_HELP
    )
    parser.add_argument("--speed", type=int, metavar="N", help=_SPEED_HELP)
    parser.add_argument("--ingest", type=int, default=0, metavar="N", help=_INGEST_HELP)
    help_http = _HTTP_HELP.format(_HTTP_QUESTIONS)
    parser.add_argument("--http", type=int, nargs="?", const=_HTTP_QUESTIONS, default=0, metavar="N", help=help_http)
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
    speed = (0 if options.ingest or options.http > 0 else _REPLIES_SPEED) if options.speed is None else options.speed
    if speed <= 0:
        return []
    settings = Settings(**({"data": options.data} if options.data else {}), embedder=options.embedder)
    ensure_index(settings)
    assistant = build_assistant(settings)
    questions = load_questions([shipped(OWN_SET)])
    print(_REPLIES, file=sys.stderr)
    alone = measure_replies(assistant, questions)
    embedder = build_embedder(options.embedder, fetch=True)
    return [alone, measure_among(assistant, questions, speed, embedder)]


def _ingested(options: argparse.Namespace) -> list[IngestSpeed]:
    """Return what an ingestion takes; nothing when it is not asked."""
    if options.ingest <= 0:
        return []
    return [
        measure_ingestion(
            options.ingest,
            Settings().corpus.resolve(),
            lambda stage: print(_INGEST_PROGRESS[stage], file=sys.stderr),
        )
    ]


def _served(options: argparse.Namespace) -> list[HttpSpeed]:
    """Return what the server takes; nothing when it is not asked."""
    if options.http <= 0:
        return []
    settings = Settings(**({"data": options.data} if options.data else {}), embedder=options.embedder)
    ensure_index(settings)
    print(_HTTP_PROGRESS, file=sys.stderr)
    return [measure_http(settings.data, options.http)]


def _as_json(measured: _Measured) -> str:
    parts: dict[str, Sequence[Record]] = {
        "sets": measured.figures,
        "ablation": measured.ablated,
        "lengths": measured.lengths,
        "replies": measured.speeds,
        "ingestion": measured.ingested,
        "http": measured.http,
    }
    report = {name: [one.model_dump() for one in part] for name, part in parts.items()}
    return json.dumps(report, ensure_ascii=False, indent=1)


def _as_text(measured: _Measured) -> str:
    lines = _table(_HEADINGS, [_cells(one) for one in measured.figures])
    lines += _table(_ABLATED_HEADINGS, [_ablated_cells(one) for one in measured.ablated])
    lines += _table(_LENGTH_HEADINGS, [_length_cells(one) for one in measured.lengths])
    lines += [_line(one) for one in measured.speeds]
    lines += [line for one in measured.http for line in _http_lines(one)]
    return "\n".join([*lines, *(line for one in measured.ingested for line in _ingest_lines(one))])


def _ingest_lines(one: IngestSpeed) -> tuple[str, str, str]:
    size = one.page_bytes // max(1, one.documents + one.refused) // 1000
    head = _INGESTED.format(one.documents, one.passages, one.refused, size)
    return head, _run_line("Première fois", one.first), _run_line("Inchangés", one.again)


def _http_lines(one: HttpSpeed) -> tuple[str, str]:
    times = (one.first_p50_ms, one.first_p99_ms, one.again_p50_ms, one.again_p99_ms)
    counts = (one.workers, one.clients, one.first_per_second, one.again_per_second, one.refused)
    return _HTTP_LINES[0].format(one.questions, *times), _HTTP_LINES[1].format(*counts)


def _run_line(name: str, run: IngestRun) -> str:
    return _RUN_LINE.format(
        *(name, run.documents_per_second, run.seconds, run.cpu_seconds),
        *(run.together_mb, run.parent_mb, run.child_mb, run.written_files, run.written_bytes),
    )


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
