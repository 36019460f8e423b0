"""Make a grid: the definition of each box from the index, the question of each, and the words of a description."""

from assistant.domain import MINIMAL_QUOTE, Language, Passage, Span, Statement
from assistant.errors import InvalidInputError
from assistant.french import analyse, sentences, typeset
from assistant.grounding import Marks
from assistant.knowledge import Lexicon
from assistant.ports import PassageIndex
from assistant.reading_grid.boxes import BOXES, DESCRIPTION_LIMIT, FilledBox, GridBox, ReadingGrid
from assistant.reading_grid.sorting import sorted_words


def filled_grid(
    description: str, lexicon: Lexicon, index: PassageIndex | None, language: Language = "fr"
) -> ReadingGrid:
    """Return the grid of a description; an empty one, to be filled in by hand, when there is none.

    Args:
        description: words typed by whoever animates, at most `DESCRIPTION_LIMIT` characters.
        lexicon: tells the note that defines each box.
        index: holds the notes; without it, no box has a definition.
        language: of the names of the boxes and of their questions; definitions stay in the language of the notes.

    Raises:
        InvalidInputError: the description is too long.
    """
    if len(description) > DESCRIPTION_LIMIT:
        raise InvalidInputError(
            f"La description a {len(description)} caractères.",
            f"Gardez-en {DESCRIPTION_LIMIT} au plus, pour que la grille tienne sur une page.",
        )
    marks = Marks()
    words = sorted_words(description)
    boxes = tuple(
        FilledBox(
            name=box.english[0] if language == "en" else box.name,
            definition=_definition(box, lexicon, index, marks) if index else None,
            question=Statement(text=box.english[1] if language == "en" else typeset(box.question), origin="assistant"),
            words=own,
        )
        for box, own in zip(BOXES, words.boxes, strict=True)
    )
    return ReadingGrid(boxes=boxes, language=language, to_sort=words.rest, sources=marks.sources)


def _definition(box: GridBox, lexicon: Lexicon, index: PassageIndex, marks: Marks) -> Statement | None:
    """Return the sentence of the defining note that shares the most words with a box, the first among equals."""
    entry = lexicon.find(box.term)
    document = next((one for one in index.documents() if entry and _is_note(one.location, entry.note)), None)
    if document is None:
        return None
    spans = [
        Span(passage, document, passage.start + start, passage.start + end)
        for passage in index.passages_of(document.id)
        if _defines(passage)
        for start, end in sentences(passage.text)
        if end - start >= MINIMAL_QUOTE
    ]
    best = max(spans, key=lambda span: (len(box.stems & set(analyse(span.quote))), -span.start), default=None)
    if best is None:
        return None
    return Statement(text=best.quote, origin="source", citations=(marks.citation(best),))


def _defines(passage: Passage) -> bool:
    return passage.role == "definition" and passage.layout == "prose"


def _is_note(location: str, note: str) -> bool:
    return f"/{location}".endswith(f"/{note}")
