"""The errors this project raises on purpose; anything else is a bug.

    EfcError
    ├── InvalidInputError        what was typed or sent cannot be used
    ├── SourceUnreadableError    a folder or file to ingest cannot be read
    ├── DocumentRefusedError     one document cannot be ingested; the others go on
    │   └── UnreachableError     … for now: its site does not answer, or answers that it cannot
    ├── CorpusInvalidError       the shipped notes, lexicon or places break their schema
    ├── IndexUnusableError       no index, or a broken one
    │   └── NewerIndexError      … or one that this version is too old to read
    ├── WriterBusyError          another process is writing the data folder
    ├── DataFolderError          the data folder cannot be written
    ├── ModelUnavailableError    an optional model is not installed or not reachable
    └── ChannelRefusedError      a chat platform refuses the bot, or cannot be reached

Messages are in French, name the value, and end with the remedy: they are shown to the public as they are.
"""

from typing import ClassVar


class EfcError(Exception):
    """Something a person can mend; `code` is stable, `exit_code` is the one of the command line."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy


class InvalidInputError(EfcError):
    """What was typed or sent cannot be used: empty, too long, not text."""

    code = "invalid_input"
    exit_code = 2


class SourceUnreadableError(EfcError):
    """A folder or file to ingest does not exist, is empty, or cannot be read."""

    code = "source_unreadable"


class DocumentRefusedError(EfcError):
    """One document cannot be ingested; the documents beside it are."""

    code = "document_refused"
    exit_code = 4


class UnreachableError(DocumentRefusedError):
    """A web page cannot be had for now: its site does not answer, is too slow, or says that it cannot answer."""

    code = "unreachable"


class CorpusInvalidError(EfcError):
    """A note, the lexicon or the place table breaks its schema."""

    code = "corpus_invalid"


class IndexUnusableError(EfcError):
    """There is no index, or it cannot be opened, or a newer version made it."""

    code = "index_unusable"


class NewerIndexError(IndexUnusableError):
    """The index comes from a newer version: it is sound, and must not be replaced."""


class WriterBusyError(EfcError):
    """Another process is writing the data folder."""

    code = "writer_busy"
    exit_code = 75


class DataFolderError(EfcError):
    """The data folder cannot be created or written."""

    code = "data_folder"


class ModelUnavailableError(EfcError):
    """An optional model is not installed, or cannot be reached."""

    code = "model_unavailable"


class ChannelRefusedError(EfcError):
    """A chat platform refuses the bot, cannot be reached, or its library is not installed."""

    code = "channel_refused"
