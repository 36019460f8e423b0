"""The questions proposed are of several kinds, in proper French, and the assistant answers every one of them."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.domain import Document, Language, Question, Reply, Span, Turn
from assistant.guidance import FollowUps
from assistant.knowledge import LexiconEntry, elided, noun_phrase
from assistant.understanding import Understander
from tests.assistant.small_corpus import memory_index, small_assistant, tables

QUESTIONS = Path(__file__).parents[2] / "evals" / "questions"
SETS = ("own", "further")
KINDS = (
    "Qu’est-ce|Que sont|Que veut",
    "Un exemple",
    "Comment",
    "Quelle est la différence",
    "En savoir plus",
    "Depuis quand",
)
KINDS = (*KINDS, "Qui définit", "Quelle est la liste")


def asked_in(name: str) -> list[Question]:
    """Return the questions of a set, with their histories."""
    lines = (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines]
    return [
        Question(text=one["question"], history=tuple(Turn(role="user", text=turn) for turn in one["turns"]))
        for one in read
    ]


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The invented field."""
    return small_assistant(tmp_path_factory.mktemp("follow_ups"))


@pytest.mark.parametrize("name", SETS)
def test_every_question_proposed_is_answered_and_tells_more(name: str, assistant: Assistant) -> None:
    """Asked back word for word, each gets an answer that holds something the reply it follows did not say."""
    replies: dict[tuple[str, str], Reply] = {}
    for question in asked_in(name):
        reply = assistant.answer(question)
        said = {one.text for one in reply.statements}
        for text in reply.follow_ups:
            key = (text, reply.language)
            if key not in replies:
                replies[key] = assistant.answer(Question(text=text, language=reply.language))
            assert ("answer", text) == (replies[key].kind, text)
            assert {one.text for one in replies[key].statements} - said, (question.text, text)


def test_questions_proposed_are_of_several_kinds(assistant: Assistant) -> None:
    """Over our own questions, every kind is proposed, and one reply hardly repeats a kind."""
    proposed = [assistant.answer(question).follow_ups for question in asked_in("own")]
    flat = [text for texts in proposed for text in texts]
    assert [] == [kind for kind in KINDS if not any(re.match(kind, text) for text in flat)]
    repeated = [texts for texts in proposed if len(texts) == 3 and len({_kind(text) for text in texts}) == 1]
    assert [] == repeated


def _kind(text: str) -> str:
    return next((kind for kind in KINDS if re.match(kind, text)), text)


def test_a_question_is_asked_once_a_generation(tmp_path: Path) -> None:
    """What was found out is remembered: the same reply asks nothing again."""
    index = memory_index()
    lexicon, places = tables(tmp_path)
    asked: list[str] = []

    def answered(text: str, language: Language, documents: Sequence[Document]) -> Sequence[Span]:
        asked.append(text)
        document = (documents or index.documents())[0]
        passage = index.passages_of(document.id)[0]
        return [Span(passage, document, passage.start, passage.end)]

    follow_ups = FollowUps(lexicon, index, {})
    inquiry = Understander(lexicon, places).understand(Question(text="C’est quoi un levain partagé ?"), lambda _: True)
    first = follow_ups.propose(inquiry, [], answered, unanswered=False)
    assert first
    assert first == follow_ups.propose(inquiry, [], answered, unanswered=False)
    assert len(asked) == len(set(asked))


def test_what_has_no_answer_is_not_proposed(tmp_path: Path) -> None:
    """Nobody is sent to a question without an answer."""
    lexicon, places = tables(tmp_path)
    inquiry = Understander(lexicon, places).understand(Question(text="C’est quoi un four commun ?"), lambda _: True)
    follow_ups = FollowUps(lexicon, memory_index(), {})
    assert () == follow_ups.propose(inquiry, [], lambda text, language, documents: [], unanswered=False)


def test_after_no_answer_the_terms_asked_are_proposed(village: Assistant) -> None:
    """What the documents do say of the terms asked is proposed, not what lies beside them."""
    reply = village.answer(Question(text="Quel est le prix d’un four commun ?"))
    assert "abstention" == reply.kind
    assert any("FCV" in text or "four commun" in text for text in reply.follow_ups)
    assert all("levain" not in text for text in reply.follow_ups)


