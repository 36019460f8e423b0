"""The report of a perturbed run, as French text: how steady the replies are, and what changed them."""

from collections.abc import Sequence

from evals.invariance import ALL, Change, InvarianceReport, Seen, Steadiness
from evals.rates import columns, percent

EXAMPLES = 3
"""Changes shown for each perturbation; `--json` holds them all."""

_TITLE = "Questions du jeu {name} · empreinte {digest} · index {generation} · {writer}, {embedder}"
_HEADER = ("Perturbation", "Mêmes documents", "Taux", "Intervalle à 95 %", "Même verdict", "Taux", "Intervalle à 95 %")
_OVERALL = "Ensemble"
_TARGET = "Cible : 97 % de mêmes documents (les trois premiers), 97 % de même verdict."
_LATENCY = "Temps par réponse : p50 {p50:.0f} ms, p95 {p95:.0f} ms, maximum {slowest:.0f} ms ({count} réponses)"
_HITS = "Réponses perturbées montrant un motif interdit : {leaks}"
_CHANGES = "Réponses changées : {count}"
_NO_CHANGE = "Aucune réponse changée."
_MORE = "  … et {count} autre(s) : voir --json"
_CHANGED = "\n{id} ({kind}, {what})"
_VERDICT, _DOCUMENTS, _LEAK = "verdict", "documents", "motif interdit"
_UNREAD = "illisible"
_PASSES, _FAILS = "contrôles passés", "contrôles manqués"


def render_invariance(report: InvarianceReport) -> str:
    """Return a report as French text for a terminal or a page."""
    latency = report.latency
    times = {"p50": latency.p50_ms, "p95": latency.p95_ms, "slowest": latency.slowest_ms, "count": latency.count}
    title = _TITLE.format(
        name=report.name,
        digest=report.questions_digest,
        generation=report.engine.generation,
        writer=report.engine.writer,
        embedder=report.engine.embedder,
    )
    rows = [_row(one) for one in (*report.perturbations, report.overall)]
    figures = [_TARGET, _LATENCY.format(**times), _HITS.format(leaks=report.leaks)]
    lines = [title, "", *columns([_HEADER, *rows]), "", *figures, ""]
    if not report.changes:
        return "\n".join([*lines, _NO_CHANGE])
    lines.append(_CHANGES.format(count=len(report.changes)))
    return "\n".join([*lines, *(line for one in report.perturbations for line in _examples(one, report.changes))])


def _row(one: Steadiness) -> tuple[str, ...]:
    name = _OVERALL if one.perturbation == ALL else one.description
    rates = [(rate.counted, percent(rate.share), rate.interval) for rate in (one.documents, one.verdicts)]
    return (name, *rates[0], *rates[1])


def _examples(one: Steadiness, changes: Sequence[Change]) -> list[str]:
    """Return the first changes of a perturbation, leaks first, then those of the verdict."""
    own = sorted(
        (c for c in changes if c.perturbation == one.perturbation), key=lambda c: (not c.after.leaks, not c.of_verdict)
    )
    if not own:
        return []
    more = [_MORE.format(count=len(own) - EXAMPLES)] if len(own) > EXAMPLES else []
    return [f"\n{one.description}", *(_example(change) for change in own[:EXAMPLES]), *more]


def _example(change: Change) -> str:
    what = [_VERDICT] if change.of_verdict else []
    what += [_DOCUMENTS] if change.of_documents else []
    what += [_LEAK] if change.after.leaks else []
    head = _CHANGED.format(id=change.id, kind=change.kind, what=", ".join(what))
    return "\n".join([head, *_side("avant", change.before), *_side("après", change.after)])


def _side(when: str, seen: Seen) -> list[str]:
    outcome = f"{seen.outcome}, {_PASSES if seen.passes else _FAILS}"
    return [
        f"  {when} : {seen.typed}",
        f"    compris : {seen.understood or _UNREAD}",
        f"    {outcome} · {', '.join(seen.documents or ()) or '—'}",
    ]
