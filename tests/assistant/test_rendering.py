"""The one text of every channel shows each statement with the marks of its citations."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.composing import rendering
from assistant.domain import Citation, Statement

QUOTE = "Le four cuit le pain."
TEXTS = st.text(alphabet="abcé .:-\n«»", min_size=1, max_size=40).filter(lambda text: text.strip() == text)
STATEMENTS = st.lists(st.tuples(TEXTS, st.lists(st.integers(1, 12), max_size=4)), max_size=6).map(
    lambda made: [said(text, *marks) for text, marks in made]
)


def said(text: str, *marks: int) -> Statement:
    """Return a statement with citations under some marks."""
    cited = tuple(Citation(mark=mark, passage_id="p", start=0, end=len(QUOTE), quote=QUOTE) for mark in marks)
    return Statement(text=text, origin="source" if cited else "assistant", citations=cited)


@given(STATEMENTS)
def test_the_marks_of_the_text_are_those_of_the_citations(statements: list[Statement]) -> None:
    """Each statement is shown in order, followed by its marks, sorted, each once, and by no other."""
    text = rendering.plain(statements)
    rest = text
    for statement in statements:
        marks = "".join(f"[{mark}]" for mark in sorted({one.mark for one in statement.citations}))
        shown = f"{statement.text} {marks}" if marks else statement.text
        before, found, rest = rest.partition(shown)
        assert "" == before.strip()
        assert shown == found
    assert "" == rest
    assert sorted({one.mark for each in statements for one in each.citations}) == sorted(
        {int(mark) for mark in re.findall(r"\[(\d+)\]", text)}
    )


def test_prose_runs_on_and_lists_stand_alone() -> None:
    """Sentences share a line; a list, a label of ours and what follows it begin one."""
    shown = rendering.plain(
        [
            said("Le four cuit."),
            said("Il chauffe.", 2, 1),
            said("Voici :"),
            said("- un\n- deux", 1),
            said("Fin."),
        ]
    )
    assert "Le four cuit. Il chauffe. [1][2]\nVoici :\n- un\n- deux [1]\nFin." == shown


def test_nothing_is_an_empty_text() -> None:
    """No statement, no text."""
    assert "" == rendering.plain([])


def test_a_quote_cannot_forge_a_mark() -> None:
    """A footnote call inside a document shows as something else than a mark of ours."""
    text = rendering.plain([said("Le four [7] cuit le pain.", 1)])
    assert ["1"] == re.findall(r"\[(\d+)\]", text)
