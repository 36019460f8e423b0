"""What the bot does when it is asked something, whatever the platform: quotas, memory, deadline, kind notices."""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from assistant.domain import Abstention, Language, Persona, Question, Reply
from assistant.errors import EfcError, InvalidInputError
from assistant.workshop_plan import WorkshopPlan
from bots import wording
from bots.conversations import KEPT_MINUTES, Conversations, Scene
from bots.feedback import Feedback, FeedbackJournal, Opinion
from bots.ports import Assistant
from bots.quotas import GUILD, PERSON, VOLUNTEERED, Quota
from bots.speaking import is_sure

AT_ONCE = 4
"""Questions answered at once; the others wait their turn, within the deadline."""
GRACE = 15.0
"""Seconds left beyond the deadline of the chat model: an answer without one takes a second on a loaded machine."""

_log = logging.getLogger(__name__)
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the bot says instead of a reply, in its own name, to the person alone wherever it can."""

    text: str
    is_foreign: bool = False
    """True when it may hold what somebody typed: it is shown as it is, without any markup."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with where it comes from."""

    text: str
    scene: Scene
    guild: str | None = None
    """Id of the server, None in a direct conversation."""
    language: Language = "fr"
    """Language of the notices; the reply is in the language of the question."""
    persona: Persona | None = None
    place: str | None = None
    replied_to: str | None = None
    """Id of the reply that the person answers, when known."""
    is_own: bool = True
    """False for words that somebody else wrote: they are not kept."""


class Attendant:
    """Answer people, one bounded turn at a time; holds no platform.

    Args:
        assistant: who answers.
        journal: where opinions go.
        deadline: seconds after which a question is given up.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        assistant: Assistant,
        journal: FeedbackJournal,
        deadline: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.assistant = assistant
        self.conversations = Conversations(clock)
        self._journal = journal
        self._deadline = deadline
        self._under_way: dict[object, str] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._people, self._guilds = Quota(*PERSON, clock), Quota(*GUILD, clock)
        self._volunteered = Quota(*VOLUNTEERED, clock)

    async def ask(self, asked: Asked) -> Reply | Notice:
        """Return the reply to a question, or what to say instead; never raises."""
        if not asked.text.strip():
            return Notice(wording.say("empty", asked.language))
        refused = self._refused(asked)
        if refused:
            return refused
        history = self.conversations.history(asked.scene, asked.replied_to) if asked.is_own else ()
        question = Question(text=asked.text, history=history, persona=asked.persona, place=asked.place)
        turn = object()
        self._under_way[turn] = asked.scene.who
        made = await self._within(lambda: self.assistant.ask(question), asked.language)
        was_erased = self._under_way.pop(turn, None) is None
        if asked.is_own and not was_erased and not isinstance(made, Notice):
            self.conversations.remember(asked.scene, asked.text, made)
            self._journal.asked(made, asked.scene.who)
        return made

    async def volunteer(self, title: str, guild: str, who: str) -> Reply | None:
        """Return a reply that nobody asked for, when it is sure and the day’s budget of the server allows it.

        The journal notes it, sure or not: what the corpus lacks shows there, and not in the forum.
        """
        made = await self._within(lambda: self.assistant.ask(Question(text=title)), "fr")
        if isinstance(made, Notice):
            return None
        self._journal.asked(made, who)
        return None if not is_sure(made) or self._volunteered.take(guild) else made

    async def plan(self, asked: Asked, minutes: int | None, audience: str | None) -> WorkshopPlan | Abstention | Notice:
        """Return the plan of a workshop on the theme asked, or what to say instead; never raises."""
        refused = self._refused(asked)
        if refused:
            return refused
        planned = partial(asyncio.to_thread, self._planned, asked.text, minutes, audience)
        return await self._within(planned, asked.language)

    def judge(self, opinion: Opinion, reply_id: str, who: str, reasons: tuple[str, ...] = (), mark: str = "") -> None:
        """Keep an opinion; the number of a source is looked up in the reply while it is remembered.

        Raises:
            DataFolderError: it cannot be written.
        """
        reply = self.conversations.reply(reply_id)
        sources = {str(one.mark): one.document_id for one in reply.sources} if reply else {}
        document = sources.get(mark.strip(" []"))
        question = reply.question if reply else ""
        self._journal.note(Feedback(reply_id, opinion, who, reasons, document, question))

    def forget(self, who: str, language: Language) -> Notice:
        """Erase what is kept of somebody, and say what; a question under way is answered, and not kept.

        Raises:
            DataFolderError: it cannot be written.
        """
        self._under_way = {turn: one for turn, one in self._under_way.items() if one != who}
        exchanges, opinions = self.conversations.forget(who), self._journal.forget(who)
        return Notice(wording.say("forgotten", language, exchanges=exchanges, opinions=opinions))

    def help(self, language: Language) -> Notice:
        """Return what the bot does and keeps."""
        return Notice(wording.say("help", language, minutes=KEPT_MINUTES))

    async def known(self, language: Language) -> Notice:
        """Return how many documents of each kind the assistant answers from."""
        counted = await self._within(partial(asyncio.to_thread, self._kinds), language)
        if isinstance(counted, Notice):
            return counted
        lines = [f"• {wording.pick(wording.KINDS[kind], language)} : {count}" for kind, count in counted.items()]
        total = sum(counted.values())
        return Notice("\n".join([wording.say("known", language, count=total), *lines]))

    def _kinds(self) -> dict[str, int]:
        kinds = [document.kind for document in self.assistant.index().documents()]
        return {kind: kinds.count(kind) for kind in wording.KINDS if kind in kinds}

    def _planned(self, theme: str, minutes: int | None, audience: str | None) -> WorkshopPlan | Abstention:
        request = self.assistant.workshop_request(theme, minutes=minutes, audience=audience)
        return self.assistant.plan_workshop(request)

    def _refused(self, asked: Asked) -> Notice | None:
        seconds = self._people.take(asked.scene.who)
        if seconds:
            return Notice(wording.say("cooling", asked.language, seconds=int(seconds) + 1))
        seconds = self._guilds.take(asked.guild) if asked.guild else 0.0
        if seconds:
            return Notice(wording.say("guild_full", asked.language, minutes=int(seconds // 60) + 1))
        return None

    async def _within(self, work: Callable[[], Awaitable[_Made]], language: Language) -> _Made | Notice:
        """Wait for a turn and for the work, within the deadline; every fault becomes a notice, told in the log.

        No text of a question is logged, nor an error’s message, which may quote one.
        """
        try:
            async with asyncio.timeout(self._deadline), self._turns:
                return await work()
        except InvalidInputError as error:
            return Notice(str(error), is_foreign=True)
        except TimeoutError:
            _log.warning("a question was given up after %s s", self._deadline)
            return Notice(wording.say("late", language))
        except EfcError as error:
            _log.error("the assistant is not ready: %s", error.code)
            return Notice(wording.say("unready", language))
        except Exception as error:
            reference = secrets.token_hex(4)
            _log.error("reference %s: %s", reference, type(error).__name__)
            return Notice(wording.say("failed", language, id=reference))
