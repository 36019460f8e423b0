"""Laws of the measure of redaction."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.errors import InvalidInputError
from evals.floors import broken_by, raised_by, reached_by
from evals.redaction_eval import RedactionReport, measure_redaction, render_redaction, through_command
from evals.redaction_lines import LabelledLine, load_lines, shipped_lines

LINES = (
    LabelledLine(text="Merci à Odile du Club Noé.", hide=("Odile",), kinds=("name",), keep=("Club Noé",), split="dev"),
    LabelledLine(text="Tél. : 06 78 12 90 43", hide=("06 78 12 90 43",), kinds=("phone",), split="test"),
    LabelledLine(text="Firmin note.", hide=("Firmin",), kinds=("name",), context="Participants : Firmin", split="test"),
)


def measured(*left: str) -> RedactionReport:
    """Return the report on the lines above when this is left of them."""
    return measure_redaction(LINES, lambda texts: left)


def untouched(texts: Sequence[str]) -> Sequence[str]:
    """Redact nothing."""
    return texts


def test_nothing_redacted_is_nothing_recalled_and_everything_kept() -> None:
    """Without redaction every private piece is seen, and every public one."""
    dev, test = measure_redaction(LINES, untouched).splits
    assert (0, 1, 0, 1) == (dev.recall.passed, dev.recall.count, test.recall.passed, test.recall.count)
    assert (1.0, [("téléphones", 0)]) == (dev.kept.share, [(rate.kind, rate.passed) for rate in test.identifiers])


def test_a_sound_redaction_is_sound() -> None:
    """Names and numbers hidden, public words kept: the targets are reached, and no line is told."""
    report = measured("Merci à un·e participant·e du Club Noé.", "Tél. : [téléphone retiré]", "P : X\n\nOn note.")
    assert (True, ()) == (report.is_sound, report.misses)


@pytest.mark.parametrize(
    ("left", "sound"),
    [("06 78 12 90 43", False), ("[téléphone retiré] 90 43", False), ("[téléphone retiré] poste 043", True)],
)
def test_a_piece_of_a_number_is_a_leak(left: str, *, sound: bool) -> None:
    """A whole number leaks, and so do two of its groups; digits that were not in it do not."""
    report = measured("Merci, Club Noé !", f"Tél. : {left}", "P : X\n\nOn note.")
    assert sound == report.is_sound


def test_a_public_word_that_goes_costs_precision() -> None:
    """A capitalised word hidden without a label is counted, and its piece is lost."""
    dev = measured("Merci à un·e participant·e.", "[téléphone retiré]", "P : X\n\nOn note.").splits[0]
    assert (0, 1, 3) == (dev.kept.passed, dev.precision.passed, dev.precision.count)


def test_floors_hold_what_was_reached_and_break_under_it() -> None:
    """The gate opens on the same shares, closes under them, and says which."""
    good = measured("Merci, Club Noé.", "[téléphone retiré]", "P : X\n\nOn note.")
    bad = measured("Merci à Odile, Club Noé.", "[téléphone retiré]", "P : X\n\nOn note.")
    floors = reached_by(good)
    assert [] == broken_by(good, floors)
    assert [True, True] == ["dev" in one for one in broken_by(bad, floors)]
    assert 1 == len(broken_by(good, None))
    with pytest.raises(InvalidInputError):
        raised_by(bad, floors, allow_regression=False)


def test_a_label_that_is_not_in_its_text_is_refused(tmp_path: Path) -> None:
    """A slip in the labels is told with its line."""
    path = tmp_path / "lines.jsonl"
    path.write_text('{"text": "a", "hide": ["b"], "kinds": ["name"], "split": "dev"}\n')
    with pytest.raises(InvalidInputError, match="ligne 1"):
        load_lines(path)


def test_the_shipped_lines_are_many_in_both_splits() -> None:
    """At least 320 lines to tune on, and a hundred that no rule was tuned on."""
    splits = [line.split for line in load_lines(shipped_lines())]
    assert (True, True) == (splits.count("dev") >= 320, splits.count("test") >= 100)


def test_the_public_command_redacts_a_series() -> None:
    """What is measured is what `efc redact` does."""
    assert ["Merci à un·e participant·e !", "Le Club Noé ouvre."] == list(
        through_command(["Merci à Firmin !", "Le Club Noé ouvre."])
    )


def test_the_report_reads_in_french() -> None:
    """Each half has its table, and each miss its line."""
    shown = render_redaction(measure_redaction(LINES, untouched))
    assert ("Lignes « dev » : 1" in shown, "Manques : 3" in shown) == (True, True)
