"""Laws of sentences, paragraphs and packing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.french import PASSAGE_LIMIT, PASSAGE_TARGET, pack, paragraphs, sentences


@pytest.mark.parametrize(
    "text",
    [
        "Voir l’art. 9 de la loi.|Puis l’art. L. 12-1.",
        "C’est une œuvre d’art.|La suite vient.",
        "M. Lenoir (cf. J.-P. Blanc) vient.|Il parle.",
        "Il y a des pommes, des poires, etc. et du jus.|Tout se boit, etc.|Fin.",
        "Un exemple (ex. : le jardin).|Un autre.",
        "Le prix est de 2.5 fois 3,2 euros.|Bien.",
        "Elle dit : « C’est fait. »|Il part.",
        "« Vraiment ? » demande-t-elle.|Oui !|Non…|Peut-être.",
        "Une introduction :|- un point ; suivi|- un autre",
        "Rendez-vous p. 12 ou n° 4.|Merci",
        "Le 3 sept. 2020 à midi.|Fin",
    ],
)
def test_sentence_rules(text: str) -> None:
    """Sentences end where a reader of French ends them (`|` marks the ends, with a line before a list)."""
    plain = text.replace("|- ", "\n- ").replace("|", " ")
    assert text.split("|") == [plain[start:end] for start, end in sentences(plain)]


@given(st.text(alphabet="aB .!?…«»\n\u00a0(),:9"))
def test_sentences_cover_the_text(text: str) -> None:
    """Sentences are ordered, trimmed, do not overlap, and leave only white space out."""
    last = 0
    for start, end in sentences(text):
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        last = end
    assert not text[last:].strip()


@given(st.lists(st.text(alphabet="abc. \n", max_size=400), max_size=12))
def test_packing_covers_the_text(parts: list[str]) -> None:
    """Passages are ordered, trimmed, within the limit, and leave only white space out."""
    text = "\n".join(part * 8 for part in parts)
    last = 0
    for start, end in pack(text, paragraphs(text)):
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        assert end - start <= PASSAGE_LIMIT
        last = end
    assert not text[last:].strip()


def test_packing_fills_up_to_the_target() -> None:
    """Short paragraphs are joined up to the target, not beyond."""
    text = "\n\n".join(["Une phrase de vingt-neuf signes."] * 100)
    lengths = [end - start for start, end in pack(text, paragraphs(text))]
    assert all(PASSAGE_TARGET / 2 < length <= PASSAGE_TARGET for length in lengths[:-1])


def test_an_endless_line_is_cut() -> None:
    """A line without stop nor space is cut at the limit, and nothing of it is lost."""
    text = "a" * (3 * PASSAGE_LIMIT + 7)
    assert text == "".join(text[start:end] for start, end in pack(text, paragraphs(text)))
