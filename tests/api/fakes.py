"""A small assistant for the border: two invented documents, one invented club, scripted replies."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from assistant.domain import (
    Abstention,
    Answer,
    Citation,
    Courtesy,
    Document,
    Engine,
    Hit,
    NextStep,
    Passage,
    Question,
    Ranked,
    Reply,
    Source,
    Statement,
)
from assistant.errors import IndexUnusableError, InvalidInputError
from assistant.knowledge import Lexicon, LexiconEntry, Places
from assistant.knowledge.lexicon import ShortDefinition
from assistant.knowledge.places import Club, Department, PlaceTable, Region, Town
from assistant.planning import requested
from assistant.ports import Vectors
from assistant.workshop_plan import WorkshopPlan, WorkshopRequest
from tests.sample_plan import sample_plan

ENGINE = Engine(writer="extractive", embedder="fake", generation="g1")

ORCHARD = Document(
    id="a" * 16,
    title="Le verger <partagé> & ses voisins",
    kind="case",
    author_kind="ai_summary",
    publisher="Club des Essais",
    url="https://exemple.invalid/verger?a=1&b=2",
    location="cases/verger.md",
    event_on="--03-01",
    text="Le verger partagé nourrit douze familles.\nIl accueille aussi une école.",
)
MEADOW = Document(
    id="b" * 16,
    title="The shared meadow",
    kind="club",
    author_kind="human",
    url="javascript:alert(1)",
    location="clubs/essais.md",
    published_on="2024-05",
    language="en",
    text="The meadow is kept by <script>alert(1)</script> its neighbours.",
)
DOCUMENTS = (ORCHARD, MEADOW)
PASSAGES = tuple(
    Passage(
        id=f"{one.id}-0",
        document_id=one.id,
        number=0,
        start=0,
        end=len(one.text),
        text=one.text,
        headings=("Vie",),
        language=one.language,
    )
    for one in DOCUMENTS
)
LEXICON = Lexicon(
    (
        LexiconEntry(
            term="verger partagé",
            acronym="VP",
            definition=ShortDefinition(fr="Un verger tenu à plusieurs.", en="An orchard kept together."),
            note="cases/verger.md",
        ),
    )
)
PLACES = Places(
    PlaceTable(
        regions=(Region(name="Plaine", clubs=("essais",)), Region(name="Rivage")),
        departments=(
            Department(code="1", name="Haute-Plaine", region="Plaine"),
            Department(code="2", name="Bas-Rivage", region="Rivage"),
        ),
        towns=(
            Town(name="Bourg-Neuf", department="1"),
            Town(name="Villebelle", department="1"),
            Town(name="Villebelle", department="2"),
            Town(name="Port-Clair", department="2"),
        ),
        clubs=(
            Club(
                id="essais",
                name="Club des Essais",
                territory="Plaine",
                listed_as="PLAINE : Club des Essais",
                note="clubs/essais.md",
            ),
        ),
    )
)


def answer_to(question: str) -> Answer:
    """Return an answer that cites both documents, with a list, a connective and a next step."""
    orchard, meadow = ORCHARD.text, MEADOW.text
    family = Citation(mark=1, passage_id=PASSAGES[0].id, start=0, end=41, quote=orchard[:41])
    school = Citation(mark=1, passage_id=PASSAGES[0].id, start=42, end=len(orchard), quote=orchard[42:])
    kept = Citation(mark=2, passage_id=PASSAGES[1].id, start=0, end=len(meadow), quote=meadow)
    return Answer(
        id="r1",
        language="fr",
        question=question,
        text=f"{orchard[:41]} [1]",
        statements=(
            Statement(text="Voici ce que j’ai trouvé :", origin="assistant"),
            Statement(text="- Le verger nourrit.", origin="source", citations=(family,)),
            Statement(text="- Il accueille.", origin="source", citations=(school, family)),
            Statement(text=meadow, origin="source", citations=(kept,)),
        ),
        sources=tuple(
            Source(mark=mark, document_id=one.id, headings=("Vie",), **_shown(one))
            for mark, one in enumerate(DOCUMENTS, start=1)
        ),
        next_steps=(NextStep(label="Écrire au club", why="il connaît le verger", citations=(family,)),),
        follow_ups=("Qui tient le pré & le verger ?",),
        confidence=0.9,
        engine=ENGINE,
    )


def _shown(one: Document) -> dict[str, str | None]:
    names = ("title", "kind", "author_kind", "publisher", "url", "published_on", "event_on", "retrieved_on")
    return {name: getattr(one, name) for name in names}


class SmallIndex:
    """A generation of two documents; both searches rank every passage in order."""

    generation = "g1"
    embedder_name = "fake"

    def search_lexical(self, text: str, count: int) -> Sequence[Ranked]:
        """Rank all."""
        return [Ranked(one.id, 1.0) for one in PASSAGES][:count]

    def search_dense(self, vector: Vectors, count: int) -> Sequence[Ranked]:
        """Rank all."""
        return self.search_lexical("", count)

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the known ones."""
        return {one.id: one for one in PASSAGES if one.id in set(ids)}

    def passages_of(self, document_id: str) -> Sequence[Passage]:
        """Return those of a document."""
        return [one for one in PASSAGES if one.document_id == document_id]

    def document(self, document_id: str) -> Document | None:
        """Return a document."""
        return next((one for one in DOCUMENTS if one.id == document_id), None)

    def documents(self) -> Sequence[Document]:
        """Return both."""
        return DOCUMENTS

    def document_frequency(self, stem: str) -> int:
        """Count nothing."""
        return 0

    def passage_count(self) -> int:
        """Return two."""
        return len(PASSAGES)


