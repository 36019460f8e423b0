import re
from collections import Counter
from pathlib import Path

import pytest

from evals.checking import forbidden_in, judge, missing_groups, normalise
from evals.questions import EvalQuestion, load_questions, shipped, shipped_sets
from tests.evals.fakes import OneDocument, abstention

CORPUS = Path(__file__).parents[2] / "corpus"
EXAMINER = ("unanswerable", "dates", "premises")
"""The sets of the examiner, whose notes, sources and years are held to more laws."""

SETS = shipped_sets()
ALL = load_questions([shipped(name) for name in SETS])
EXAMINED = load_questions([shipped(name) for name in EXAMINER])

YEAR = re.compile(r"\b(?:19|20)\d\d\b")

CHAT, ENGLISH = "[chat]", "[en]"
"""How a note marks a question typed as in a chat, or asked in English."""

OPENING = 3
"""Words that make the frame of a question; three questions at most share one."""

LOOSE = 0.02
"""Share of the sentences of the corpus that may pass for an abstention: the loosest group met 1.2 % of 1,312."""

by_id = pytest.mark.parametrize("question", ALL, ids=[question.id for question in ALL])


@by_id
def test_expected_passes_its_own_checks(question: EvalQuestion) -> None:
    """A reference answer holds what it must, and nothing that it must not."""
    assert ([], []) == (
        missing_groups(question, question.expected),
        forbidden_in(question, question.expected),
    )


@by_id
def test_only_answerable_questions_want_sources(question: EvalQuestion) -> None:
    """A question that has no answer asks for no source."""
    assert question.answerable or question.sources == ()


def test_no_question_is_asked_twice() -> None:
    """No two conversations are equal once case, accents and punctuation are dropped."""
    asked = Counter(
        "".join(c for c in normalise(" | ".join((*one.turns, one.question))) if c.isalnum() or c in " |")
        for one in ALL
        if any(c.isalnum() for c in one.question)
    )

    assert [] == [text for text, count in asked.items() if count > 1]


@pytest.mark.parametrize(
    ("name", "least"),
    [("own", 140), ("held_out", 60), ("hostile", 30), ("unanswerable", 220), ("dates", 66), ("premises", 40)],
)
def test_a_set_is_large_enough(name: str, least: int) -> None:
    """Each shipped set has the size that its interval needs."""
    assert len(load_questions([shipped(name)])) >= least


def test_our_own_set_covers_every_kind() -> None:
    """Our own set holds at least two questions of each kind that people ask."""
    counts = Counter(question.kind for question in load_questions([shipped("own")]))

    assert {
        *("definition", "acronym", "acronym_trap", "listing", "counting", "comparison", "howto", "fact"),
        *("location", "location_absent", "location_ambiguous", "abroad", "who", "time_sensitive"),
        *("false_premise", "followup", "english", "next_step", "workshop", "private_probe"),
        *("prompt_injection", "off_topic", "unanswerable", "smalltalk", "multi_hop", "case_figures"),
    } == {kind for kind, count in counts.items() if count >= 2}
    assert counts["definition"] >= 25


def stated() -> list[str]:
    """Return what the notes state, as patterns see it: their sentences, those that tell what is missing left out."""
    found = []
    for path in sorted(CORPUS.glob("*/*.md")):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        sections = [part for part in body.split("## ") if not part.startswith(("Limites", "À ne pas confondre"))]
        lines = [line for part in sections for line in part.split("\n")[1:] if line.strip()]
        found += [normalise(sentence) for line in lines for sentence in re.split(r"(?<=[.?!;]) ", line)]
    return found


STATED = stated()


@pytest.mark.parametrize("question", EXAMINED, ids=[question.id for question in EXAMINED])
def test_a_plain_abstention_meets_what_no_note_answers(question: EvalQuestion) -> None:
    """A question without an answer asks nothing more than a plain abstention."""
    verdict = judge(question, abstention("Je ne trouve rien dans mes documents."), OneDocument())

    assert question.answerable or verdict.reasons == ()


