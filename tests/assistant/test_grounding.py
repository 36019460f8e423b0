"""The first law: what is shown is what the cited spans say, whoever wrote the draft."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import MINIMAL_QUOTE, Drafted, Span
from assistant.grounding import Marks, ground, unsupported
from assistant.knowledge import Lexicon, LexiconEntry
from assistant.knowledge.lexicon import ShortDefinition
from tests.assistant.small_corpus import span

TEXT = "Au Tertre, douze familles et 3 boulangers tiennent le four commun depuis 1987, selon Maud Ferrière."
FALSE = "fournil central de ville"
LEXICON = Lexicon(
    (
        LexiconEntry(
            term="four commun villageois",
            acronym="FCV",
            expansions=("four commun villageois",),
            definition=ShortDefinition(fr="Un four.", en="An oven."),
            false_expansions=(FALSE,),
            note="n.md",
        ),
    )
)
WORDS = st.sampled_from(
    [
        "le",
        "four",
        "cuit",
        "du",
        "pain",
        "avec",
        "douze",
        "familles",
        "et",
        "trois",
        "boulangers",
        "au",
        "village",
    ]
)
SENTENCES = st.lists(WORDS, min_size=3, max_size=14).map(" ".join)


def kept(text: str, *spans: Span) -> bool:
    """Tell whether grounding keeps a statement; what it keeps is as drafted, each citation a slice."""
    marks = Marks()
    statements, dropped = ground([Drafted(text, spans or (span(TEXT),))], LEXICON, marks)
    assert 1 == len(statements) + len(dropped)
    for statement in statements:
        assert text == statement.text
        assert "source" == statement.origin
        for one, cited in zip(statement.citations, spans or (span(TEXT),), strict=True):
            assert one.quote == cited.document.text[one.start : one.end]
    assert all(one.why for one in dropped)
    return bool(statements)


@given(st.text(min_size=1, max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_the_exact_words_of_a_span_are_kept_and_no_crumb_is(text: str, start: int, end: int) -> None:
    """A statement that repeats its quote is kept when the quote is long enough, and only then."""
    one = span(text, min(start, len(text)), min(end, len(text)))
    quote = one.quote or "rien"
    if any(letter in quote for letter in "«»“”") or FALSE in quote:
        return
    assert (len(one.quote.strip()) >= MINIMAL_QUOTE) == kept(quote, one)


@given(SENTENCES, st.integers(0, 9999))
def test_a_number_that_no_span_holds_is_never_shown(words: str, number: int) -> None:
    """Numbers are in the quotes, or count the cited evidence."""
    quoted = span(f"{words} chaque samedi matin.")
    countable = {0, 1}  # items of the quote, and spans cited
    assert number in countable or not kept(f"{words} {number} fois", quoted)
    assert kept(f"{words} {number} fois", span(f"{words} {number} fois par an."))


@given(st.from_regex(r"[A-ZÉ][a-zé]{2,9}", fullmatch=True))
def test_a_name_that_no_span_holds_is_never_shown(name: str) -> None:
    """A capital inside a sentence is a name, and a name is in the quotes."""
    known = {"tertre", "maud", "ferrière", "ferriere"}
    assert (name.lower() in known or name.lower() in TEXT.lower().replace(",", "").replace(".", "").split()) == kept(
        f"douze familles tiennent le four de {name}."
    )


@pytest.mark.parametrize("text", ["le four commun du GRETA", "le four commun de l’ONU", "douze familles avec Maude"])
def test_an_acronym_or_a_close_name_that_no_span_holds_is_dropped(text: str) -> None:
    """Capitals are checked whole: a name that only begins like a quoted one is another."""
    assert not kept(text)


@pytest.mark.parametrize("text", ["FCV désigne le four commun.", "Douze familles tiennent le four. NASA."])
def test_an_acronym_that_opens_a_sentence_is_checked_too(text: str) -> None:
    """An acronym that no span holds is an addition wherever it stands."""
    assert not kept(text)


@given(SENTENCES)
def test_a_quotation_is_in_the_spans(words: str) -> None:
    """What stands between guillemets is quoted word for word."""
    source = span(f"On dit que {words} depuis longtemps.")
    assert kept(f"on dit « {words} »", source)
    assert not kept(f"on dit « {words} zygologique »", source)


@pytest.mark.parametrize(
    "text",
    [
        "douze familles ne tiennent pas le four",
        "les boulangers tiennent le four sans les familles",
        "jamais les familles ne tiennent le four",
        "aucune des familles au four",
        "the families do not keep the four",
    ],
)
def test_a_negation_that_no_span_holds_is_dropped(text: str) -> None:
    """A denial needs a source that denies."""
    assert not kept(text)
    assert kept(text, span(f"Ici, {text}."))


@pytest.mark.parametrize(
    "text",
    [
        f"FCV veut dire {FALSE}.",
        f"le {FALSE} cuit le pain",
        "le FOURNIL Central de\u00a0ville cuit le pain",
        f"Ce n’est pas tout. FCV veut dire {FALSE}.",
    ],
)
def test_a_false_expansion_is_never_asserted_even_when_a_source_does(text: str) -> None:
    """A wrong reading found word for word in a document is still not shown as true."""
    assert not kept(text, span(f"{text} Voilà ce qui est écrit."))
    assert not kept(text, span(text))


def test_a_false_expansion_may_be_denied() -> None:
    """Saying that a reading is wrong is no assertion of it."""
    denied = f"FCV ne veut pas dire {FALSE}."
    assert kept(denied, span(denied))


@pytest.mark.parametrize("written", ["fournil-central-de-ville", "fournils centraux de ville"])
def test_a_false_expansion_is_seen_however_it_is_written(written: str) -> None:
    """Hyphens and plurals do not make a wrong reading right."""
    assert not kept(f"FCV veut dire {written}.", span(f"FCV veut dire {written}."))


@pytest.mark.parametrize(("start", "end"), [(0, 500), (-30, -1)])
def test_a_span_out_of_its_document_is_dropped(start: int, end: int) -> None:
    """A statement whose quote is no slice is dropped with its reason, and the others stay."""
    text = TEXT[start:end]
    assert not kept(text, span(TEXT, start, end))


def test_counting_the_cited_evidence_is_allowed() -> None:
    """The number of items of a quoted list, or of spans, may be said."""
    listed = span("Les gestes :\n- peser la farine\n- verser une eau\n- noter le jour")
    assert kept("3 gestes", listed)
    assert not kept("4 gestes", listed)
    assert kept("2 extraits le disent", span(TEXT, 0, 30), span(TEXT, 30, 70))


def test_our_own_words_claim_no_span() -> None:
    """A connective is the assistant's, and says so."""
    marks = Marks()
    statements, dropped = ground([Drafted("Voici ce que disent les documents :")], LEXICON, marks)
    assert (["assistant"], [], ()) == ([one.origin for one in statements], dropped, marks.sources)