class FakeAssistant:
    """Reply to anything; « bonjour », « introuvable », « panne » choose another kind of reply.

    Args:
        ready: False stands for a data folder without an index.
    """

    lexicon = LEXICON
    places = PLACES

    def __init__(self, *, ready: bool = True) -> None:
        self.ready = ready
        self.asked: list[Question] = []
        self.counts: list[int] = []

    def index(self) -> SmallIndex:
        """Return the index, when there is one."""
        if not self.ready:
            raise IndexUnusableError("Il n’y a pas encore d’index.", "Lancez « efc ingest ».")
        return SmallIndex()

    async def ask(self, question: Question) -> Reply:
        """Return the scripted reply."""
        self.asked.append(question)
        if not question.text.strip():
            raise InvalidInputError("La question est vide.", "Écrivez une question.")
        if len(question.text) > 2000:
            raise InvalidInputError("La question est trop longue.", "Raccourcissez-la.")
        self.index()
        return self._reply(question.text)

    def _reply(self, text: str) -> Reply:
        if text == "bonjour":
            said = "Bonjour, posez votre question."
            return Courtesy(id="r2", language="fr", question=text, text=said, confidence=1, engine=ENGINE)
        if text == "introuvable":
            said = "Je n’ai rien trouvé."
            fields = {"id": "r3", "question": text, "text": said, "confidence": 0.1, "engine": ENGINE}
            return Abstention(language="fr", reason="no_evidence", **fields)
        if text.startswith("panne"):
            raise RuntimeError(f"cannot answer {text!r}")
        return answer_to(text)

    async def search(self, query: str, *, count: int = 10, kinds: Collection[str] = ()) -> list[Hit]:
        """Return the passages of the kinds asked."""
        self.counts.append(count)
        self.index()
        found = [
            Hit(passage, one, 1.0, {"lexical": 1})
            for passage, one in zip(PASSAGES, DOCUMENTS, strict=True)
            if not kinds or one.kind in kinds
        ]
        return found[:count]

    def workshop_request(self, words: str, **given: Any) -> WorkshopRequest:
        """Return a request within its bounds, the words being its theme."""
        self.index()
        return requested(words, **given)

    def plan_workshop(self, asked: WorkshopRequest) -> WorkshopPlan:
        """Return the one plan it knows."""
        self.index()
        return sample_plan()
