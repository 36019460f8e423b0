"""Put the parts together: one function, plain constructor arguments."""

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

from assistant.adapters.chat_writer import ChatWriter
from assistant.adapters.cross_encoder import CrossEncoderReranker
from assistant.adapters.generation import current_folder, open_generation
from assistant.adapters.journal import AskingStore
from assistant.adapters.journal_queue import QueuedJournal, SilentJournal
from assistant.adapters.sentence_transformer import SentenceTransformerEmbedder
from assistant.adapters.subword import SubwordEmbedder
from assistant.answering import Assistant
from assistant.errors import IndexUnusableError, InvalidInputError
from assistant.gaps.notions import field_stems
from assistant.knowledge import load_lexicon, load_places
from assistant.ports import Embedder, Journal, PassageIndex, Redactor, Reranker
from assistant.settings import Settings

_MOVES = 3
"""Publications during one opening after which the next failure is told: a generation outlives two of them."""


def build_embedder(name: str, *, fetch: bool = False) -> Embedder:
    """Return the embedder of a setting: `subword`, or the sentence-transformers model of that name or folder.

    No model is loaded yet: one that cannot be says so at its first use, by a `ModelUnavailableError`.

    Args:
        name: the setting.
        fetch: True downloads a model that is not on this machine; only an ingestion does.

    Raises:
        InvalidInputError: the name is blank.
    """
    if name == "subword":
        return SubwordEmbedder()
    if not name.strip():
        raise InvalidInputError(
            f"Le modèle de vecteurs {name!r} n’a pas de nom.", "Mettez EFC_EMBEDDER à « subword », ou à un modèle."
        )
    return SentenceTransformerEmbedder(name, fetch=fetch)


def build_reranker(name: str, *, fetch: bool = True) -> Reranker | None:
    """Return the cross-encoder of a setting, not loaded yet, or None when the setting is blank."""
    return CrossEncoderReranker(name, fetch=fetch) if name.strip() else None


def build_writer(settings: Settings) -> ChatWriter | None:
    """Return the writer of some settings, None for extracts alone; nothing is loaded before its first question.

    Raises:
        InvalidInputError: the model or its address is not written as it should be.
        ModelUnavailableError: the package of its provider is not installed.
    """
    if not settings.chat_model:
        return None
    return ChatWriter(
        settings.chat_model,
        base_url=settings.chat_base_url,
        key=settings.chat_api_key,
        deadline=settings.chat_deadline,
    )


def following(data: Path) -> Callable[[], PassageIndex]:
    """Return a function that opens the current generation, again only when the pointer moved.

    It raises `IndexUnusableError` when the generation named does not open, and none was published meanwhile.
    """
    held: dict[Path, PassageIndex] = {}

    def opened() -> PassageIndex:
        folder = current_folder(data)
        if folder not in held:
            index = open_generation(folder)
            held.clear()
            held[folder] = index
            return index
        return held[folder]

    def followed() -> PassageIndex:
        for _ in range(_MOVES):
            before = _pointed(data)
            try:
                return opened()
            except IndexUnusableError:
                if _pointed(data) == before:
                    raise
        return opened()

    return followed


def _pointed(data: Path) -> bytes:
    try:
        return (data / "CURRENT").read_bytes()
    except OSError:
        return b""


def build_assistant(settings: Settings) -> Assistant:
    """Return the assistant of some settings; opens no index, and no connection, until the first question."""
    return Assistant(
        following(settings.data),
        build_embedder(settings.embedder),
        load_lexicon(settings.corpus),
        load_places(settings.corpus),
        build_reranker(settings.reranker),
        build_writer(settings),
    )


def load_redactor(data: Path) -> Redactor | None:
    """Return the redactor of questions of a data folder, made by the entry point `question` of `efc.redactors`.

    Ingestion holds it, which the assistant does not import; None when it is not installed.
    """
    for entry in entry_points(group="efc.redactors", name="question"):
        make: Callable[[Path], Redactor] = entry.load()
        return make(data)
    return None


def build_journal(settings: Settings) -> Journal:
    """Return the journal of some settings; one that keeps nothing when no redactor is installed.

    Nothing is opened before the first note.

    Raises:
        CorpusInvalidError: the lexicon or the place table breaks its schema.
    """
    redact = load_redactor(settings.data)
    if redact is None:
        return SilentJournal()
    field = field_stems(load_lexicon(settings.corpus), load_places(settings.corpus))
    store = AskingStore(settings.data, redact, field, days=settings.retention_days, questions=settings.log_questions)
    return QueuedJournal(store)
