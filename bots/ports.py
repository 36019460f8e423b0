"""What the bots ask of the assistant: anything with this shape can be put behind a chat."""

from typing import Protocol, Unpack

from assistant.domain import Abstention, Question, Reply
from assistant.knowledge import Lexicon, Places
from assistant.planning import Given
from assistant.ports import PassageIndex
from assistant.workshop_plan import WorkshopPlan, WorkshopRequest


class Assistant(Protocol):
    """Answer, plan workshops, and give access to the terms, the places and the current generation."""

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

    def workshop_request(self, words: str, **given: Unpack[Given]) -> WorkshopRequest:
        """Return the request that words make; blocking. See `plan_workshop` for what raises."""

    def plan_workshop(self, asked: WorkshopRequest | str) -> WorkshopPlan | Abstention:
        """Return a plan, or an abstention; blocking.

        Raises:
            InvalidInputError: the words are empty or not text, the minutes or the people are out of bounds.
            IndexUnusableError: there is no usable index.
        """
