"""A wording that is not word for word is kept when it says what its sentence says, and only then."""

import pytest

from assistant.domain import Document, Drafted, Hit, Passage, Span
from assistant.grounding import located, unsupported
from assistant.knowledge import Lexicon, LexiconEntry
from assistant.knowledge.lexicon import ShortDefinition

TEXT = (
    "Selon le Carnet, un four commun villageois (FCV) est un four tenu par plusieurs hameaux, qui cuisent ensemble "
    "leur pain.\n\n"
    "Il peut accueillir douze familles, mais il ne sert pas aux marchands. "
    "La caisse du canton est intéressée par le levain ; elle n’a rien signé.\n\n"
    "Si la commune le demande, le four ouvre le dimanche. Le Tertre chauffe le four avec le bois des haies.\n\n"
    "Est-ce que le four remplace la boulangerie ? Le moulin a été bâti en 1987. En 2004, le hameau compte 40 feux."
)
LEXICON = Lexicon(
    (
        LexiconEntry(
            term="four commun villageois",
            acronym="FCV",
            definition=ShortDefinition(fr="Un four.", en="An oven."),
            note="n.md",
        ),
    )
)
DOCUMENT = Document(id="d1", title="Four commun villageois", location="n.md", text=TEXT)
HIT = Hit(Passage(id="d1-0", document_id="d1", number=0, start=0, end=len(TEXT), text=TEXT), DOCUMENT, 1.0)


def refusal(text: str) -> str | None:
    """Return why a statement that names the passage is dropped, None when it is kept."""
    spans = located(text, [HIT], LEXICON)
    assert all(span.quote in TEXT for span in spans)
    return unsupported(Drafted(text, spans), LEXICON) if spans else "rien"


@pytest.mark.parametrize(
    "text",
    [
        "Un FCV est un four tenu par plusieurs hameaux, qui cuisent ensemble leur pain.",
        "D’après la source, un four commun villageois est un four tenu par plusieurs hameaux.",
        "Un four commun villageois est un four tenu par plusieurs hameaux, selon le Carnet.",
        "Un FCV peut accueillir 12 familles.",
        "La caisse du canton est intéressée par le levain.",
        "Si la commune le demande, le four ouvre le dimanche.",
        "Le hameau compte 40 feux en 2004.",
        "Le moulin a été bâti en 1987. Le Tertre chauffe le four avec le bois des haies.",
        "Il ne sert pas aux marchands.",
    ],
)
def test_an_honest_wording_is_kept(text: str) -> None:
    """Another name, a frame, figures for words, a block moved or left out say the same."""
    assert None is refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Un FCV accueille douze familles.",
        "Un FCV doit accueillir douze familles.",
        "Un FCV peut accueillir treize familles.",
        "Un FCV peut accueillir toutes les familles.",
        "Un FCV ne peut pas accueillir douze familles.",
        "Il sert aux marchands.",
        "La caisse du canton finance le levain.",
        "La caisse du canton a signé.",
        "Le four ouvre le dimanche.",
        "Le four remplace la boulangerie.",
        "Le Tertre chauffe le four sans le bois des haies.",
        "Le bois chauffe le Tertre avec le four des haies.",
        "Le Moulin-Neuf chauffe le four avec le bois des haies.",
        "Le moulin sera bâti en 1987.",
        "Le moulin a été bâti en 2004.",
        "En 1987, le hameau compte 40 feux.",
        "Le hameau compte 2004 feux en 40.",
        "Le moulin a été bâti en 1987, le hameau compte 40 feux.",
        "Le Tertre chauffe […] des haies.",
        "Le Tertre chauffe le bois des haies.",
        "Un FCV (fournil citoyen voisin) est un four tenu par plusieurs hameaux.",
        "Le FCV, ou four convivial volant, est tenu par plusieurs hameaux.",
        "Le pain est cuit chaque samedi au prix de la farine.",
        "Non.",
    ],
)
def test_a_wording_that_says_more_or_less_is_dropped(text: str) -> None:
    """Number, name, negation, modality, tense, condition, subject, order, stitches, cuts: each is seen."""
    assert refusal(text)


def test_a_statement_on_another_document_is_dropped() -> None:
    """A true sentence that cites a document which does not say it is not kept."""
    other = Document(id="d2", title="Moulin", location="m.md", text="Le moulin du Tertre tourne avec le vent d’ouest.")
    span = Span(Passage(id="d2-0", document_id="d2", number=0, start=0, end=48, text=other.text), other, 0, 48)
    assert unsupported(Drafted("Le Tertre chauffe le four avec le bois des haies.", (span,)), LEXICON)


def test_each_sentence_of_a_statement_has_its_own_span() -> None:
    """Two sentences rest on two spans, in their order, each an exact sentence of the passage."""
    spans = located("Le moulin a été bâti en 1987. Le four ouvre le dimanche si la commune le demande.", [HIT], LEXICON)
    assert ["Le moulin a été bâti en 1987.", "Si la commune le demande, le four ouvre le dimanche."] == [
        span.quote for span in spans
    ]
