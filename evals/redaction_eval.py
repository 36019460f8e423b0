"""Measures redaction on labelled lines: what is hidden, what leaks, what is hidden for nothing."""

import contextlib
import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import get_args

from assistant.cli import command
from assistant.domain import Record
from assistant.errors import IndexUnusableError
from evals.rates import Rate, columns, percent
from evals.redaction_lines import LabelledLine, PrivateKind, Split, digest

LEAST_RECALL = 0.95
LEAST_PRECISION = 0.90
MOST_OVER_REDACTED = 0.02
"""Targets of the project: share of names hidden, share of hidden words that are names, share of public ones lost."""

IDENTIFIERS: tuple[PrivateKind, ...] = tuple(kind for kind in get_args(PrivateKind) if kind != "name")
"""What must never leak: everything private but the names of persons."""

_SPLITS: tuple[Split, ...] = get_args(Split)
_WORD = re.compile(r"[^\W_]+")
_PLACEHOLDER = re.compile(r"\[[^\[\]\n]* retirée?\]")
_SHORTEST_PIECE = 3
"""Letters or digits of a piece of an identifier that still tells something when it is left."""
_CIVILITIES = frozenset(
    {"M", "MM", "Me", "Mme", "Mmes", "Mlle", "Mr", "Monsieur", "Messieurs", "Madame", "Mesdames", "Dr", "Pr"}
) | {
    "Maître",
    "Sœur",
    "Tata",
}
"""Words that go with a name: hiding them hides nothing public."""

_RECALL, _PRECISION, _KEPT = "noms caviardés (rappel)", "mots caviardés qui sont des noms (précision)", "public gardé"
_FIGURES = {
    "link": "liens",
    "code": "codes",
    "phone": "téléphones",
    "email": "adresses",
    "iban": "IBAN",
    "nir": "numéros de sécurité sociale",
    "card": "cartes",
}
_TITLE = "Caviardage : {count} lignes · empreinte {digest}"
_SPLIT_TITLE = "Lignes « {split} » : {count}"
_HEADER = ("Mesure", "Comptés", "Taux", "Intervalle à 95 %")
_TARGET = "Cibles : rappel {recall}, précision {precision}, public perdu {lost} au plus, aucune fuite d’identifiant."
_MISSES = "Manques : {count}"
_MISS = "  {split} · {what} : {pieces}\n    {text}\n    → {left}"
_FAILED = "« efc redact » n’a pas abouti, pour la raison qui précède."

Redact = Callable[[Sequence[str]], Sequence[str]]
"""Return what redaction leaves of each text, in order."""


class Miss(Record):
    """A line where a private piece stayed, or a public one went."""

    split: Split
    what: str
    pieces: tuple[str, ...]
    text: str
    left: str


class SplitFigures(Record):
    """The figures of one half of the lines."""

    split: Split
    lines: int
    recall: Rate
    """Names hidden, among the names to hide."""
    precision: Rate
    """Words with a capital hidden that were to be hidden, among all those hidden."""
    kept: Rate
    """Public pieces left as they were."""
    identifiers: tuple[Rate, ...]
    """Of each kind, those that left no piece: a word of three characters or more, or two shorter ones in a row."""

    @property
    def shares(self) -> dict[str, float]:
        """Return each share under its French name, greater being better."""
        rates = (self.recall, self.precision, self.kept, *self.identifiers)
        return {f"{self.split} : {rate.kind}": rate.share for rate in rates}

    @property
    def is_sound(self) -> bool:
        """Tell whether the targets are reached, on what was counted."""
        wanted = [(self.recall, LEAST_RECALL), (self.precision, LEAST_PRECISION), (self.kept, 1 - MOST_OVER_REDACTED)]
        wanted += [(rate, 1.0) for rate in self.identifiers]
        return all(rate.share >= least for rate, least in wanted if rate.count)


class RedactionReport(Record):
    """What redaction did of the labelled lines."""

    lines_digest: str
    splits: tuple[SplitFigures, ...]
    misses: tuple[Miss, ...] = ()
    """In the order of the lines."""

    @property
    def is_sound(self) -> bool:
        """Tell whether the targets are reached on the lines that no rule was tuned on."""
        return all(one.is_sound for one in self.splits if one.split == "test")


class _Tally:
    """Counts of one split, added line by line."""

    def __init__(self) -> None:
        self.counts, self.passed = Counter[str](), Counter[str]()

    def add(self, what: str, passed: int, count: int) -> None:
        self.passed[what] += passed
        self.counts[what] += count

    def rate(self, what: str, name: str) -> Rate:
        return Rate.of(name, self.passed[what], self.counts[what])


