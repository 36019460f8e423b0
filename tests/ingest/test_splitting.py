"""Laws of splitting."""

import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Passage
from assistant.french import PASSAGE_TARGET
from ingest.blocks import Block, BlockKind
from ingest.splitting import split

ITEMS = "- semer des haies\n- nourrir le sol\n- partager l’eau"
PARTS: list[tuple[BlockKind, str]] = [
    ("paragraph", " ".join(["Il pleut."] * 9)),
    ("heading", "## Ciel"),
    ("list", ITEMS),
]


def passages_of(*parts: tuple[BlockKind, str]) -> list[Passage]:
    """Split a text made of blocks apart by a blank line; a heading's level is its number of `#`."""
    blocks: list[Block] = []
    text = ""
    for kind, part in parts:
        start = len(text)
        text += f"{part}\n\n"
        level = len(part) - len(part.lstrip("#")) if kind == "heading" else 0
        blocks.append(Block(start, start + len(part), kind, level))
    found = split("0123456789abcdef", text, blocks, "human")
    assert all(one.text == text[one.start : one.end] for one in found)
    return found


def test_headings_make_the_path() -> None:
    """A passage carries the headings above it, outermost first, and none of a closed section."""
    found = passages_of(
        ("heading", "## Le jardin"),
        ("heading", "### Les haies"),
        ("paragraph", "Elles abritent."),
        ("heading", "## La mare"),
        ("paragraph", "Elle rafraîchit."),
    )
    assert [("Le jardin", "Les haies"), ("La mare",)] == [one.headings for one in found]


def test_a_list_keeps_the_sentence_that_introduces_it() -> None:
    """A list is one passage that begins with its introduction."""
    (found,) = passages_of(("paragraph", "Trois gestes comptent :"), ("list", ITEMS))
    assert ("list", f"Trois gestes comptent :\n\n{ITEMS}") == (found.layout, found.text)


def test_a_long_introduction_gives_its_last_sentence() -> None:
    """Of a long paragraph before a list, only the sentence that introduces it goes with the list."""
    prose = "Le sol vit de ce qu’on lui rend. " * 40
    before, found = passages_of(("paragraph", f"{prose}Voici les gestes :"), ("list", ITEMS))
    assert (prose.strip(), "prose") == (before.text, before.layout)
    assert found.text.startswith("Voici les gestes :")


def test_a_finished_paragraph_stays_out_of_the_list() -> None:
    """A paragraph that ends with a stop introduces nothing."""
    found = passages_of(("paragraph", "Le sol vit."), ("list", ITEMS))
    assert ["prose", "list"] == [one.layout for one in found]


def test_a_long_list_stays_whole() -> None:
    """A list is never cut, so that it can be counted."""
    items = "\n".join(f"- geste numéro {number}" for number in range(300))
    (found,) = passages_of(("list", items))
    assert items == found.text


def test_authors_and_roles_are_never_mixed() -> None:
    """Neighbouring paragraphs of two authors, or of two roles, make passages of their own."""
    text = "Un résumé.\n\nUne définition.\n\nUn texte."
    blocks = [
        Block(0, 10, "paragraph", role="ai_summary", author_kind="ai_summary"),
        Block(12, 27, "paragraph", role="definition"),
        Block(29, 38, "paragraph"),
    ]
    found = split("0123456789abcdef", text, blocks, "human")
    expected = [("ai_summary", "ai_summary"), ("definition", "human"), ("text", "human")]
    assert expected == [(one.role, one.author_kind) for one in found]


@given(st.lists(st.sampled_from(PARTS)))
def test_every_block_of_text_is_kept_once(parts: list[tuple[BlockKind, str]]) -> None:
    """Passages follow the text, number from 0, have ids of their own, and hold every block but headings."""
    found = passages_of(*parts)
    assert list(range(len(found))) == [one.number for one in found]
    assert len(found) == len({one.id for one in found})
    assert all(before.end <= after.start for before, after in pairwise(found))
    wanted = sum(part.count("Il pleut.") + part.count("haies") for kind, part in parts if kind != "heading")
    assert wanted == sum(one.text.count("Il pleut.") + one.text.count("haies") for one in found)


def test_short_paragraphs_are_packed() -> None:
    """Paragraphs of one section share a passage while they fit the target."""
    parts: list[tuple[BlockKind, str]] = [("paragraph", "Une phrase assez courte pour être jointe.")] * 50
    found = passages_of(*parts)
    assert 50 * 43 // PASSAGE_TARGET + 1 == len(found)


CLUSTERS = ["👩\u200d🌾", "👩🏽\u200d🤝\u200d👨🏿", "🏳️\u200d🌈", "🇫🇷", "👍🏾", "e\u0301", "❤️", "a", "mot", "l’", "é"]
MARKS = st.lists(st.sampled_from([*CLUSTERS, " ", ". "]), min_size=1, max_size=40).map("".join)
LONG = st.tuples(MARKS, st.integers(1, 300)).map(lambda drawn: (drawn[0] * drawn[1]).strip() or "mot")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["paragraph", "list"]), LONG), min_size=1, max_size=4))
def test_no_character_and_no_item_is_ever_cut(parts: list[tuple[BlockKind, str]]) -> None:
    """Every end of a passage falls between two characters as a reader sees them, and never inside a list."""
    blocks = [(kind, f"- {text}\n- fin" if kind == "list" else text) for kind, text in parts]
    found = passages_of(*blocks)
    for kind, text in blocks:
        if kind == "list":
            assert any(text in one.text for one in found)
    for one in found:
        assert not unicodedata.combining(one.text[0])
        assert one.text[0] not in "\u200d\ufe0f🏻🏼🏽🏾🏿"
        assert one.text[-1] != "\u200d"
        flags = [mark for mark in one.text if "\U0001f1e6" <= mark <= "\U0001f1ff"]
        assert len(flags) % 2 == 0