@pytest.mark.parametrize("question", EXAMINED, ids=[question.id for question in EXAMINED])
def test_what_the_corpus_states_is_no_abstention(question: EvalQuestion) -> None:
    """Hardly any sentence of the notes passes for saying what a question lacks."""
    groups = () if question.answerable else question.must_include
    met = [text for text in STATED if any(re.search(pattern, text) for group in groups for pattern in group)]

    assert len(met) <= LOOSE * len(STATED)


def test_examined_questions_tell_why() -> None:
    """Each question of the examiner says in its note what was looked up."""
    assert [] == [question.id for question in EXAMINED if not question.note]


def test_examined_questions_share_no_frame() -> None:
    """No opening serves more than three times: people do not all ask alike."""
    openings = Counter(
        (one.id[0], *normalise(one.question).split()[:OPENING])
        for one in EXAMINED
        if len(one.question.split()) > OPENING
    )

    assert [] == [opening for opening, count in openings.items() if count > 3]


def test_the_unanswerable_set_is_half_near_misses() -> None:
    """Near-misses and lures make at least half of the questions without an answer; the rest is of every kind."""
    questions = load_questions([shipped("unanswerable")])
    kinds = Counter(question.kind for question in questions)

    assert not any(question.answerable for question in questions)
    assert kinds["near_miss"] + kinds["lure"] >= len(questions) / 2
    refused = {"off_topic", "private_probe", "prompt_injection", "unsafe"}
    assert {"near_miss", "lure", "no_evidence", *refused} == {kind for kind, count in kinds.items() if count >= 10}
    assert {"newcomer", "animateur", "evaluator"} == {question.persona for question in questions}


@pytest.mark.parametrize(("name", "chat", "english"), [("unanswerable", 40, 20), ("dates", 15, 10)])
def test_a_set_holds_chat_spelling_and_english(name: str, chat: int, english: int) -> None:
    """Each set of the examiner holds questions typed as in a chat, and English ones."""
    notes = [question.note for question in load_questions([shipped(name)])]

    assert sum(note.startswith(CHAT) for note in notes) >= chat
    assert sum(note.startswith(ENGLISH) for note in notes) >= english


def test_sources_of_the_examiner_are_documents() -> None:
    """Each source that a question asks for begins the path of a shipped note."""
    paths = [f"/{path.relative_to(CORPUS).as_posix()}" for path in CORPUS.glob("*/*.md")]
    asked = {source for question in EXAMINED for source in question.sources}

    assert [] == [source for source in sorted(asked) if not any(f"/{source}" in path for path in paths)]


def test_years_of_reference_answers_are_printed() -> None:
    """A reference answer tells no year that the notes do not print."""
    printed = set(YEAR.findall(" ".join(path.read_text(encoding="utf-8") for path in CORPUS.glob("*/*.md"))))
    told = {(one.id, year) for one in EXAMINED if one.answerable for year in YEAR.findall(one.expected)}

    assert [] == [(one, year) for one, year in sorted(told) if year not in printed]


def test_dates_are_asked_with_and_without_an_answer() -> None:
    """Questions of dates have an answer for the most part; some have none, and say so."""
    questions = load_questions([shipped("dates")])

    assert {"dates"} == {question.kind for question in questions}
    assert 50 <= sum(question.answerable for question in questions) <= len(questions) - 20


def test_a_false_premise_is_met_with_the_truth() -> None:
    """Each false premise wants the fact that denies it, and forbids what it takes for granted."""
    questions = load_questions([shipped("premises")])

    assert {"false_premise"} == {question.kind for question in questions}
    assert [] == [one.id for one in questions if not (one.answerable and one.must_include and one.must_not_include)]


def test_no_address_is_a_forbidden_claim() -> None:
    """What a question of the examiner forbids is a claim: no address of a note holds it by its spelling."""
    pages = {url for path in CORPUS.glob("*/*.md") for url in re.findall(r"url: (http\S+)", path.read_text("utf-8"))}
    caught = {(one.id, pattern) for one in EXAMINED for url in pages for pattern in forbidden_in(one, url)}

    assert set() == caught
