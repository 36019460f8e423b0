"""Laws of the nouns: illegal states do not construct, and a reply survives the wire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from assistant.domain import (
    MINIMAL_QUOTE,
    Abstention,
    Answer,
    Citation,
    Courtesy,
    Document,
    Engine,
    Reply,
    Source,
    Statement,
)
from tests.assistant.small_corpus import span

QUOTE = "Le four cuit le pain."
ENGINE = Engine(writer="extractive", embedder="subword-v1", generation="g1")
CITED = Citation(mark=1, passage_id="p", start=3, end=3 + len(QUOTE), quote=QUOTE)
SOURCE = Source(mark=1, document_id="d", title="Le four", kind="concept", author_kind="human")
FIELDS = {
    "id": "r",
    "language": "fr",
    "question": "Quoi ?",
    "text": QUOTE,
    "confidence": 0.5,
    "engine": ENGINE,
}
REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)


def test_a_citation_is_as_long_as_its_quote() -> None:
    """A span longer or shorter than its quote is no citation."""
    for end in (2 + len(QUOTE), 4 + len(QUOTE), 3):
        with pytest.raises(ValidationError):
            Citation(mark=1, passage_id="p", start=3, end=end, quote=QUOTE)


@given(st.text(max_size=2 * MINIMAL_QUOTE))
def test_a_short_quote_is_no_evidence(quote: str) -> None:
    """A quote cites if and only if it has the least length of an evidence."""
    fields = {"mark": 1, "passage_id": "p", "start": 0, "end": len(quote), "quote": quote}
    if len(quote) >= MINIMAL_QUOTE:
        assert quote == Citation.model_validate(fields).quote
    else:
        with pytest.raises(ValidationError):
            Citation.model_validate(fields)


def test_a_statement_cites_if_and_only_if_it_is_sourced() -> None:
    """Neither a sourced statement without citation, nor a citation behind our own words."""
    assert Statement(text=QUOTE, origin="source", citations=(CITED,)).citations == (CITED,)
    assert () == Statement(text="Voici :", origin="assistant").citations
    with pytest.raises(ValidationError):
        Statement(text=QUOTE, origin="source")
    with pytest.raises(ValidationError):
        Statement(text="Voici :", origin="assistant", citations=(CITED,))


def test_an_answer_without_a_citation_does_not_construct() -> None:
    """An answer rests on one citation at least; an abstention and a courtesy may rest on none."""
    ours = (Statement(text="Voici :", origin="assistant"),)
    with pytest.raises(ValidationError):
        Answer.model_validate({**FIELDS, "statements": ours})
    assert "abstention" == Abstention.model_validate({**FIELDS, "reason": "private"}).kind
    assert "courtesy" == Courtesy.model_validate(FIELDS).kind


@pytest.mark.parametrize("marks", [(), (2,), (1, 2)])
def test_marks_are_those_of_the_sources(marks: tuple[int, ...]) -> None:
    """A mark without its source, or a source without its mark, does not construct."""
    stated = (Statement(text=QUOTE, origin="source", citations=(CITED,)),)
    sources = tuple(SOURCE.model_copy(update={"mark": mark}) for mark in marks)
    with pytest.raises(ValidationError):
        Answer.model_validate({**FIELDS, "statements": stated, "sources": sources})


def test_a_reply_survives_the_wire_and_keeps_its_kind() -> None:
    """JSON and back gives the same reply, of the kind it says; an unknown kind or field is refused."""
    stated = (Statement(text=QUOTE, origin="source", citations=(CITED,)),)
    answer = Answer.model_validate({**FIELDS, "statements": stated, "sources": (SOURCE,)})
    assert answer == REPLY.validate_json(REPLY.dump_json(answer))
    with pytest.raises(ValidationError):
        REPLY.validate_python({**answer.model_dump(), "kind": "guess"})
    with pytest.raises(ValidationError):
        REPLY.validate_python({**answer.model_dump(), "mood": "gay"})


def test_a_record_never_changes() -> None:
    """What is stored or sent is frozen."""
    with pytest.raises(ValidationError):
        SOURCE.title = "Autre"  # type: ignore[misc]  # the assignment is what is tested


@pytest.mark.parametrize("written", ["2025", "2025-10", "2025-10-13", "--10-13"])
def test_a_date_may_be_partial(written: str) -> None:
    """A year, a month, a day, or a day of no year are dates."""
    assert written == Document(id="d", title="t", location="l", text="x", event_on=written).event_on


@pytest.mark.parametrize("written", ["25", "2025-1", "13/10/2025", "--10", "2025-10-13T10:00", "demain", ""])
def test_what_is_no_date_is_refused(written: str) -> None:
    """Unknown stays unknown: a date that is not ISO does not construct."""
    with pytest.raises(ValidationError):
        Document(id="d", title="t", location="l", text="x", event_on=written)


@given(st.text(max_size=40), st.integers(0, 45), st.integers(0, 45))
def test_the_quote_of_a_span_is_its_slice(text: str, start: int, end: int) -> None:
    """The quote is cut out of the document, never written anew."""
    assert text[start:end] == span(text or "x", start, end).quote or not text
