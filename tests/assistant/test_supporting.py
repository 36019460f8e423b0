"""A sentence is held by one place of a passage, with all that tempers it, or by none."""

import pytest

from assistant.answering import Assistant
from assistant.domain import Document, Passage
from assistant.evidence import Reader, Unit, support
from tests.assistant import labelled_claims as labelled
from tests.assistant.small_corpus import memory_index

ALL_FAITHFUL = (*labelled.FAITHFUL, *labelled.LATER_FAITHFUL)
ALL_UNFAITHFUL = (*labelled.UNFAITHFUL, *labelled.LATER_UNFAITHFUL)


def units(text: str, title: str = "Note") -> list[Unit]:
    """Cut a text of one passage into units."""
    document = Document(id="a" * 16, title=title, location="a.md", text=text)
    layout = "list" if "\n- " in text else "prose"
    passage = Passage(
        id="p", document_id=document.id, number=0, start=0, end=len(text), text=text, layout=layout, author_kind="human"
    )
    return Reader(memory_index()).units_of(passage, document)


def held(sentence: str, text: str) -> str | None:
    """Return the quote that holds a sentence."""
    found = support(sentence, units(text))
    return found.quote if found else None


OVEN = "Le four commun cuit le pain de douze familles. Il peut servir le samedi, selon le cahier. Le bois est partagé."


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Le four commun cuit le pain de douze familles.", "Le four commun cuit le pain de douze familles."),
        ("Douze familles cuisent leur pain.", None),  # « cuit » and « cuisent » have no stem in common
        ("Le bois est partagé.", "Le bois est partagé."),
        ("Le bois du four commun est partagé.", None),
        ("Le four sert le samedi.", None),
        ("Selon le cahier, le four commun peut servir le samedi.", OVEN[: OVEN.index(" Le bois")]),
        ("Le four commun peut servir le samedi.", None),
        ("Le four commun cuit le pain de treize familles.", None),
        ("Le four commun cuit un pain savoureux.", None),
        ("Et ainsi.", None),
        ("", None),
    ],
)
def test_one_place_holds_a_sentence_or_none_does(sentence: str, quote: str | None) -> None:
    """Two places joined, a word added, a doubt or its author left out: the sentence has no support."""
    assert quote == held(sentence, OVEN)


@pytest.mark.parametrize(
    ("sentence", "is_held"),
    [
        ("Le moulin paie le bois.", False),
        ("Le moulin ne paie pas le bois.", True),
        ("La mairie aime le pain.", True),
        ("La mairie n’aime pas le pain.", True),  # added negations are the matter of grounding
    ],
)
def test_a_negation_is_not_left_out(sentence: str, is_held: bool) -> None:
    """A clause that denies holds nothing of a sentence that does not."""
    assert is_held == (held(sentence, "La mairie aime le pain, mais le moulin ne paie pas le bois.") is not None)


LIST = "Trois gestes du cercle :\n\n- la mairie achète la farine du moulin ;\n- le boulanger répare le four ;\n- Anne."


@pytest.mark.parametrize(
    ("sentence", "is_held"),
    [
        ("Le boulanger répare le four.", True),
        ("Un geste du cercle : le boulanger répare le four.", True),
        ("La mairie répare le four.", False),
        ("Le boulanger achète la farine du moulin.", False),
        ("Anne répare le four.", False),
        ("La mairie achète la farine du moulin et le boulanger répare le four.", True),
    ],
)
def test_items_of_a_list_are_not_crossed(sentence: str, is_held: bool) -> None:
    """A sentence over several items of a list names each of them whole."""
    assert is_held == (held(sentence, LIST) is not None)


def test_the_shortest_place_is_quoted() -> None:
    """Of two places that hold a sentence, the reader is sent to the more precise."""
    text = "Chaque samedi de l’hiver, le four commun cuit le pain. Le four commun cuit le pain."
    assert "Le four commun cuit le pain." == held("Le four commun cuit le pain.", text)


def _figure(claims: tuple[tuple[str, str], ...], assistant: Assistant) -> int:
    index = assistant.index()
    notes = {one.location.rsplit("/", 1)[-1]: one for one in index.documents()}
    reader = Reader(index)
    found = 0
    for name, claim in claims:
        passages = [one for one in index.passages_of(notes[name].id) if one.language == "fr"]
        found += support(claim, [unit for one in passages for unit in reader.units_of(one, notes[name])]) is not None
    return found


def test_labelled_claims_are_told_apart(assistant: Assistant) -> None:
    """Over the shipped notes, no unfaithful claim has support, and four faithful ones in five do."""
    assert (40, 40) == (len(ALL_FAITHFUL), len(ALL_UNFAITHFUL))
    assert 0 == _figure(ALL_UNFAITHFUL, assistant)
    assert _figure(ALL_FAITHFUL, assistant) >= 32
