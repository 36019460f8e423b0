"""The weight of a dense leg is asked of the corpus: what helps is heard, what harms is turned down."""

import zlib
from collections.abc import Sequence

import numpy as np
import pytest

from assistant.adapters.calibration import ENOUGH, MEASURED, STEPS, dense_worth
from assistant.adapters.subword import SubwordEmbedder
from assistant.domain import DenseWorth, Document, Passage
from assistant.ports import Vectors

SUBJECTS = ["verger", "mare", "haie", "cantine", "atelier", "moulin", "rucher", "lavoir", "four", "potager"]
DOCUMENTS = 160


class Oracle:
    """An embedder that knows of which document a text is, unless it is told to know another one."""

    dimension = 64

    def __init__(self, name: str, shift: int = 0) -> None:
        self.name = name
        self._shift = shift

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Point each text at its document."""
        return np.stack([self._direction(text, 0) for text in texts])

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Point each question at the document so many places on."""
        return np.stack([self._direction(text, self._shift) for text in texts])

    def _direction(self, text: str, shift: int) -> Vectors:
        number = int("".join(filter(str.isdigit, text.rsplit(maxsplit=1)[-1]))) + shift
        drawn = np.random.default_rng(zlib.crc32(str(number).encode())).standard_normal(self.dimension)
        return (drawn / np.linalg.norm(drawn)).astype(np.float32)


def corpus(count: int = DOCUMENTS) -> tuple[list[Document], list[Passage]]:
    """Return documents of two paragraphs that share their words with many others, each ending with its number."""
    documents, passages = [], []
    for number in range(count):
        first, second = SUBJECTS[number % 10], SUBJECTS[number // 10 % 10]
        lines = [
            f"Le {first} du village reçoit ses voisins au {second} en {number}",
            f"On y parle du {second} {number}x",
        ]
        text = "\n\n".join(lines)
        one = Document(id=f"{number:04}", title=first, location=f"{number}", text=text)
        documents.append(one)
        for place, line in enumerate(lines):
            start = text.index(line)
            passages.append(
                Passage(
                    id=f"{one.id}-{place}",
                    document_id=one.id,
                    number=place,
                    start=start,
                    end=start + len(line),
                    text=line,
                )
            )
    return documents, passages


def worth(embedder: Oracle, count: int = DOCUMENTS) -> DenseWorth:
    """Calibrate an embedder on the corpus."""
    documents, passages = corpus(count)
    return dense_worth(documents, passages, embedder.embed_passages([one.text for one in passages]), embedder)


def test_an_embedder_that_helps_is_heard_in_full() -> None:
    """One that knows the answer gets the greatest step, with a floor."""
    found = worth(Oracle("good"))
    assert found.floor_rank > 0
    assert found.weight > STEPS[-2]


def test_an_embedder_that_harms_is_turned_down() -> None:
    """One that is sure of the wrong document weighs less than a third of one that is sure of the right one."""
    assert worth(Oracle("bad", shift=1)).weight < worth(Oracle("good")).weight / 3


def test_the_same_corpus_gives_the_same_weight() -> None:
    """Nothing is drawn by chance, and the order of documents and passages does not count."""
    documents, passages = corpus()
    embedder = Oracle("good", shift=0)
    backwards = passages[::-1]
    vectors = embedder.embed_passages([one.text for one in backwards])
    assert worth(embedder) == dense_worth(documents[::-1], backwards, vectors, embedder)


def test_a_small_corpus_gets_the_cautious_weight() -> None:
    """Too few documents tell nothing: good and bad embedders get the same small weight."""
    small = ENOUGH - 1
    assert 0 < worth(Oracle("good"), small).weight < worth(Oracle("good")).weight
    assert pytest.approx(worth(Oracle("good"), small).weight, rel=0.5) == worth(Oracle("bad", shift=1), small).weight


@pytest.mark.parametrize("count", [0, 1])
def test_next_to_nothing_is_no_error(count: int) -> None:
    """A corpus of one document, or of none, has a weight too."""
    documents, passages = corpus(count)
    vectors = np.zeros((len(passages), Oracle.dimension), dtype=np.float32)
    assert dense_worth(documents, passages, vectors, Oracle("any")).weight >= 0


def test_what_judged_questions_measured_is_not_asked_again() -> None:
    """The embedder that is always there has its weight, whatever the corpus."""
    embedder = SubwordEmbedder()
    assert MEASURED[embedder.name] == dense_worth([], [], np.zeros((0, embedder.dimension), np.float32), embedder)
