"""The writer over a chat model: one exchange, one deadline, one French sentence for every fault.

The deadline is kept here and not left to the vendors' time-outs, which start anew at each byte. A late exchange is
cancelled, which closes its connection. A fault is told by its kind alone: the vendors' errors may hold what was sent.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from importlib.util import find_spec
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant import prompting
from assistant.adapters import chat_model
from assistant.adapters.background_loop import BackgroundLoop
from assistant.adapters.breaker import FAILURES, PROBE_EVERY, Breaker
from assistant.adapters.guarded_http import RefusedResponseError
from assistant.domain import Claim, Hit, Language
from assistant.errors import InvalidInputError, ModelUnavailableError

_STATUS_TOLD = {
    401: ("refuse la clé", "Vérifiez EFC_CHAT_API_KEY."),
    403: ("refuse la clé", "Vérifiez EFC_CHAT_API_KEY."),
    404: ("ne connaît pas ce modèle ou cette adresse", "Vérifiez EFC_CHAT_MODEL et EFC_CHAT_BASE_URL."),
    429: ("reçoit trop de demandes", "Réessayez plus tard."),
}
_SHAPE_REFUSED = frozenset({400, 422})
"""Statuses by which an endpoint refuses structured output; it is then asked in words alone."""


class ChatWriter:
    """A `Writer` over one chat model; safe to share between threads.

    Args:
        model: `provider:model`, as LangChain's `init_chat_model` takes it.
        base_url: address of the endpoint; empty for the provider's own.
        key: sent to the provider; None leaves it to the provider's own environment variable.
        deadline: seconds for one answer, from the moment it is asked.
        clock: seconds that never go back.

    Raises:
        InvalidInputError: the model or the address is not written as it should be.
        ModelUnavailableError: the package of the provider is not installed.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str = "",
        key: SecretStr | None = None,
        deadline: float = 20.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = model
        self.deadline = deadline
        self._shape = chat_model.SHAPES[_checked(model, base_url)]
        self._build = partial(chat_model.build, model, base_url, key, deadline)
        self._building = threading.Lock()
        self._model: chat_model.ChatModel | None = None
        self._clock = clock
        self._breaker = Breaker(clock)
        self._loop = BackgroundLoop("chat-model")

    def write(self, question: str, language: Language, passages: Sequence[Hit]) -> "Future[tuple[Claim, ...]]":
        if not self._breaker.admits():
            return _failed(self._suspended())
        messages = prompting.messages(question, language, passages)
        future = self._loop.submit(self._within_deadline(messages, len(passages)))
        future.add_done_callback(partial(self._count, self._clock()))
        return future

    def prepare(self) -> None:
        """Load the provider's package now, rather than at the first question: it takes seconds.

        Raises:
            ModelUnavailableError: the model cannot be set up; most often, there is no key.
        """
        try:
            self._built()
        except Exception as error:  # the border with the vendors, whose packages raise anything
            raise self._told(error) from None

    def close(self) -> None:
        """End the exchanges under way, and their connections."""
        self._loop.close()

    def _built(self) -> chat_model.ChatModel:
        with self._building:
            if self._model is None:
                self._model = self._build()
            return self._model

    def _count(self, started: float, future: "Future[tuple[Claim, ...]]") -> None:
        """Tell the breaker how an exchange went; one that its reader left says nothing of the provider."""
        left = future.cancelled() and self._clock() - started < self.deadline
        if left:
            return
        if future.cancelled() or future.exception() is not None:
            self._breaker.failed()
        else:
            self._breaker.succeeded()

    async def _within_deadline(self, messages: Sequence[tuple[str, str]], count: int) -> tuple[Claim, ...]:
        exchange = asyncio.ensure_future(self._exchange(messages, count))
        exchange.add_done_callback(_noticed)
        try:
            await asyncio.wait({exchange}, timeout=self.deadline)
            if not exchange.done():
                raise self._late()
            return exchange.result()
        finally:
            exchange.cancel()

    async def _exchange(self, messages: Sequence[tuple[str, str]], count: int) -> tuple[Claim, ...]:
        try:
            model = await asyncio.to_thread(self._built)
            return prompting.parse(await self._answer(model, messages), count)
        except Exception as error:  # the border with the vendors, whose packages raise anything
            raise self._told(error) from None

    async def _answer(self, model: chat_model.ChatModel, messages: Sequence[tuple[str, str]]) -> str:
        """Return what the model answers, asked in words alone once it has refused the form."""
        try:
            return await chat_model.streamed(model, messages, self._shape)
        except Exception as error:  # the same border: which error a refusal is depends on the vendor
            if not self._shape or _status(error) not in _SHAPE_REFUSED:
                raise
        self._shape = {}
        return await chat_model.streamed(model, messages, self._shape)

    def _late(self) -> ModelUnavailableError:
        return ModelUnavailableError(
            f"Le modèle de langue {self.name!r} n’a pas répondu en {self.deadline:g} s.",
            "Réessayez, ou augmentez EFC_CHAT_DEADLINE.",
        )

    def _suspended(self) -> ModelUnavailableError:
        return ModelUnavailableError(
            f"Le modèle de langue {self.name!r} a échoué {FAILURES} fois de suite.",
            f"Il sera essayé de nouveau dans {PROBE_EVERY:g} s au plus ; voyez « efc doctor ».",
        )

    def _told(self, error: Exception) -> ModelUnavailableError:
        """Return what the public reads of a fault: its kind, none of the vendor's words."""
        if isinstance(error, ModelUnavailableError):
            return error
        refused = next((one for one in _causes(error) if isinstance(one, RefusedResponseError)), None)
        status = _status(error)
        if refused is not None:
            what, remedy = refused.reason, "Vérifiez EFC_CHAT_BASE_URL."
        elif status is not None:
            what, remedy = _STATUS_TOLD.get(status, (f"répond par l’erreur {status}", "Réessayez plus tard."))
        else:
            what = f"n’a pas pu être interrogé ({type(error).__name__})"
            remedy = "Vérifiez EFC_CHAT_MODEL, EFC_CHAT_BASE_URL et EFC_CHAT_API_KEY."
        return ModelUnavailableError(f"Le modèle de langue {self.name!r} {what}.", remedy)


