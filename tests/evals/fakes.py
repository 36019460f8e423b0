"""Stand-ins for evaluation: a library of one document, replies built on it, and a scripted respondent."""

from collections.abc import Callable, Iterable
from datetime import date

from assistant.domain import (
    Abstention,
    Answer,
    Citation,
    Courtesy,
    Document,
    Engine,
    Hit,
    Passage,
    Question,
    Reply,
    Source,
    Statement,
)
from assistant.errors import InvalidInputError
from assistant.knowledge import Lexicon, LexiconEntry, Places
from assistant.knowledge.lexicon import Aliases, ShortDefinition
from assistant.knowledge.places import Country, PlaceTable, Town
from evals.questions import EvalQuestion

TEXT = "Un verger partagé réunit des voisins. Le verger ouvre chaque samedi aux familles du quartier."
ENGINE = Engine(writer="extractive", embedder="subword-v1", generation="g1")
COMMON = {"language": "fr", "question": "c’est quoi un verger partagé ?", "confidence": 0.9, "engine": ENGINE}


TODAY = date(2026, 3, 1)
LEXICON = Lexicon(
    (
        LexiconEntry(
            term="verger partagé",
            acronym="VP",
            aliases=Aliases(fr=("verger commun",)),
            definition=ShortDefinition(fr="Un verger à plusieurs.", en="A shared orchard."),
            note="concepts/verger.md",
        ),
    )
)

PLACES = Places(
    PlaceTable(
        regions=(),
        departments=(),
        towns=(Town(name="Villebelle", country="Lande"),),
        countries=(Country(name="Lande"),),
        clubs=(),
    )
)


class OneDocument:
    """A library that holds one document of one passage."""

    def __init__(self, text: str = TEXT, location: str = "cases/verger-partage.md") -> None:
        self.held = Document(id="d1", title="Verger partagé", location=location, text=text)
        self.passage = Passage(id="p1", document_id="d1", number=0, start=0, end=len(text), text=text)

    def document(self, document_id: str) -> Document | None:
        """Return the document under its own id."""
        return self.held if document_id == "d1" else None

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the passage under its own id."""
        return {one: self.passage for one in ids if one == "p1"}


class Scripted:
    """A respondent that gives its replies in order, and remembers what it was asked."""

    lexicon = LEXICON
    places = PLACES

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.asked: list[Question] = []

    def index(self) -> OneDocument:
        """Return the library that the replies cite."""
        return OneDocument()

    async def ask(self, question: Question) -> Reply:
        """Return the next reply; the last one is repeated."""
        self.asked.append(question)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    async def search(self, query: str) -> list[Hit]:
        """Return the one document, whatever the words."""
        held = OneDocument()
        return [Hit(held.passage, held.held, 1.0)]


class Sensitive(Scripted):
    """A respondent whose reply and whose search depend on the words of the question.

    Args:
        reply: the reply to a text.
        found: whether the search of a text finds the one document.
    """

    def __init__(self, reply: Callable[[str], Reply], found: Callable[[str], bool] = lambda text: True) -> None:
        super().__init__()
        self._reply = reply
        self._found = found

    async def ask(self, question: Question) -> Reply:
        """Return the reply to the text, with the text as the question understood."""
        self.asked.append(question)
        return self._reply(question.text).model_copy(update={"question": question.text})

    async def search(self, query: str) -> list[Hit]:
        """Return the one document when the words find it."""
        return await super().search(query) if self._found(query) else []


class Refusing(Scripted):
    """A respondent that takes no question for a question."""

    async def ask(self, question: Question) -> Reply:
        """Refuse, whatever is asked."""
        raise InvalidInputError("La question est vide.", "Écrivez-la.")


def answer(text: str = "Un verger partagé réunit des voisins [1].") -> Answer:
    """Return an answer that quotes the first sentence of the document."""
    citation = Citation(mark=1, passage_id="p1", start=0, end=37, quote=TEXT[:37])
    source = Source(mark=1, document_id="d1", title="Verger partagé", kind="case", author_kind="human")
    statement = Statement(text=text, origin="source", citations=(citation,))
    return Answer(id="r1", text=text, statements=(statement,), sources=(source,), **COMMON)


def abstention(text: str = "Je préfère ne pas répondre.") -> Abstention:
    """Return an abstention without citation."""
    return Abstention(id="r2", text=text, reason="no_evidence", **COMMON)


def courtesy(text: str = "Bonjour !") -> Courtesy:
    """Return a courtesy."""
    return Courtesy(id="r3", text=text, **COMMON)


def asked(**fields: object) -> EvalQuestion:
    """Return a question that the answer above passes, with some fields replaced."""
    given = {
        "id": "q1",
        "persona": "newcomer",
        "question": "c’est quoi un verger partagé ?",
        "answerable": True,
        "must_include": [["voisins?"]],
        "kind": "definition",
        "expected": "Un verger qui réunit des voisins.",
    }
    return EvalQuestion.model_validate({**given, **fields})
