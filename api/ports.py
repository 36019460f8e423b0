"""What the HTTP border asks of the assistant: anything with this shape can be served."""

from collections.abc import Collection
from typing import Annotated, Protocol, Unpack, cast

from fastapi import Depends, Request

from assistant.domain import Abstention, Hit, Question, Reply
from assistant.gaps.recording import Recorded
from assistant.knowledge import Lexicon, Places
from assistant.planning import Given
from assistant.ports import PassageIndex
from assistant.workshop_plan import WorkshopPlan, WorkshopRequest


class Assistant(Protocol):
    """Answer, search, and give access to the current generation of the index."""

    @property
    def lexicon(self) -> Lexicon:
        """The terms of the field."""

    @property
    def places(self) -> Places:
        """The places and the clubs that cover them."""

    def index(self) -> PassageIndex:
        """Return the current generation; blocking.

        Raises:
            IndexUnusableError: there is none, or it cannot be opened.
        """

    async def ask(self, question: Question) -> Reply:
        """Return the reply to a question.

        Raises:
            InvalidInputError: the question is empty, too long, or not text.
            IndexUnusableError: there is no usable index.
        """

    async def search(self, query: str, *, count: int = 10, kinds: Collection[str] = ()) -> list[Hit]:
        """Return at most `count` passages, best first, of the given kinds of documents (all when empty)."""

    def workshop_request(self, words: str, **given: Unpack[Given]) -> WorkshopRequest:
        """Return the request that words make; what is given beside them wins. Blocking.

        Raises:
            InvalidInputError: there is no theme, or the minutes or the people are out of bounds.
            IndexUnusableError: there is no usable index.
        """

    def plan_workshop(self, asked: WorkshopRequest | str) -> WorkshopPlan | Abstention:
        """Return the plan of a request, or an abstention with the nearest themes; blocking, raises the same."""


async def _served_assistant(request: Request) -> Assistant:
    """Return the assistant of the application, what it replies to this request being noted."""
    state = request.app.state
    return cast("Assistant", Recorded(state.assistant, state.journal, asker_of(request)))


def asker_of(request: Request) -> str:
    """Return who sends a request, as its connection tells (`quotas.client_of`); the journal keeps a keyed hash."""
    return f"web {request.state.client}"


ServedAssistant = Annotated[Assistant, Depends(_served_assistant)]
"""The assistant the application was made with, as a parameter of a route."""
