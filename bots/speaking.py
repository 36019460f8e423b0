"""When the bot speaks: when it is called, or once under a new post of a forum that was opted in. Else it is silent."""

import re
from dataclasses import dataclass

from assistant.domain import Reply
from assistant.french import fold

CONFIDENT = 0.95
"""Least confidence of an answer that nobody asked for. On the 599 public questions without earlier turns of
`evals/questions` (own, further, unanswerable), answers above it are right 91 times in 100 against 85 without a
threshold, and 5 unanswerable questions are answered against 19; 213 answers of 273 are above it."""

OPEN_CHANNEL = "demander-efc"
"""Name of a channel where answers are for everybody."""

_CLOSED_TAGS = re.compile(r"\b(?:resolue?s?|solved|besoin d'une? (?:humaine?|personne)|human wanted)\b")
_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>|@(?:everyone|here)\b")


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as the platform delivers it."""

    text: str
    """Empty when the platform withholds it: without the privileged intent, it gives the text of direct messages, of
    messages that mention the bot and of replies to it."""
    is_from_person: bool
    """False for bots, webhooks, system messages and the bot itself."""
    is_direct: bool
    mentions_me: bool
    """By name; `@everyone` and roles do not count."""
    replies_to_me: bool


@dataclass(frozen=True, slots=True)
class Post:
    """A new post of a forum."""

    forum: str
    title: str
    tags: tuple[str, ...]
    is_from_person: bool
    is_open: bool
    """False when it is archived or locked."""
    replies: int
    """Messages after the first one, whoever wrote them."""


def called(heard: Heard) -> str | None:
    """Return what a message asks the bot, mentions taken out, empty when it only calls; None when it is not for it."""
    is_called = heard.is_direct or heard.mentions_me or (heard.replies_to_me and heard.text)
    if not heard.is_from_person or not is_called:
        return None
    return " ".join(_MENTION.sub(" ", heard.text).split())


def may_volunteer(post: Post, opted_in: frozenset[str]) -> bool:
    """Tell whether a post may be answered unasked: in a forum opted in, before anybody, not settled by its tags."""
    settled = any(_CLOSED_TAGS.search(fold(tag)) for tag in post.tags)
    return post.forum in opted_in and post.is_from_person and post.is_open and post.replies == 0 and not settled


def is_sure(reply: Reply) -> bool:
    """Tell whether a reply may be given unasked; silence beats a weak answer."""
    return reply.kind == "answer" and reply.confidence >= CONFIDENT


def is_open_scene(*, is_direct: bool, channel_name: str) -> bool:
    """Tell whether an answer to a command is for everybody who reads the channel."""
    return is_direct or fold(channel_name) == OPEN_CHANNEL
