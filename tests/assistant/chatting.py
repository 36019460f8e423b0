"""A question of the invented corpus, what a good model answers to it, and writers that speak to the stub."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import SecretStr

from assistant.adapters.chat_writer import ChatWriter
from tests.assistant.provider_stub import ProviderStub, passages_shown

QUESTION = "C’est quoi un four commun ?"
REWORDED = "Un four commun villageois est un four tenu par plusieurs hameaux."
KEY = "sk-canari-de-clef-0123456789"

BASES = {"openai:essai": "/v1", "mistralai:essai": "/v1", "anthropic:essai": "", "ollama:essai": ""}
"""A model of each provider, and the path its package expects in an address."""


def claims(*said: tuple[str, list[int]]) -> str:
    """Return an answer in the form asked for."""
    return json.dumps({"statements": [{"text": text, "passages": numbers} for text, numbers in said]})


def good_answer(body: dict[str, Any]) -> str:
    """Return the reworded definition, with the number of the passage that says it; of any passage when none does."""
    shown = passages_shown(body)
    number = next((number for number, text in shown.items() if "tenu par plusieurs hameaux" in text), 1)
    return claims((REWORDED, [number]))


@contextmanager
def stub(answer: Callable[[dict[str, Any]], str] = good_answer) -> Iterator[ProviderStub]:
    """Serve a provider for a while."""
    server = ProviderStub(answer)
    try:
        yield server
    finally:
        server.close()


@contextmanager
def writer(
    server: ProviderStub, model: str = "openai:essai", *, scheme: str = "http", **options: Any
) -> Iterator[ChatWriter]:
    """Speak to the stub for a while, the provider's package loaded beforehand."""
    made = ChatWriter(
        model, base_url=server.address(BASES[model], scheme), key=SecretStr(KEY), **{"deadline": 10.0, **options}
    )
    made.prepare()
    try:
        yield made
    finally:
        made.close()
