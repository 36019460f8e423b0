"""Shapes of the OpenAI-compatible routes: what such clients send, as much as serves here, and what they read back.

Reference: https://platform.openai.com/docs/api-reference/chat; what a client sends besides is ignored, as servers of
this protocol do, for every client sends settings of its own.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator

from assistant.domain import Question, Record, Turn
from assistant.errors import InvalidInputError

MODEL = "efc"
"""The one model."""

HISTORY_TURNS = 40
"""Last turns read of a conversation, as `/v1/ask` takes them."""

TURN_LIMIT = 4000
"""First characters read of an earlier turn, as `/v1/ask` takes them."""

SOURCES_HEADING = "Sources"


class _Sent(BaseModel):
    """Something a client sends: no type is guessed, and what is unknown here is ignored."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class TextPart(_Sent):
    """A part of a message; no image, sound or file is read."""

    type: Literal["text"]
    text: str


def _content_kind(content: object) -> str:
    return "none" if content is None else "parts" if isinstance(content, list) else "text"


Content = Annotated[
    Annotated[str, Tag("text")] | Annotated[list[TextPart], Tag("parts")] | Annotated[None, Tag("none")],
    Discriminator(_content_kind),
]


class Message(_Sent):
    """A message; `system` and `developer` ones are ignored: the corpus alone answers."""

    role: Literal["user", "assistant", "system", "developer"]
    content: Content = None

    @property
    def text(self) -> str:
        """The text, its parts on lines of their own; for what we wrote, without the list of sources."""
        content = self.content
        text = "\n".join(part.text for part in content) if isinstance(content, list) else content or ""
        return text.partition(f"\n\n{SOURCES_HEADING}\n")[0] if self.role == "assistant" else text


class StreamOptions(_Sent):
    """How to stream."""

    include_usage: bool | None = None


class ResponseFormat(_Sent):
    """The shape of the content: text alone."""

    type: Literal["text"]


class CompletionBody(_Sent):
    """A conversation to go on with."""

    model: str = Field(max_length=100, examples=[MODEL])
    messages: list[Message] = Field(
        min_length=1, description="La question est le dernier message « user » ; ceux d’avant sont la conversation."
    )
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = Field(default=None, ge=1, le=1, description="Une seule réponse.")
    response_format: ResponseFormat | None = None

    @field_validator("messages")
    @classmethod
    def _asks(cls, messages: list[Message]) -> list[Message]:
        if not any(message.role == "user" for message in messages):
            raise ValueError("there is no message of the user")
        return messages

    def as_question(self) -> Question:
        """Return the question as the assistant takes it.

        Raises:
            InvalidInputError: the last message of the user is empty.
        """
        last = max(place for place, message in enumerate(self.messages) if message.role == "user")
        if not self.messages[last].text.strip():
            raise InvalidInputError("Le dernier message est vide.", "Écrivez une question.")
        turns = [
            Turn(role=message.role, text=message.text[:TURN_LIMIT])
            for message in self.messages[:last]
            if message.role in {"user", "assistant"} and message.text.strip()
        ]
        return Question(text=self.messages[last].text, history=tuple(turns[-HISTORY_TURNS:]))

    def words(self) -> int:
        """Return how many words the messages of the conversation hold, ignored ones left out."""
        return sum(len(one.text.split()) for one in self.messages if one.role in {"user", "assistant"})


class UrlCitation(Record):
    """Where a mark stands in the content (`content[start_index:end_index]`), and where its source is."""

    url: str
    title: str
    start_index: int = Field(ge=0)
    end_index: int = Field(gt=0)


class Annotation(Record):
    """A citation of a source that has a public address."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class Usage(Record):
    """What was read and written, in words: no tokenizer is at work, and none is imitated."""

    prompt_tokens: int = Field(ge=0, description="Mots de la conversation envoyée, séparés par des espaces.")
    completion_tokens: int = Field(ge=0, description="Mots du contenu de la réponse.")
    total_tokens: int = Field(ge=0)
    efc_unit: Literal["words"] = "words"


class AnswerMessage(Record):
    """What the assistant writes: the text with its marks, then the list of its sources."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: tuple[Annotation, ...] = ()


class Choice(Record):
    """The one reply."""

    index: Literal[0] = 0
    message: AnswerMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Completion(Record):
    """A reply, as OpenAI’s clients read it; `efc_reply` is the one of `/v1/ask`."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    """Seconds since 1970."""
    model: Literal["efc"] = "efc"
    choices: tuple[Choice, ...]
    usage: Usage
    efc_reply: dict[str, Any]


class Model(Record):
    """A model one may name."""

    id: Literal["efc"] = "efc"
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: Literal["efc"] = "efc"


class ModelList(Record):
    """The models: one."""

    object: Literal["list"] = "list"
    data: tuple[Model, ...] = (Model(),)


class OpenAIError(Record):
    """What is wrong, in the words of the problem that `/v1/ask` would return."""

    message: str
    type: Literal["invalid_request_error", "rate_limit_error", "server_error"]
    param: str | None
    """Path of the field, when one is at fault."""
    code: str


class OpenAIProblem(Record):
    """An error in the shape of OpenAI’s clients."""

    error: OpenAIError
