"""The report of a run: pass rates with their intervals, latency, laws, abstention, and every failure."""

from datetime import date

from pydantic import Field

from assistant.domain import Engine, Record
from assistant.french import say_date
from evals.abstention import Abstaining
from evals.rates import Latency, Rate, columns, percent

_TITLE = "Questions : {count} · empreinte {digest} · index {generation} · {writer}, {embedder}"
_HEADER = ("Type de question", "Réussies", "Taux", "Intervalle à 95 %")
_OVERALL = "Ensemble"
_LATENCY = "Temps par réponse : p50 {p50:.0f} ms, p95 {p95:.0f} ms, maximum {slowest:.0f} ms ({count} réponses)"
_QUOTES = "Citations exactes : {equal} sur {checked}"
_HITS = "Motifs interdits rencontrés : {hits}"
_INVENTED = "Dates absentes des citations : {count}"
_ANNOUNCED = "Dates passées annoncées comme à venir : {count} (au {today})"
_ABSTENTION = "Abstention"
_FALSE = "  affirmations sans preuve : {counted}, soit {share} ({interval} à 95 % ; cible : 2 % au plus)"
_WRONG = "  refus à tort : {counted}, soit {share} ({interval} à 95 % ; cible : 4 % au plus)"
_AUROC = "  aire sous la courbe ROC de la confiance : {auroc} (cible : 0,95 au moins)"
_NO_AUROC = "sans objet (il faut des questions avec et sans réponse)"
_FAILURES = "Échecs : {count}"
_NO_FAILURE = "Aucun échec."


class Failure(Record):
    """A question whose reply breaks a check or a law."""

    id: str
    kind: str
    turns: tuple[str, ...] = ()
    question: str
    expected: str
    reply_kind: str
    """Empty, like `reply`, when the question was refused."""
    reply: str
    reasons: tuple[str, ...]


class EvalReport(Record):
    """What one run of `efc eval` found, with what it ran on."""

    name: str
    """Names of the question files, without extension, joined by `+`."""
    questions_digest: str
    engine: Engine
    """What produced the replies; `engine.generation` is the fingerprint of the index."""
    overall: Rate
    kinds: tuple[Rate, ...]
    """In alphabetical order of kind."""
    latency: Latency
    quotes_checked: int = Field(ge=0)
    quotes_equal: int = Field(ge=0)
    forbidden_hits: int = Field(ge=0)
    today: date
    """The day from which dates are past."""
    invented_dates: int = Field(ge=0)
    """Years and days told by sourced statements and shown by none of their quotes."""
    past_announced: int = Field(ge=0)
    """Sentences that announce a past date as coming."""
    abstention: Abstaining
    failures: tuple[Failure, ...] = ()
    """In the order of the questions."""

    @property
    def is_lawful(self) -> bool:
        """True when nothing forbidden, invented or past was shown as it must not, and every quote equals its slice."""
        broken = self.forbidden_hits + self.invented_dates + self.past_announced
        return broken == 0 and self.quotes_equal == self.quotes_checked


def render(report: EvalReport) -> str:
    """Return a report as French text for a terminal or a page."""
    title = _TITLE.format(
        count=report.overall.count,
        digest=report.questions_digest,
        generation=report.engine.generation,
        writer=report.engine.writer,
        embedder=report.engine.embedder,
    )
    lines = [title, "", *_table(report), "", *_figures(report), "", *_abstention(report.abstention), ""]
    if not report.failures:
        return "\n".join([*lines, _NO_FAILURE])
    lines.append(_FAILURES.format(count=len(report.failures)))
    return "\n".join([*lines, *(_failure(failure) for failure in report.failures)])


def _table(report: EvalReport) -> list[str]:
    overall = report.overall.model_copy(update={"kind": _OVERALL})
    rows = [(one.kind, one.counted, percent(one.share), one.interval) for one in (*report.kinds, overall)]
    return columns([_HEADER, *rows])


def _figures(report: EvalReport) -> list[str]:
    latency = report.latency
    times = {"p50": latency.p50_ms, "p95": latency.p95_ms, "slowest": latency.slowest_ms}
    return [
        _LATENCY.format(**times, count=latency.count),
        _QUOTES.format(equal=report.quotes_equal, checked=report.quotes_checked),
        _HITS.format(hits=report.forbidden_hits),
        _INVENTED.format(count=report.invented_dates),
        _ANNOUNCED.format(count=report.past_announced, today=say_date(report.today.isoformat())),
    ]


def _abstention(figures: Abstaining) -> list[str]:
    return [
        _ABSTENTION,
        *(
            line.format(counted=rate.counted, share=percent(rate.share), interval=rate.interval)
            for line, rate in ((_FALSE, figures.false_answers), (_WRONG, figures.wrong_refusals))
        ),
        _AUROC.format(auroc=_NO_AUROC if figures.auroc is None else f"{figures.auroc:.4f}".replace(".", ",")),
    ]


def _failure(failure: Failure) -> str:
    asked = " → ".join((*failure.turns, failure.question))
    reasons = "\n".join(f"  ✗ {reason}" for reason in failure.reasons)
    reply = failure.reply.replace("\n", "\n    ")
    head = f"\n{failure.id} ({failure.kind}) {asked}"
    return f"{head}\n{reasons}\n  attendu : {failure.expected}\n  réponse ({failure.reply_kind}) :\n    {reply}"
