"""Chat models through LangChain's `init_chat_model`: how each provider is built, guarded, and asked.

The one home of LangChain and of the vendors' packages; nothing of them is imported before `build`.
"""

import logging
import os
import warnings
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import Any, Protocol, cast

from pydantic import SecretStr

from assistant import prompting
from assistant.adapters.guarded_http import RefusedResponseError, client_options, guard

PACKAGES = {
    "openai": "langchain_openai",
    "ollama": "langchain_ollama",
    "mistralai": "langchain_mistralai",
    "anthropic": "langchain_anthropic",
}
"""The providers whose HTTP client can be guarded, each with the package that speaks its protocol."""

_LOGGERS = ("openai", "anthropic", "ollama", "httpx", "httpx2", "httpcore", "httpcore2", "langchain_openai")
"""Vendors' loggers, which write what is sent and to whom."""

_TOKENS = 4000
"""Tokens a provider may write: an answer holds in 800, the rest is for models that think first."""

_CONTEXT = 8192
"""Tokens that Ollama makes room for; it cuts what is longer than its default without a word."""

_KEY_VARIABLES = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
"""Providers whose package wants a key before it calls any endpoint, by where it looks for one."""

_NO_KEY = "none"
"""Stands for the key of an endpoint of one's own that wants none."""

_JSON_SCHEMA = {
    "type": "json_schema",
    "json_schema": {"name": "answer", "strict": True, "schema": prompting.SCHEMA},
}

SHAPES: dict[str, dict[str, Any]] = {
    "openai": {"temperature": 0, "max_tokens": _TOKENS, "extra_body": {"response_format": _JSON_SCHEMA}},
    "ollama": {
        "format": prompting.SCHEMA,
        "options": {"temperature": 0, "num_predict": _TOKENS, "num_ctx": _CONTEXT},
    },
    "mistralai": {"temperature": 0, "max_tokens": _TOKENS, "response_format": _JSON_SCHEMA},
    "anthropic": {
        "max_tokens": _TOKENS,
        "output_config": {"format": {"type": "json_schema", "schema": prompting.SCHEMA}},
    },
}
"""What each provider is asked beside the messages: the form of the answer, as its own protocol says it."""


class ChatModel(Protocol):
    """What is asked of a chat model of LangChain."""

    @property
    def astream(self) -> Callable[..., AsyncGenerator[Any, None]]:
        """Yield pieces of the answer to some messages, each with its `text`; further arguments go to the provider."""


def build(model: str, base_url: str, key: SecretStr | None, timeout: float) -> ChatModel:
    """Return a chat model over a guarded HTTP client, which tries each exchange once.

    Importing the vendor's package takes one to three seconds the first time. Their loggers are silenced, which
    at their finest write the messages, and so is the warning that repeats what a provider sent.

    Args:
        model: `provider:model`, with a provider of `PACKAGES`.
        base_url: address of the endpoint; empty for the provider's own.
        key: sent to the provider; None leaves it to the provider's own environment variable.
        timeout: seconds for each wait on the network.
    """
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", message="Pydantic serializer warnings", category=UserWarning)
    provider = model.partition(":")[0]
    secret = _secret(provider, base_url, key)
    options: dict[str, Any] = {"base_url": base_url} if base_url else {}
    if provider != "ollama":
        options |= {"api_key": secret, "max_retries": 0} if secret else {"max_retries": 0}
    return _MAKERS[provider](model, options, secret, timeout)


async def streamed(model: ChatModel, messages: Sequence[tuple[str, str]], shape: dict[str, Any]) -> str:
    """Return what a chat model answers, read as it comes; leaving early closes the connection.

    Raises:
        RefusedResponseError: it writes more than `prompting.ANSWER_LIMIT` characters.
        Exception: whatever the vendor's package raises.
    """
    from langsmith import tracing_context  # noqa: PLC0415  # comes with LangChain

    text = ""
    with tracing_context(enabled=False):  # what is asked goes to the provider, and nowhere else
        async with aclosing(model.astream(list(messages), **shape)) as chunks:
            async for chunk in chunks:
                text += chunk.text
                if len(text) > prompting.ANSWER_LIMIT:
                    raise RefusedResponseError("envoie une réponse trop longue")
    return text


def _secret(provider: str, base_url: str, key: SecretStr | None) -> str:
    """Return the key to send, empty when the provider's own environment variable gives it."""
    if key is not None and key.get_secret_value():
        return key.get_secret_value()
    variable = _KEY_VARIABLES.get(provider)
    return _NO_KEY if base_url and variable and not os.environ.get(variable) else ""


def _initialised(model: str, options: dict[str, Any]) -> Any:  # noqa: ANN401  # a class of the vendor's
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  # seconds, and only here

    return init_chat_model(model, **options)


def _ollama(model: str, options: dict[str, Any], secret: str, timeout: float) -> ChatModel:
    client = {**client_options(), "timeout": timeout}
    client["headers"] |= {"Authorization": f"Bearer {secret}"} if secret else {}
    return cast("ChatModel", _initialised(model, {**options, "async_client_kwargs": client}))


def _openai(model: str, options: dict[str, Any], _: str, timeout: float) -> ChatModel:
    import openai  # noqa: PLC0415  # half a second, and only here

    client = openai.DefaultAsyncHttpxClient(**client_options(), timeout=timeout)
    return cast("ChatModel", _initialised(model, {**options, "http_async_client": client}))


def _mistral(model: str, options: dict[str, Any], _: str, timeout: float) -> ChatModel:
    made = _initialised(model, {**options, "timeout": max(1, round(timeout))})
    guard(made.async_client)
    return cast("ChatModel", made)


def _anthropic(model: str, options: dict[str, Any], _: str, timeout: float) -> ChatModel:
    """Give the model a guarded client of its own: LangChain's takes none, and shares one between models.

    The client it keeps is a cached property, replaced here by a copy; a test sees that redirects are refused.
    """
    import anthropic  # noqa: PLC0415  # half a second, and only here

    made = _initialised(model, {**options, "timeout": timeout})
    client = anthropic.DefaultAsyncHttpxClient(**client_options(), timeout=timeout)
    made.__dict__["_async_client"] = made._async_client.copy(http_client=client)
    return cast("ChatModel", made)


_MAKERS: dict[str, Callable[[str, dict[str, Any], str, float], ChatModel]] = {
    "openai": _openai,
    "ollama": _ollama,
    "mistralai": _mistral,
    "anthropic": _anthropic,
}
