"""Laws that every `Writer` keeps: the adapter, over the protocol of each provider, and the fake."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from assistant.domain import Claim, Hit
from assistant.errors import ModelUnavailableError
from assistant.ports import Writer
from tests.assistant.chatting import BASES, claims, stub, writer
from tests.assistant.provider_stub import Mode
from tests.fakes import ScriptedWriter
from tests.index_samples import documents, passages

DOCUMENTS = {one.id: one for one in documents()}
HITS = [Hit(one, DOCUMENTS[one.document_id], 1.0) for one in passages()[:3]]
SAID = (Claim("Une haie abrite des oiseaux.", (1,)), Claim("Elle retient l’eau.", (1, 2)), Claim("Faux.", (9,)))


@dataclass
class Kind:
    """One implementation: a writer that answers `SAID`, one that fails, one that nobody answers."""

    answering: Writer
    failing: Callable[[], Writer]
    hanging: Callable[[], Writer]


@pytest.fixture(scope="module", params=["scripted", *BASES])
def kind(request: pytest.FixtureRequest) -> Iterator[Kind]:
    """Each implementation in turn."""
    if request.param == "scripted":
        failing, hanging = ScriptedWriter(SAID, fault="fails"), ScriptedWriter(SAID, fault="hangs")
        yield Kind(ScriptedWriter(SAID), lambda: failing, lambda: hanging)
        return
    answer = claims(*((claim.text, list(claim.numbers)) for claim in SAID))
    with ExitStack() as stack:

        def made(mode: Mode) -> Writer:
            server = stack.enter_context(stub(lambda _: answer))
            server.mode = mode
            return stack.enter_context(writer(server, request.param, deadline=10.0 if mode == "ok" else 1.0))

        yield Kind(made("ok"), lambda: made("500"), lambda: made("hang"))


def test_claims_come_in_order_with_numbers_that_were_given(kind: Kind) -> None:
    """The claims are those of the model, less the one that names a passage it was not shown."""
    assert SAID[:2] == kind.answering.write("Que fait une haie ?", "fr", HITS).result()


def test_a_writer_says_who_it_is_and_how_long_it_takes(kind: Kind) -> None:
    """The name is `provider:model`, the deadline a number of seconds."""
    assert 2 == len(kind.answering.name.split(":"))
    assert 0 < kind.answering.deadline


def test_writing_returns_at_once(kind: Kind) -> None:
    """Asking does not wait for the answer."""
    hanging = kind.hanging()
    started = time.perf_counter()
    future = hanging.write("?", "fr", HITS)
    assert time.perf_counter() - started < 0.2
    assert not future.done()
    assert future.cancel()
    assert future.cancelled()


def test_a_fault_is_told_in_french_with_a_remedy(kind: Kind) -> None:
    """A provider that fails is one error of the tree."""
    with pytest.raises(ModelUnavailableError, match="modèle de langue") as caught:
        kind.failing().write("?", "en", HITS).result()
    assert caught.value.remedy


def test_silence_fails_at_the_deadline(kind: Kind) -> None:
    """A provider that never answers is waited for as long as was said, and no longer."""
    hanging = kind.hanging()
    started = time.perf_counter()
    with pytest.raises(ModelUnavailableError):
        hanging.write("?", "fr", HITS).result()
    assert hanging.deadline - 0.05 < time.perf_counter() - started < hanging.deadline + 0.3