def through_command(texts: Sequence[str]) -> Sequence[str]:
    """Redact texts through the public command `efc redact --series`.

    Raises:
        IndexUnusableError: the command failed; its own message is on stderr already.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, said = Path(folder, "lines.jsonl"), io.StringIO()
        path.write_text("".join(f"{json.dumps(text)}\n" for text in texts), encoding="utf-8")
        with contextlib.redirect_stdout(said):
            code = command("redact")([str(path), "--series"])
    if code:
        raise IndexUnusableError(_FAILED)
    return [json.loads(row)["text"] for row in said.getvalue().splitlines()]


def measure_redaction(lines: Sequence[LabelledLine], redact: Redact = through_command) -> RedactionReport:
    """Redact each line under its context, and compare what is left with its labels."""
    tallies = {split: _Tally() for split in _SPLITS}
    misses: list[Miss] = []
    for line, left in zip(lines, redact([line.document for line in lines]), strict=True):
        shown = left.rpartition("\n\n")[2] if line.context else left
        found = _measure(line, shown, tallies[line.split])
        misses += [
            Miss(split=line.split, what=what, pieces=pieces, text=line.text, left=shown)
            for what, pieces in found.items()
            if pieces
        ]
    figures = tuple(_figures(split, tallies[split], lines) for split in _SPLITS)
    return RedactionReport(lines_digest=digest(lines), splits=figures, misses=tuple(misses))


def _measure(line: LabelledLine, left: str, tally: _Tally) -> dict[str, tuple[str, ...]]:
    """Count one line; return what missed, by measure."""
    lost = tuple(piece for piece in line.keep if _spaced(piece) not in _spaced(left))
    bare = _without(left, line.keep)
    labelled = list(zip(line.hide, line.kinds, strict=True))
    names = [piece for piece, kind in labelled if kind == "name"]
    seen = tuple(piece for piece in names if _stands(piece, bare))
    wrong = tuple(_hidden_for_nothing(line, left))
    tally.add(_KEPT, len(line.keep) - len(lost), len(line.keep))
    tally.add(_RECALL, len(names) - len(seen), len(names))
    tally.add(_PRECISION, len(names) - len(seen), len(names) - len(seen) + len(wrong))
    leaks: dict[str, tuple[str, ...]] = {}
    for piece, kind in labelled:
        if kind != "name":
            leaked = _leaks(piece, bare)
            tally.add(kind, not leaked, 1)
            leaks[kind] = (*leaks.get(kind, ()), *([piece] if leaked else []))
    return {_RECALL: seen, _PRECISION: wrong, _KEPT: lost, **leaks}


def _figures(split: Split, tally: _Tally, lines: Sequence[LabelledLine]) -> SplitFigures:
    return SplitFigures(
        split=split,
        lines=sum(line.split == split for line in lines),
        recall=tally.rate(_RECALL, _RECALL),
        precision=tally.rate(_PRECISION, _PRECISION),
        kept=tally.rate(_KEPT, _KEPT),
        identifiers=tuple(tally.rate(kind, _FIGURES[kind]) for kind in IDENTIFIERS if tally.counts[kind]),
    )


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _without(text: str, kept: Sequence[str]) -> str:
    """Return a text without its public pieces and the words that stand for private ones."""
    text = _PLACEHOLDER.sub(" ", text)
    for piece in sorted(kept, key=len, reverse=True):
        text = text.replace(piece, " ")
    return text


def _stands(piece: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text) is not None


def _leaks(piece: str, text: str) -> bool:
    """Tell whether an identifier, or a piece of it that still tells something, is in a text."""
    told, seen = _WORD.findall(piece), _WORD.findall(text)
    words = {word for word in told if len(word) >= _SHORTEST_PIECE}
    return piece in text or not words.isdisjoint(seen) or not set(pairwise(told)).isdisjoint(pairwise(seen))


def _hidden_for_nothing(line: LabelledLine, left: str) -> list[str]:
    """Return the words with a capital that went and that no label tells to hide."""
    before, after = _WORD.findall(line.text), _WORD.findall(_PLACEHOLDER.sub(" ", left))
    to_hide = {word for piece in line.hide for word in _WORD.findall(piece)} | _CIVILITIES
    pairs = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = [word for kind, start, end, _, _ in pairs if kind in {"delete", "replace"} for word in before[start:end]]
    still = {word.casefold() for word in after}
    return [
        word
        for word in gone
        if len(word) > 1 and word[0].isupper() and word not in to_hide and word.casefold() not in still
    ]


def render_redaction(report: RedactionReport) -> str:
    """Return the report as French text."""
    count = sum(one.lines for one in report.splits)
    lines = [_TITLE.format(count=count, digest=report.lines_digest)]
    for one in report.splits:
        rates = (one.recall, one.precision, one.kept, *one.identifiers)
        rows = [(rate.kind, rate.counted, percent(rate.share), rate.interval) for rate in rates]
        lines += ["", _SPLIT_TITLE.format(split=one.split, count=one.lines), *columns([_HEADER, *rows])]
    targets = {"recall": LEAST_RECALL, "precision": LEAST_PRECISION, "lost": MOST_OVER_REDACTED}
    lines += ["", _TARGET.format(**{name: percent(share) for name, share in targets.items()})]
    lines += ["", _MISSES.format(count=len(report.misses))]
    return "\n".join([*lines, *(_miss(miss) for miss in report.misses)])


def _miss(miss: Miss) -> str:
    said = {"text": miss.text.replace("\n", " ⏎ "), "left": miss.left.replace("\n", " ⏎ ")}
    return _MISS.format(split=miss.split, what=miss.what, pieces=", ".join(miss.pieces), **said)
