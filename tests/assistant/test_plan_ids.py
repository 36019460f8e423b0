"""Laws of the id of a plan: it holds the request, one id for one request, and no other text passes for one."""

import base64
import json
import zlib
from typing import get_args

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.errors import InvalidInputError
from assistant.planning import ID_LIMIT, plan_id, request_of, requested
from assistant.planning.bounding import BOUNDS
from assistant.workshop_plan import Level, Setting, WorkshopPlan, WorkshopRequest
from tests.assistant.small_corpus import small_assistant

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")))


@st.composite
def requests(draw: st.DrawFn) -> WorkshopRequest:
    """Draw a request within its bounds."""
    theme = draw(texts.filter(lambda text: any(one.isalnum() for one in text)))
    variant = draw(st.sampled_from(tuple(BOUNDS)))
    request = requested(
        theme[:300] if any(one.isalnum() for one in theme[:300]) else "le four",
        minutes=draw(st.none() | st.integers(*BOUNDS[variant])),
        people=draw(st.none() | st.integers(1, 200)),
        audience=draw(texts)[:120],
        setting=draw(st.sampled_from(get_args(Setting))),
        level=draw(st.sampled_from(get_args(Level))),
        variant=variant,
    )
    return request.model_copy(update={"language": draw(st.sampled_from(["fr", "en"]))})


@given(requests())
def test_an_id_gives_its_request_back(request: WorkshopRequest) -> None:
    """What was asked is read in the id, which is short and of the alphabet of addresses."""
    identifier = plan_id(request)
    assert request == request_of(identifier)
    assert set(identifier) <= set(ALPHABET)
    assert len(identifier) <= ID_LIMIT


@given(requests(), requests())
def test_two_requests_have_two_ids(first: WorkshopRequest, second: WorkshopRequest) -> None:
    """Ids are equal when the requests are, and only then."""
    assert (first == second) == (plan_id(first) == plan_id(second))


@settings(max_examples=300)
@given(requests(), st.data())
def test_three_neighbouring_characters_changed_are_always_seen(request: WorkshopRequest, data: st.DataObject) -> None:
    """A slip of one to three characters side by side, a swap among them, never gives another plan."""
    identifier = plan_id(request)
    place = data.draw(st.integers(0, len(identifier) - 3))
    slip = "".join(data.draw(st.lists(st.sampled_from(ALPHABET), min_size=3, max_size=3)))
    mistyped = identifier[:place] + slip + identifier[place + 3 :]
    assume(mistyped != identifier)
    with pytest.raises(InvalidInputError, match="Recopiez"):
        request_of(mistyped)


@given(requests(), st.data())
def test_an_id_cut_or_lengthened_is_no_id(request: WorkshopRequest, data: st.DataObject) -> None:
    """A part of an id, or an id with something after it, stands for nothing."""
    identifier = plan_id(request)
    for other in (identifier[: data.draw(st.integers(0, len(identifier) - 1))], identifier + data.draw(texts)):
        assume(other != identifier)
        with pytest.raises(InvalidInputError):
            request_of(other)


@given(st.text(max_size=200) | st.text(ALPHABET, max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever is typed, it is refused with the remedy."""
    with pytest.raises(InvalidInputError, match="Recopiez"):
        request_of(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | st.just("le four"),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


def forged(payload: str) -> str:
    """Return a text with a right checksum over any payload."""
    content = payload.encode()
    return base64.urlsafe_b64encode(content + zlib.crc32(content).to_bytes(4, "little")).rstrip(b"=").decode()


@given(VALUES)
def test_what_is_forged_is_the_id_of_its_request_or_nothing(value: object) -> None:
    """Another spelling of the same values, or values of another type, pass for no plan."""
    identifier = forged(json.dumps(value))
    try:
        request = request_of(identifier)
    except InvalidInputError:
        return
    assert identifier == plan_id(request)


@pytest.mark.parametrize(
    "payload",
    [
        "[" * 1700,
        '["le four",60.0,12]',
        '["le four",60,12,"","room"]',
        '["le four", 60, 12]',
        '["le  four",60,12]',
        '["l\'eau",60,12]',
        '["le four",60,true]',
        '["le four",60,"12"]',
        '["le four",5,12,"","room","novice","grid"]',
        '["le four",-1,12]',
        '["le four",60,500]',
        '["le four",60,12,"","room","novice","workshop","en",1]',
        '["le four",60,12,"","room","novice","workshop","de"]',
        '["",60,12]',
        '{"theme":"le four","minutes":60,"people":12}',
        "[" + "9" * 1600 + "]",
    ],
)
def test_a_forged_id_is_refused(payload: str) -> None:
    """Out of bounds, of another type, in another spelling, too deep: none is an id."""
    with pytest.raises(InvalidInputError):
        request_of(forged(payload))


def test_the_longest_request_has_an_id() -> None:
    """A theme and an audience of four-byte signs, to their limits, fit."""
    request = requested("\U00020000" * 300, minutes=480, people=200, audience="\U00020001" * 120, setting="remote")
    assert request == request_of(plan_id(request))
    assert len(plan_id(request)) <= ID_LIMIT


def test_an_id_is_as_it_was() -> None:
    """An address kept today stays good: the encoding is pinned."""
    request = requested("les effets utiles", minutes=120, people=12, audience="élus")
    assert "WyJsZXMgZWZmZXRzIHV0aWxlcyIsMTIwLDEyLCLDqWx1cyJdSZKIfQ" == plan_id(request)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the invented notes."""
    return small_assistant(tmp_path_factory.mktemp("ids"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(st.sampled_from(tuple(BOUNDS)), st.integers(1, 200), st.sampled_from(["fr", "en"]))
def test_the_id_of_a_plan_makes_the_same_plan(assistant: Assistant, variant: str, people: int, language: str) -> None:
    """A plan asked again by its id is the same, time aside, and bears it."""
    request = requested("le four commun", variant=variant, people=people).model_copy(update={"language": language})
    first = assistant.plan_workshop(request)
    assert isinstance(first, WorkshopPlan)
    again = assistant.plan_workshop(request_of(first.id))
    assert first.model_copy(update={"elapsed_ms": 0}) == again.model_copy(update={"elapsed_ms": 0})
