"""Put the parts together: one function, plain constructor arguments."""

from collections.abc import Callable
from pathlib import Path

from assistant.adapters.chat_writer import ChatWriter
from assistant.adapters.generation import current_folder, open_generation
from assistant.adapters.subword import SubwordEmbedder
from assistant.answering import Assistant
from assistant.errors import InvalidInputError
from assistant.knowledge import load_lexicon, load_places
from assistant.ports import Embedder, PassageIndex
from assistant.settings import Settings


def build_embedder(name: str) -> Embedder:
    """Return the embedder of a setting.

    Raises:
        InvalidInputError: there is no embedder of that name.
    """
    if name == "subword":
        return SubwordEmbedder()
    raise InvalidInputError(
        f"Le modèle de vecteurs {name!r} n’est pas pris en charge.", "Mettez EFC_EMBEDDER à « subword »."
    )


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
    """Return a function that opens the current generation, again only when the pointer moved."""
    held: dict[Path, PassageIndex] = {}

    def opened() -> PassageIndex:
        folder = current_folder(data)
        if folder not in held:
            index = open_generation(folder)
            held.clear()
            held[folder] = index
        return held[folder]

    return opened


def build_assistant(settings: Settings) -> Assistant:
    """Return the assistant of some settings; opens no index, and no connection, until the first question."""
    return Assistant(
        following(settings.data),
        build_embedder(settings.embedder),
        load_lexicon(settings.corpus),
        load_places(settings.corpus),
        writer=build_writer(settings),
    )
