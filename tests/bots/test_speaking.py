"""The bot speaks when it is called, and is silent everywhere else."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.speaking import Heard, Post, called, is_open_scene, is_sure, may_volunteer
from tests.bots.attended import replied

POST = Post("forum", "C’est quoi un four ?", (), is_from_person=True, is_open=True, replies=0)
OPTED = frozenset({"forum"})
WORDS = ("efc", "atelier", "@everyone", "quel club ?", "c’est quoi un ECT ?", "<@1>", "bonjour", "assistant", "!ask")


def channel_log(count: int) -> list[Heard]:
    """Return messages of a channel that are not for the bot: people, other bots, webhooks, replies among people."""
    drawn = random.Random(7)
    return [
        Heard(
            text=" ".join(drawn.choices(WORDS, k=drawn.randint(0, 12))),
            is_from_person=drawn.random() < 0.8,
            is_direct=False,
            mentions_me=False,
            replies_to_me=False,
        )
        for _ in range(count)
    ]


def test_a_channel_that_does_not_call_it_hears_nothing() -> None:
    """Six hundred messages not addressed to it get no answer."""
    assert [] == [heard for heard in channel_log(600) if called(heard) is not None]


@settings(deadline=None)
@given(st.builds(Heard, st.text(), st.just(value=False), st.booleans(), st.booleans(), st.booleans()))
def test_bots_are_never_answered(heard: Heard) -> None:
    """Whatever a bot, a webhook or itself writes, wherever it is, gets no answer."""
    assert None is called(heard)


@pytest.mark.parametrize(
    ("heard", "asked"),
    [
        (Heard("<@42> un four ?", True, False, True, False), "un four ?"),
        (Heard("<@!42>  un four\u00a0? @everyone <@&7> <#9>", True, False, True, False), "un four ?"),
        (Heard("un four ?", True, True, False, False), "un four ?"),
        (Heard("un exemple ?", True, False, False, True), "un exemple ?"),
        (Heard("", True, False, False, True), None),
        (Heard("<@42>", True, False, True, False), ""),
        (Heard("", True, True, False, False), ""),
    ],
)
def test_who_calls_is_heard_without_the_call(heard: Heard, asked: str | None) -> None:
    """Mentions are taken out; an empty call is a call; text that Discord withholds is not."""
    assert asked == called(heard)


@pytest.mark.parametrize(
    "post",
    [
        Post("autre", POST.title, (), is_from_person=True, is_open=True, replies=0),
        Post("forum", POST.title, ("Résolu",), is_from_person=True, is_open=True, replies=0),
        Post("forum", POST.title, ("besoin d’un humain",), is_from_person=True, is_open=True, replies=0),
        Post("forum", POST.title, (), is_from_person=False, is_open=True, replies=0),
        Post("forum", POST.title, (), is_from_person=True, is_open=False, replies=0),
        Post("forum", POST.title, (), is_from_person=True, is_open=True, replies=1),
    ],
)
def test_a_post_is_left_to_people(post: Post) -> None:
    """Another forum, a settled tag, a bot, a closed post, a reply already: silence."""
    assert may_volunteer(POST, OPTED)
    assert not may_volunteer(post, OPTED)
    assert not may_volunteer(POST, frozenset())


def test_only_a_sure_answer_is_volunteered() -> None:
    """The threshold is reached or not."""
    assert is_sure(replied(confidence=0.95))
    assert not is_sure(replied(confidence=0.94))


def test_answers_are_for_everybody_where_they_are_expected() -> None:
    """Direct messages and the channel made for it; elsewhere for the person alone."""
    assert is_open_scene(is_direct=True, channel_name="")
    assert is_open_scene(is_direct=False, channel_name="Demander-EFC")
    assert not is_open_scene(is_direct=False, channel_name="général")
