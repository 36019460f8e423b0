"""Reranker: a cross-encoder reads question and passage together, over the first hits only."""

from collections.abc import Sequence

from assistant.adapters.sentence_transformer import BATCH, LazyModel

LONGEST_READ = 2_000
"""Characters of a passage that are read: our passages are shorter, and the time of a reply stays bounded."""


class CrossEncoderReranker:
    """Any cross-encoder of the sentence-transformers family; implements `ports.Reranker`.

    Args:
        given: a name on the Hugging Face hub, or the folder of a model; nothing is loaded yet.
        fetch: True downloads weights that are not on this machine at the first use.
        device: as torch names it; None takes the fastest there is.
    """

    def __init__(self, given: str, *, fetch: bool = True, device: str | None = None) -> None:
        self._model = LazyModel("CrossEncoder", given, "EFC_RERANKER", fetch=fetch, device=device)

    @property
    def name(self) -> str:
        return self._model.name()

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        if not texts:
            return []
        pairs = [(question, text[:LONGEST_READ]) for text in texts]
        found = self._model.run(lambda model: model.predict(pairs, batch_size=BATCH, show_progress_bar=False))
        # Rounded so that the order does not hang on how a processor adds up.
        return [round(float(score), 5) for score in found]