def _checked(model: str, base_url: str) -> str:
    """Return the provider that a setting names, once it is known to be usable."""
    provider, _, name = model.partition(":")
    package = chat_model.PACKAGES.get(provider)
    if package is None or not name.strip():
        raise InvalidInputError(
            f"Le modèle de langue {model!r} n’est pas pris en charge.",
            f"Écrivez EFC_CHAT_MODEL=fournisseur:modèle, le fournisseur étant {', '.join(chat_model.PACKAGES)}.",
        )
    if base_url and not _is_address(base_url):
        raise InvalidInputError(
            "L’adresse EFC_CHAT_BASE_URL est illisible.", "Écrivez-la en entier, comme http://127.0.0.1:11434."
        )
    missing = next((one for one in ("langchain", package) if find_spec(one) is None), None)
    if missing is not None:
        raise ModelUnavailableError(
            f"Le modèle de langue {model!r} demande le paquet {missing.replace('_', '-')!r}.",
            'Installez l’option « llm » : pip install --constraint constraints.txt --editable ".[llm]".',
        )
    return provider


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those it comes from, the nearest first."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _status(error: BaseException) -> int | None:
    """Return the HTTP status that an error of a vendor tells, None when it tells none."""
    for one in _causes(error):
        for holder in (one, getattr(one, "response", None)):
            status = getattr(holder, "status_code", None)
            if isinstance(status, int) and status > 0:
                return status
    return None


def _failed(error: ModelUnavailableError) -> "Future[tuple[Claim, ...]]":
    future: Future[tuple[Claim, ...]] = Future()
    future.set_exception(error)
    return future


def _noticed(exchange: "asyncio.Task[tuple[Claim, ...]]") -> None:
    """Read how an abandoned exchange ended, so that the loop does not report it."""
    if not exchange.cancelled():
        exchange.exception()
