"""Models of the sentence-transformers family, and the only home of that vendor: loaded at first use, never before."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np

from assistant.adapters.model_folder import Prompts, is_folder, local_folder, prompts_of, revision_of
from assistant.errors import ModelUnavailableError
from assistant.ports import Vectors

BATCH = 32
"""Texts embedded or scored together; 64 is no faster on two cores and takes twice the memory."""

_NOT_WEIGHTS = ("onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.gguf")
"""Left on the hub: the same weights for engines we do not run."""

_INSTALL = 'Installez l’option : pip install torch==2.13.0, puis pip install -e ".[semantic]".'

_LOG = logging.getLogger(__name__)
_Value = TypeVar("_Value")


class LazyModel:
    """The weights that a setting names, found and loaded once, whatever the number of threads that ask.

    What went wrong is not kept: weights that arrive later are found at the next use.

    Args:
        kind: the class of the vendor that holds such weights.
        given: a name on the Hugging Face hub, or a folder.
        setting: the environment variable that named it, for the remedy.
        fetch: True downloads weights that are not on this machine; False refuses to.
        device: as torch names it; None takes the fastest there is.
    """

    def __init__(
        self,
        kind: Literal["SentenceTransformer", "CrossEncoder"],
        given: str,
        setting: str,
        *,
        fetch: bool = False,
        device: str | None = None,
    ) -> None:
        self._kind = kind
        self._given = given
        self._setting = setting
        self._fetch = fetch
        self._device = device
        self._turn = threading.RLock()
        self._kept: dict[str, Any] = {}

    def folder(self) -> Path:
        """Return where the weights lie: the given folder, the copy in the cache of the hub, or a new copy.

        Raises:
            ModelUnavailableError: no such folder, no copy here, the hub does not answer, or the extra is not
                installed.
        """
        given = self._given
        return self._once("folder", lambda: local_folder(given) if is_folder(given) else _copied(given, self._fetch))

    def name(self) -> str:
        """Return the last part of the given name and the revision: `multilingual-e5-small@0123456789ab`."""
        return self._once("name", lambda: f"{_label(self._given)}@{revision_of(self.folder())}")

    def prompts(self) -> Prompts:
        """Return the prompts of the model; see `model_folder.prompts_of`."""
        return self._once("prompts", lambda: prompts_of(self.folder(), self._given))

    def run(self, work: Callable[[Any], _Value], *, is_short: bool = False) -> _Value:
        """Return what `work` makes of the loaded model; one thread at a time, as tokenizers cannot share.

        Args:
            work: what to do with the model of the vendor.
            is_short: the work is one short text, which threads slow: a question takes 15 ms on one, and 450 ms on
                two while the other core is busy (MiniLM, two cores).

        Raises:
            ModelUnavailableError: see `folder`, or the weights are unusable.
        """
        with self._turn:
            model = self._once("model", self._loaded)
            if not is_short:
                return work(model)
            with _on_one_thread():
                return work(model)

    def _loaded(self) -> Any:  # noqa: ANN401 - a class of the vendor, which is not there without the extra
        import sentence_transformers  # noqa: PLC0415 - takes 4 s and is optional
        from transformers.utils import logging  # noqa: PLC0415 - as above

        logging.disable_progress_bar()
        return getattr(sentence_transformers, self._kind)(str(self.folder()), device=self._device)

    def _once(self, what: str, made: Callable[[], _Value]) -> _Value:
        with self._turn:
            if what not in self._kept:
                self._kept[what] = self._guarded(made)
            value: _Value = self._kept[what]
            return value

    def _guarded(self, made: Callable[[], _Value]) -> _Value:
        try:
            return made()
        except ImportError as error:
            message = f"Le modèle {self._given!r} demande sentence-transformers, qui n’est pas installé."
            raise ModelUnavailableError(message, _INSTALL) from error
        except (OSError, ValueError, RuntimeError, LookupError, TypeError) as error:  # the vendor's, on bad weights
            message = f"Le modèle {self._given!r} ne se charge pas ({type(error).__name__})."
            remedy = f"Vérifiez {self._setting} et le réseau, ou donnez le dossier d’un modèle enregistré."
            raise ModelUnavailableError(message, remedy) from error


@contextmanager
def _on_one_thread() -> Iterator[None]:
    import torch  # noqa: PLC0415 - comes with the extra

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _label(given: str) -> str:
    return Path(given).expanduser().resolve().name if is_folder(given) else given.rpartition("/")[2]


def _copied(given: str, fetch: bool) -> Path:
    """Return the copy of a model of the hub on this machine, downloaded now when `fetch` allows it."""
    if find_spec("sentence_transformers") is None:
        raise ImportError(name="sentence_transformers")
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - comes with the extra
    from huggingface_hub.errors import LocalEntryNotFoundError  # noqa: PLC0415 - as above

    try:
        return Path(snapshot_download(given, local_files_only=True))
    except LocalEntryNotFoundError as error:
        if not fetch:
            message = f"Le modèle {given!r} n’est pas sur cette machine."
            raise ModelUnavailableError(message, "Lancez « efc ingest », qui le télécharge.") from error
    _LOG.warning("Téléchargement du modèle %s…", given)
    return Path(snapshot_download(given, ignore_patterns=list(_NOT_WEIGHTS)))


class SentenceTransformerEmbedder:
    """Any embedder of the family, with the prompts it was trained with; implements `ports.Embedder`.

    On one machine the same texts in the same batches give the same numbers; other batches move them by less
    than 1e-6, which the index rounds away. A text longer than the model reads is cut by the model.

    Args:
        given: a name on the Hugging Face hub, or the folder of a model; nothing is loaded yet.
        fetch: True downloads weights that are not on this machine, as an ingestion does; a question never waits
            for that.
        device: as torch names it; None takes the fastest there is.
    """

    def __init__(self, given: str, *, fetch: bool = False, device: str | None = None) -> None:
        self._model = LazyModel("SentenceTransformer", given, "EFC_EMBEDDER", fetch=fetch, device=device)

    @property
    def name(self) -> str:
        return self._model.name()

    @property
    def dimension(self) -> int:
        return self._model.run(lambda model: int(model.get_embedding_dimension()))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embedded(texts, self._model.prompts().passage)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return self._embedded(texts, self._model.prompts().question)

    def _embedded(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        rows = [row for row, text in enumerate(texts) if any(map(str.isalnum, text))]
        if rows:
            kept = [texts[row] for row in rows]
            vectors[rows] = self._model.run(
                lambda model: model.encode(
                    kept, prompt=prompt or None, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
                ),
                is_short=len(kept) == 1,
            )
        return vectors
