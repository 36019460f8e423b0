"""Laws of the preparation of a document."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import DocumentRefusedError
from ingest.blocks import RawFile
from ingest.preparing import prepare

NOTE = """---
title: Four commun
kind: concept
author_kind: human
publisher: Notes
url: https://exemple.org/four
published_on: 2021-02-15
event_on: --10-13
places: [Normandie]
terms: [four commun]
audience: [newcomer]
sources:
  - title: Une page
    url: https://exemple.org
---
## En bref

Un **four commun** est un [lieu](https://exemple.org) tenu par
plusieurs villages.

## Déroulé

1. Allumer le feu.
2. Attendre la braise.
"""


def test_a_note_keeps_what_it_says_of_itself() -> None:
    """Front matter becomes the fields of the document, and its text the canonical text."""
    prepared = prepare(RawFile("concepts/four.md", NOTE.encode()))
    document = prepared.document
    assert (
        "## En bref\n\nUn four commun est un lieu tenu par plusieurs villages.\n\n## Déroulé\n\n"
        "1. Allumer le feu.\n2. Attendre la braise."
    ) == document.text
    assert (
        "Four commun",
        False,
        "concept",
        "human",
        "2021-02-15",
        "--10-13",
        ("Normandie",),
        "Une page",
    ) == (
        document.title,
        document.title_made,
        document.kind,
        document.author_kind,
        document.published_on,
        document.event_on,
        document.places,
        document.references[0].title,
    )


def test_the_id_depends_on_the_content_and_not_on_the_place() -> None:
    """Equal content has one id wherever it lies; another word, another title, another id."""
    ids = [
        prepare(RawFile(place, text.encode())).document.id
        for place, text in [
            ("a/four.md", NOTE),
            ("b/autre.md", NOTE.replace("\n", "\r\n")),
            ("a/four.md", NOTE.replace("braise", "cendre")),
            ("a/four.md", NOTE.replace("title: Four commun", "title: Four")),
        ]
    ]
    assert (ids[0] == ids[1], len(set(ids)), len(ids[0])) == (True, 3, 16)


def test_passages_are_slices_of_the_document() -> None:
    """Each passage is the text between its offsets."""
    prepared = prepare(RawFile("four.md", NOTE.encode()))
    assert [p.text for p in prepared.passages] == [prepared.document.text[p.start : p.end] for p in prepared.passages]


def test_alignment_of_a_note_counts_its_front_matter() -> None:
    """Offsets of the alignment are those of the whole decoded file, with its line ends."""
    raw = NOTE.replace("\n", "\r\n")
    prepared = prepare(RawFile("four.md", raw.encode()))
    text = prepared.document.text
    assert all(
        raw[s.raw_start : s.raw_start + s.length] == text[s.start : s.start + s.length] for s in prepared.alignment
    )


@pytest.mark.parametrize("text", ["# Titre\n\n## Autre", "Partager\n\n…\n\nLire la suite", "<!-- rien -->"])
def test_a_document_with_nothing_left_is_refused(text: str) -> None:
    """A document of headings, labels or comments only is refused with a remedy."""
    with pytest.raises(DocumentRefusedError) as caught:
        prepare(RawFile("x.md", text.encode()))
    assert caught.value.remedy


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300), st.sampled_from(["x.txt", "x.md", "x.html"]))
def test_any_text_is_prepared_or_refused(text: str, location: str) -> None:
    """No text raises anything else than a refusal, and preparing it twice gives the same."""
    try:
        content = text.encode("utf-8", "replace")
        first, second = prepare(RawFile(location, content)), prepare(RawFile(location, content))
    except DocumentRefusedError:
        return
    assert (first.document, first.passages) == (second.document, second.passages)


@pytest.mark.parametrize(
    "unit", ["(", "[", "#", "*", "a.", "a@", "<!--", "1 ", "A : ", "ABC (", "é\u0301", "&lt;", "? "]
)
def test_repeated_marks_take_no_time(unit: str) -> None:
    """No pattern backtracks: a hundred thousand characters of one mark take seconds at most."""
    start = time.perf_counter()
    with suppress(DocumentRefusedError):
        prepare(RawFile("x.txt", (unit * (100_000 // len(unit)) + " mot").encode()))
    assert time.perf_counter() - start < 5
