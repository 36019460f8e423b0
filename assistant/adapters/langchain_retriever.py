"""A LangChain retriever over our retrieval, so that any chain or agent can use this corpus.

`CorpusRetriever` is made when it is first asked of this module: LangChain is optional and slow to import.

    from assistant.adapters.langchain_retriever import CorpusRetriever
    retriever = CorpusRetriever(assistant=build_assistant(Settings()), count=4)
    documents = retriever.invoke("C’est quoi un ECT ?")
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from assistant.domain import Hit

if TYPE_CHECKING:
    from langchain_core.documents import Document

_INSTALL = 'CorpusRetriever demande langchain-core : pip install -e ".[llm]".'
_DATES = ("published_on", "event_on", "retrieved_on")


@runtime_checkable
class Searching(Protocol):
    """What finds passages: an `answering.Assistant`."""

    def retrieve(self, query: str, *, count: int = 10, kinds: Collection[str] = ()) -> list[Hit]:
        """Return at most `count` hits, best first."""

    async def search(self, query: str, *, count: int = 10, kinds: Collection[str] = ()) -> list[Hit]:
        """Return the same without holding the event loop."""


def as_langchain(hits: Sequence[Hit]) -> "list[Document]":
    """Return the hits as LangChain documents, in their order.

    The id is that of the passage; the metadata say where its text lies (`document_id`, `start`, `end`: offsets
    in the cleaned text), whose it is, its three dates (ISO, possibly partial, or None) and its score, which
    compares within one query only.
    """
    from langchain_core.documents import Document  # noqa: PLC0415 - optional

    return [Document(id=hit.passage.id, page_content=hit.passage.text, metadata=_metadata(hit)) for hit in hits]


def _metadata(hit: Hit) -> dict[str, Any]:
    passage, document = hit.passage, hit.document
    return {
        "passage_id": passage.id,
        "document_id": document.id,
        "start": passage.start,
        "end": passage.end,
        "title": document.title,
        "headings": list(passage.headings),
        "url": document.url,
        "kind": document.kind,
        "author_kind": passage.author_kind,
        "publisher": document.publisher,
        **{name: getattr(document, name) for name in _DATES},
        "score": hit.score,
    }


@cache
def _retriever_class() -> type:
    try:
        from langchain_core.callbacks import (  # noqa: PLC0415 - optional
            AsyncCallbackManagerForRetrieverRun,
            CallbackManagerForRetrieverRun,
        )
        from langchain_core.documents import Document  # noqa: PLC0415 - optional
        from langchain_core.retrievers import BaseRetriever  # noqa: PLC0415 - optional
    except ImportError as error:
        raise ImportError(_INSTALL) from error

    class CorpusRetriever(BaseRetriever):
        """Find passages of the corpus; `count` at most, of the `kinds` of documents named, or of all."""

        assistant: Searching
        count: int = 10
        kinds: tuple[str, ...] = ()

        def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
            return as_langchain(self.assistant.retrieve(query, count=self.count, kinds=self.kinds))

        async def _aget_relevant_documents(
            self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun
        ) -> list[Document]:
            return as_langchain(await self.assistant.search(query, count=self.count, kinds=self.kinds))

    CorpusRetriever.__qualname__ = "CorpusRetriever"
    return CorpusRetriever


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a class that is made late
    if name == "CorpusRetriever":
        return _retriever_class()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
