"""What the bot remembers of what it was asked: in memory only, for a while, and erased on demand."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain import Reply, Turn

KEPT_MINUTES = 60
"""Minutes after which an exchange is forgotten."""
REMEMBERED = 6
"""Exchanges of a conversation put before a question: the twelve turns that `efc chat` keeps."""
_MANY = 2000
"""Exchanges held at once; the oldest are forgotten beyond. One weighs a few kilobytes."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and by whom something is asked."""

    channel: str
    """Id of the channel, the thread or the direct conversation."""
    who: str
    """Pseudonym of the person."""
    is_thread: bool = False
    """True where the people of a conversation share what was said aloud."""
    is_private: bool = False
    """True when nobody else sees the answer."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its reply."""

    scene: Scene
    question: str
    reply: Reply
    at: float


class Conversations:
    """The latest exchanges; what was said to one person alone is never recalled to another.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._exchanges: deque[Exchange] = deque(maxlen=_MANY)

    def remember(self, scene: Scene, question: str, reply: Reply) -> None:
        """Keep an exchange."""
        self._prune()
        self._exchanges.append(Exchange(scene, question, reply, self._clock()))

    def history(self, scene: Scene, replied_to: str | None = None) -> tuple[Turn, ...]:
        """Return what a question follows, oldest first.

        In a thread, what anybody asked aloud there; elsewhere, what the same person asked there. What was answered
        privately comes back in a private question of the same person only. An exchange replied to comes last.

        Args:
            scene: where and by whom the next question is asked.
            replied_to: id of the reply that the person answers, when known.
        """
        self._prune()
        known = [one for one in self._exchanges if _follows(one.scene, scene)][-REMEMBERED:]
        aloud = [one for one in self._exchanges if one.reply.id == replied_to and not one.scene.is_private]
        ordered = [one for one in known if one not in aloud[-1:]] + aloud[-1:]
        return tuple(turn for one in ordered for turn in _turns(one))

    def last(self, channel: str, who: str) -> Reply | None:
        """Return the last reply to somebody in a channel, private or not."""
        self._prune()
        mine = (one.reply for one in reversed(self._exchanges) if (one.scene.channel, one.scene.who) == (channel, who))
        return next(mine, None)

    def reply(self, reply_id: str) -> Reply | None:
        """Return a reply by its id, while it is remembered."""
        self._prune()
        return next((one.reply for one in reversed(self._exchanges) if one.reply.id == reply_id), None)

    def forget(self, who: str) -> int:
        """Erase every exchange of somebody; return how many there were."""
        kept = [one for one in self._exchanges if one.scene.who != who]
        gone = len(self._exchanges) - len(kept)
        self._exchanges = deque(kept, maxlen=_MANY)
        return gone

    def _prune(self) -> None:
        oldest = self._clock() - KEPT_MINUTES * 60
        while self._exchanges and self._exchanges[0].at < oldest:
            self._exchanges.popleft()


def _follows(before: Scene, now: Scene) -> bool:
    if before.channel != now.channel or (before.is_private and not now.is_private):
        return False
    return before.who == now.who or (now.is_thread and not before.is_private)


def _turns(exchange: Exchange) -> tuple[Turn, Turn]:
    return Turn(role="user", text=exchange.question), Turn(role="assistant", text=exchange.reply.text)