def test_one_bad_statement_leaves_the_others() -> None:
    """Order is kept, and each statement is judged alone."""
    drafts = [
        Drafted(TEXT, (span(TEXT),)),
        Drafted("4 fours", (span(TEXT),)),
        Drafted(TEXT[4:40], (span(TEXT, 4, 40),)),
    ]
    statements, dropped = ground(drafts, LEXICON, Marks())
    assert ([TEXT, TEXT[4:40]], ["4 fours"]) == (
        [one.text for one in statements],
        [one.text for one in dropped],
    )


@given(st.lists(st.sampled_from(["a1", "b2", "c3"]), min_size=1, max_size=8))
def test_marks_number_the_documents_in_order_of_first_use(identities: list[str]) -> None:
    """One mark a document, from 1, without a hole, whatever the repetitions."""
    marks = Marks()
    given_marks = [marks.citation(span(TEXT, identity=identity)).mark for identity in identities]
    order = list(dict.fromkeys(identities))
    assert [order.index(identity) + 1 for identity in identities] == given_marks
    assert [(rank, identity) for rank, identity in enumerate(order, 1)] == [
        (source.mark, source.document_id) for source in marks.sources
    ]


def test_a_dropped_statement_numbers_no_source() -> None:
    """A document that only a dropped statement cites is not shown."""
    marks = Marks()
    ground([Drafted("4 fours", (span(TEXT),))], LEXICON, marks)
    assert () == marks.sources
    assert unsupported(Drafted("4 fours", (span(TEXT),)), LEXICON) == "le nombre '4' ne figure pas dans l’extrait"
