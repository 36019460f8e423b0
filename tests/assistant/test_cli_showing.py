"""What a terminal shows: dates, sources, hits; nothing of a document acts on the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cli.border import readable
from assistant.cli.showing import hit_text, reply_text, source_line
from assistant.domain import Answer, Citation, Engine, Hit, NextStep, Source, Statement
from assistant.french import say_date
from tests.assistant.small_corpus import span

QUOTE = "Le four cuit le pain."
CITED = Citation(mark=1, passage_id="p", start=0, end=len(QUOTE), quote=QUOTE)


def source(**fields: str) -> Source:
    """Return a source with some fields of its own."""
    usual = {"mark": 1, "document_id": "d", "title": "Le four", "kind": "session", "author_kind": "ai_summary"}
    return Source.model_validate({**usual, **fields})


@pytest.mark.parametrize(
    ("iso", "french"),
    [
        ("2025", "2025"),
        ("2025-10", "octobre 2025"),
        ("2025-10-03", "3 octobre 2025"),
        ("--02-29", "29 février (année inconnue)"),
    ],
)
def test_a_partial_date_says_what_it_knows(iso: str, french: str) -> None:
    """An unknown year is said, an unknown day is not made up."""
    assert french == say_date(iso).replace("\u00a0", " ")


def test_a_source_says_what_it_is() -> None:
    """Title, kind, hand of a machine, publisher, dates and address, in this order."""
    line = source_line(
        source(publisher="Carnets", url="https://exemple.invalid/", published_on="2025-10", event_on="--03-01")
    )
    parts = ["Le four", "séance", "résumé automatique", "Carnets", "octobre 2025", "mars (année inconnue)", "https://"]
    places = [line.replace("\u00a0", " ").index(part) for part in parts]
    assert sorted(places) == places


def test_a_source_says_nothing_it_does_not_know() -> None:
    """Unknown fields leave no trace."""
    assert "Le four · séance · résumé automatique" == source_line(source())


@given(st.text())
def test_what_is_readable_never_acts_on_a_terminal(text: str) -> None:
    """No control, no direction override, no escape; visible characters all stay."""
    shown = readable(text)
    assert all(one.isprintable() or one in "\n\t\u00a0\u202f" for one in shown)
    assert [one for one in text if one.isprintable()] == [one for one in shown if one.isprintable()]


def test_a_reply_shows_its_parts_in_order() -> None:
    """Text, sources, next step with its marks, its reason and its link, further questions; each once."""
    reply = Answer(
        id="r",
        language="fr",
        question="Quoi ?",
        text=f"{QUOTE}\x1b[31m [1]",
        statements=(Statement(text=QUOTE, origin="source", citations=(CITED,)),),
        sources=(source(title="Le four\x1b]0;x\x07"),),
        next_steps=(NextStep(label="Goûter", why="Parce que\x07.", url="https://a.invalid/", citations=(CITED,)),),
        follow_ups=("Et le levain ?",),
        confidence=0.5,
        engine=Engine(writer="extractive", embedder="e", generation="g"),
    )
    shown = reply_text(reply)
    parts = [
        QUOTE,
        "Sources",
        "[1] Le four",
        "Prochain pas",
        "→ Goûter [1]\n  Parce que",
        "  https://a.invalid/\n",
        "Et le levain ?",
    ]
    assert sorted(shown.index(part) for part in parts) == [shown.index(part) for part in parts]
    assert "\x1b" not in shown
    assert "\x07" not in shown


@pytest.mark.parametrize("field", ["publisher", "url"])
def test_no_field_of_a_source_acts_on_a_terminal(field: str) -> None:
    """A document chooses its publisher and its address: they are data too."""
    assert "\x1b" not in source_line(source(**{field: "Carnets\x1b[31m"}))


def test_a_hit_shows_its_place_and_its_legs() -> None:
    """Rank, title, headings, passage, and the rank of each leg."""
    one = span("Le four cuit\x1b[31m le pain.")
    shown = hit_text(2, Hit(one.passage, one.document, 1.0, {"lexical": 1, "dense": 4}))
    assert shown.startswith("2. Le four")
    assert "dense 4, lexical 1" in shown
    assert "\x1b" not in shown
