"""Anybody's chain can use the corpus: our retrieval as a LangChain retriever."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.retrievers import BaseRetriever

from assistant.adapters import langchain_retriever
from assistant.adapters.langchain_retriever import CorpusRetriever
from assistant.answering import Assistant

README = Path(__file__).parents[2] / "README.md"
QUESTION = "C’est quoi un ECT ?"


@pytest.fixture
def retriever(assistant: Assistant) -> BaseRetriever:
    """A retriever of four passages of the shipped corpus."""
    found: BaseRetriever = CorpusRetriever(assistant=assistant, count=4)
    return found


def test_documents_are_the_hits_in_their_order(retriever: BaseRetriever, assistant: Assistant) -> None:
    """A chain sees the passages that a search shows, with what is needed to cite them."""
    hits = assistant.retrieve(QUESTION, count=4)
    found = retriever.invoke(QUESTION)
    assert [one.passage.id for one in hits] == [one.id for one in found]
    for hit, one in zip(hits, found, strict=True):
        meta = one.metadata
        assert hit.document.text[meta["start"] : meta["end"]] == one.page_content
        assert (hit.document.id, hit.document.title, hit.score) == (meta["document_id"], meta["title"], meta["score"])
        assert {"passage_id", "url", "published_on", "event_on", "retrieved_on", "author_kind"} <= meta.keys()


def test_it_is_asynchronous_too(retriever: BaseRetriever) -> None:
    """An agent that awaits gets the same documents."""
    assert retriever.invoke(QUESTION) == asyncio.run(retriever.ainvoke(QUESTION))


def test_kinds_of_documents_can_be_chosen(assistant: Assistant) -> None:
    """Only documents of the kinds named come back."""
    found = CorpusRetriever(assistant=assistant, kinds=("club",)).invoke("coopération")
    assert {"club"} == {one.metadata["kind"] for one in found}


def test_the_example_of_the_readme_runs(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines that the README shows make a chain that hands the passages to the model and gives its answer back."""
    (example,) = re.findall(r"```python\n(.*?CorpusRetriever.*?)```", README.read_text(), flags=re.DOTALL)
    assert len(example.splitlines()) <= 15
    monkeypatch.setenv("EFC_DATA", str(shipped))
    heard: list[Any] = []

    class Model(GenericFakeChatModel):
        def _generate(self, messages: Any, *args: Any, **kwargs: Any) -> Any:
            heard.extend(messages)
            return super()._generate(messages, *args, **kwargs)

    def replies() -> Iterator[AIMessage]:
        yield AIMessage("Un collectif d’acteurs d’un territoire.")

    known: dict[str, Any] = {"model": Model(messages=replies())}
    exec(compile(example, str(README), "exec"), known)
    assert "Un collectif d’acteurs d’un territoire." == known["reply"].content
    assert "écosystème coopératif territorialisé" in heard[0].content.casefold()


def test_what_the_module_does_not_hold_is_an_error() -> None:
    """Making a class late hides no misspelt name."""
    with pytest.raises(AttributeError, match="CorpusRetreiver"):
        langchain_retriever.CorpusRetreiver  # noqa: B018 - asking for it is what is tested