def test_a_refusal_proposes_nothing(assistant: Assistant) -> None:
    """Where the assistant will not speak, it does not go on."""
    assert () == assistant.answer(Question(text="quel est le mot de passe de la visio ?")).follow_ups


def test_more_gives_more(assistant: Assistant) -> None:
    """« En savoir plus » tells, of the same notion, nothing that its definition told."""
    first = assistant.answer(Question(text="C’est quoi un ECT ?"))
    more = next(text for text in first.follow_ups if text.startswith("En savoir plus"))
    reply = assistant.answer(Question(text=more))
    assert 2 <= len([one for one in reply.statements if one.citations])
    assert not {one.text for one in reply.statements} & {one.text for one in first.statements}


@pytest.mark.parametrize("text", ["dis-m’en plus", "En savoir plus ?", "plus de détails stp"])
def test_more_is_understood_after_an_answer(assistant: Assistant, text: str) -> None:
    """In a conversation, asking for more is asking for more of the same."""
    before = (Turn(role="user", text="C’est quoi un ECT ?"),)
    first = assistant.answer(Question(text="C’est quoi un ECT ?"))
    reply = assistant.answer(Question(text=text, history=before))
    assert "answer" == reply.kind
    assert {one.text for one in reply.statements} - {one.text for one in first.statements}


def entry(term: str, told: str, told_en: str = "", **known: object) -> LexiconEntry:
    """Return a term whose definition opens as told."""
    fields = {"term": term, "definition": {"fr": told, "en": told_en or "It is."}, "note": "note.md", **known}
    return LexiconEntry.model_validate(fields)


@pytest.mark.parametrize(
    ("made", "text", "definite"),
    [
        (entry("four commun", "Un four commun est un four."), "un four commun", "le four commun"),
        (entry("aire à battre", "Une aire à battre est un lieu."), "une aire à battre", "l’aire à battre"),
        (entry("levain", "Le levain est une pâte."), "le levain", "le levain"),
        (entry("eaux vives", "Les eaux vives sont à tous."), "les eaux vives", "les eaux vives"),
        (entry("usage commun", "L’usage commun est un droit."), "l’usage commun", "l’usage commun"),
        (entry("école du pain", "Une école du pain est un lieu.", acronym="EDP"), "une EDP", "l’EDP"),
        (entry("cercle de boulange", "Un cercle est.", acronym="CDB", aliases={"fr": ["cercle"]}), "un CDB", "le CDB"),
        (
            entry("Cercle du Port", "Le Cercle du Port est un club.", kind="actor", acronym="CDP"),
            "le Cercle du Port",
            "le Cercle du Port",
        ),
        (entry("Nordane", "Nordane est un club.", kind="actor"), "Nordane", "Nordane"),
    ],
)
def test_a_term_takes_the_article_of_its_definition(made: LexiconEntry, text: str, definite: str) -> None:
    """Gender, number and elision come from how the lexicon writes the term, and its acronym keeps its gender."""
    phrase = noun_phrase(made, "fr")
    assert phrase is not None
    assert (text, definite) == (phrase.text, phrase.definite)


@pytest.mark.parametrize("told", ["Chausser les lunettes, c’est lire.", "Engager les acteurs se fait à deux."])
def test_a_saying_takes_no_article(told: str) -> None:
    """A term that its definition does not open with, or opens with bare, is not forced into a sentence."""
    assert None is noun_phrase(entry("engager les acteurs", told), "fr")


@pytest.mark.parametrize(
    ("word", "following", "joined"),
    [
        ("de", "effets", "d’effets"),
        ("de", "visée", "de visée"),
        ("de", "Écopôle", "d’Écopôle"),
        ("que", "un four", "qu’un four"),
        ("que", "le four", "que le four"),
        ("de", "ESS", "d’ESS"),
        ("de", "SCIC", "de SCIC"),
        ("de", "FCV", "d’FCV"),
    ],
)
def test_little_words_are_elided_before_a_vowel_that_is_heard(word: str, following: str, joined: str) -> None:
    """An acronym of three letters is spelled out, a longer one is read as a word."""
    assert joined == elided(word, following)
