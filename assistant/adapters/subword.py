"""The embedder that is always there: hashed character n-grams, for typos and word forms, no download."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log, sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.french import analyse
from assistant.ports import Vectors

DIMENSION = 512
"""Length of a vector. `efc bench`, dense leg alone, nDCG@10 on spf and cdtn: 0.733 and 0.297 at 256, 0.784
and 0.316 at 512, 0.794 and 0.332 at 768, which weighs half more and changes nothing once fused."""

_GRAM_LENGTHS = (3, 4)
"""Letters of the n-grams, word borders included; 5 more, or 4 and 5, change no fused figure by 0.001."""

_WHOLE_WORD_WEIGHT = 0.5
"""Of the stem itself beside its n-grams together: at 1, plain questions gain 0.5 point alone and questions
with a slip lose as much."""


class SubwordEmbedder:
    """Embed a text as the sum of its stems, each the hashed n-grams of its letters.

    A stem weighs the square root of its length and the logarithm of its occurrences. Questions and passages
    are treated alike. Rows have norm 1, or 0 without content words. The hash is CRC-32 (its top bit gives
    the sign), so that vectors are the same on every machine.
    """

    name = "subword-v1"
    dimension = DIMENSION

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        sums = _sums([Counter(analyse(text)) for text in texts])
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, vector in enumerate(sums):
            norm = float(np.linalg.norm(vector))
            vectors[row] = vector / norm if norm else vector
        return vectors

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)


def _sums(texts: Sequence[Counter[str]]) -> NDArray[np.float64]:
    """Return the weighted sums of the features of texts, each given by its stems: one row a text, in one addition."""
    found = [(row, stem, count) for row, counts in enumerate(texts) for stem, count in counts.items()]
    if not found:
        return np.zeros((len(texts), DIMENSION))
    slots, signed = zip(*(_features(stem) for _, stem, _ in found), strict=True)
    lengths = [len(part) for part in slots]
    rows = np.repeat([row * DIMENSION for row, _, _ in found], lengths)
    weights = np.concatenate(signed) * np.repeat([1 + log(count) for _, _, count in found], lengths)
    weights *= np.repeat([sqrt(len(stem)) for _, stem, _ in found], lengths)
    sums = np.zeros(len(texts) * DIMENSION)
    sums += np.bincount(np.concatenate(slots) + rows, weights, minlength=len(sums))
    return sums.reshape(len(texts), DIMENSION)


@lru_cache(maxsize=65536)
def _features(stem: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the slots of a stem and of its n-grams, and their signed weights."""
    marked = f"<{stem}>"
    grams = Counter(marked[at : at + length] for length in _GRAM_LENGTHS for at in range(len(marked) - length + 1))
    norm = sqrt(sum(count * count for count in grams.values())) or 1.0
    codes = [crc32(gram.encode()) for gram in (*grams, f"#{stem}")]
    weights = np.array([*(count / norm for count in grams.values()), _WHOLE_WORD_WEIGHT])
    signs = np.array([1.0 if code >> 31 else -1.0 for code in codes])
    return np.array([code % DIMENSION for code in codes], dtype=np.intp), weights * signs
