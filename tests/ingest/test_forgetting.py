import pickle

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Document, Passage
from ingest.blocks import Prepared, RawFile, RuleUse, Stretch
from ingest.forgetting import RULE, erase, erased_text, forgetful, preparation_with
from ingest.forgotten import Forgotten, marks_of, words_of
from ingest.preparing import document_id, prepare
from tests.ingest.canaries import NAME

FORGOTTEN = Forgotten(tuple(marks_of([words_of(NAME)], bytes(32))))
_PIECES = st.sampled_from(
    [NAME, "BRÉVAND Anne-Lise", "un four", "merci", "de", "d’", "(", ")", ".", "\n\n", "animé par", "Anne"]
)


def prepared(text: str, cut: int = 0, detail: str = "") -> Prepared:
    """Return a document of two passages cut anywhere, aligned with itself."""
    document = Document(id="", title=text[:40] or "Titre", location="a.md", text=text)
    document = document.model_copy(update={"id": document_id(document)})
    spans = [(0, cut), (cut, len(text))]
    passages = [
        Passage(id=f"p{start}", document_id=document.id, number=n, start=start, end=end, text=text[start:end])
        for n, (start, end) in enumerate(span for span in spans if span[0] < span[1])
    ]
    uses = [RuleUse(rule="blanks", action="dropped", raw_start=0, raw_end=1, detail=detail)]
    return Prepared(document, passages, uses, [Stretch(start=0, raw_start=5, length=len(text))])


@given(st.lists(_PIECES, max_size=9).map(" ".join), st.integers(0, 60))
def test_passages_stay_slices_and_nothing_is_left(text: str, cut: int) -> None:
    """Wherever the name stands and passages are cut: slices of their text, numbered, without the name."""
    erased = erase(prepared(text, min(cut, len(text))), FORGOTTEN)

    document = erased.document
    assert [(one.number, document.text[one.start : one.end]) for one in erased.passages] == list(
        enumerate(one.text for one in erased.passages)
    )
    assert not FORGOTTEN.holds(document.text)
    assert document.id == document_id(document)
    assert all(one.document_id == document.id for one in erased.passages)
    assert erased is erase(erased, FORGOTTEN)


@given(st.lists(_PIECES, max_size=9).map(" ".join))
def test_the_alignment_still_leads_to_the_same_letters(text: str) -> None:
    """What is kept of the raw text is where it was, and the log tells where a name stood, never which."""
    erased = erase(prepared(text), FORGOTTEN)

    for one in erased.alignment:
        raw = text[one.raw_start - 5 : one.raw_start - 5 + one.length]
        assert raw == erased.document.text[one.start : one.start + one.length]
    told = [use for use in erased.uses if use.rule == RULE]
    assert bool(told) == (erased.document.text != text)
    assert all(use.raw_start >= 5 and "révand" not in use.detail.lower() for use in told)


def test_a_document_without_the_name_is_the_same_object() -> None:
    """Nothing to forget, or nothing found, changes nothing."""
    one = prepared("Un four est prêté.", detail="un détail court")

    assert one is erase(one, FORGOTTEN)
    assert one is erase(one, Forgotten())


def test_a_detail_that_was_cut_keeps_no_beginning_of_the_name() -> None:
    """Of a detail cut at its limit the last words go, since they may begin a name; a whole one keeps them."""
    cut = erase(prepared("Un four.", detail="Le four de la commune est tenu par Anne-Lise Bré…"), FORGOTTEN)
    whole = erase(prepared("Un four.", detail=f"Le four est tenu par {NAME}"), FORGOTTEN)

    assert "Le four de la commune […]…" == cut.uses[0].detail
    assert cut is erase(cut, FORGOTTEN)
    assert "Le four est tenu par un·e participant·e" == whole.uses[0].detail


def test_the_wording_is_that_of_participants() -> None:
    """Elision, brackets and the beginning of a sentence follow the redaction of participants."""
    assert {
        f"Le four de {NAME} marche.": "Le four d’un·e participant·e marche.",
        f"{NAME} et {NAME} cuisent.": "Des participant·es cuisent.",
        f"Un four (proposé par {NAME}) marche.": "Un four marche.",
        "Rien de tel.": "Rien de tel.",
    } == {
        text: erased_text(text, FORGOTTEN)
        for text in (
            f"Le four de {NAME} marche.",
            f"{NAME} et {NAME} cuisent.",
            f"Un four (proposé par {NAME}) marche.",
            "Rien de tel.",
        )
    }


def test_a_forgetful_preparation_travels_to_another_process() -> None:
    """It pickles as `prepare` does, gives the same document there, and has a version of its own."""
    made = forgetful(prepare, FORGOTTEN)
    raw = RawFile("four.txt", f"Un four\n\n{NAME} prête un four à la commune, chaque samedi.\n".encode())

    there = pickle.loads(pickle.dumps(made))(raw)

    assert made(raw) == there == erase(prepare(raw), FORGOTTEN)
    assert "Un·e participant·e prête un four" in there.document.text
    assert prepare is forgetful(prepare, Forgotten())
    assert ("1", True) == (preparation_with("1", Forgotten()), preparation_with("1", FORGOTTEN).startswith("1+"))
