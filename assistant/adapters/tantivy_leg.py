"""Lexical leg: BM25 by tantivy over texts analysed by our own French analyser."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import tantivy

from assistant.adapters.record_order import by_id
from assistant.domain import Document, Passage, Ranked
from assistant.errors import DataFolderError
from assistant.french import analyse, analyse_mended


@dataclass(frozen=True, slots=True)
class LexicalFeatures:
    """What the lexical leg listens to, beside 1 for a stem of the passage; 0 leaves a feature out.

    `efc bench --ablation` measures each on judged sets. Figures here: lexical leg alone, nDCG@10 on bench/spf and
    bench/cdtn.
    """

    pairs: float = 0.4
    """Weight of two neighbouring stems found together in a passage: 0.872 and 0.523 without, 0.875 and 0.531 with."""
    text: float = 2.0
    """Weight of the whole text of the document, whose other passages vouch for this one: 0.853 and 0.519 without,
    0.874 and 0.534 at 1, 0.875 and 0.531 at 2, 0.878 and 0.515 at 4. At 1 to 2 the passage that holds the answer is
    also ranked best (spf answers, MRR 0.725 without, 0.732 with)."""
    title: float = 2.0
    """Weight of the title of the document. On cdtn, whose documents have one: 0.440 without, 0.510 at 1, 0.531 at 2,
    0.528 at 4."""
    is_mended: bool = True
    """Whether a word unknown to the index counts as the known one a slip away. With one slip in each question:
    0.799 and 0.430 without, 0.867 and 0.508 with."""


_DEPTH = 200
"""Passages, and documents, whose evidence is added up; 800 changes no figure above by 0.001."""

_HEAP = 128_000_000
"""Bytes of the writer, enough for 100,000 passages in one segment."""


def _pairs(stems: Sequence[str]) -> list[str]:
    return [f"{first}_{second}" for first, second in pairwise(stems)]


def _create(folder: Path, fields: Sequence[str]) -> tantivy.Index:
    folder.mkdir(mode=0o700)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in fields:
        # Texts come analysed and joined by spaces: one analyser, ours, for every stage.
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    return tantivy.Index(builder.build(), path=str(folder))


def _fill(index: tantivy.Index, rows: Iterable[dict[str, str]]) -> None:
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for row in rows:
        writer.add_document(tantivy.Document(**row))
    writer.commit()
    writer.wait_merging_threads()


def write_lexical(folder: Path, documents: Sequence[Document], passages: Sequence[Passage]) -> None:
    """Build the lexical leg of a generation in an existing empty folder.

    Raises:
        DataFolderError: the disk is full, or does not take what is written.
    """
    try:
        _fill(_create(folder / "passages", ("body", "pairs")), map(_passage_row, by_id(passages)))
        _fill(_create(folder / "documents", ("title", "body")), map(_document_row, by_id(documents)))
    except ValueError as error:  # what tantivy raises when it cannot write
        raise DataFolderError(
            f"Les mots de l’index ne peuvent pas être écrits dans {str(folder)!r} ({error}).",
            "Vérifiez la place libre, puis relancez ; l’index en service n’est pas changé.",
        ) from error


def _passage_row(passage: Passage) -> dict[str, str]:
    # Headings belong to the body: as a field of their own they lose up to 2 points on spf.
    stems = analyse("\n".join((*passage.headings, passage.text)))
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "body": " ".join(stems),
        "pairs": " ".join(_pairs(stems)),
    }


def _document_row(document: Document) -> dict[str, str]:
    return {
        "id": document.id,
        "document_id": document.id,
        "title": " ".join(analyse(document.title)),
        "body": " ".join(analyse(document.text)),
    }


def _opened(folder: Path) -> "tantivy.Index":
    """Open an index; tantivy takes a lock even to read, so a folder that nobody may write is read from a copy."""
    if os.access(folder, os.W_OK):
        return tantivy.Index.open(str(folder))
    copy = Path(tempfile.mkdtemp(prefix="efc-lexical-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    # Neither the locks nor the modes, which may forbid to write.
    ignored = shutil.ignore_patterns("*.lock")
    shutil.copytree(folder, copy, dirs_exist_ok=True, ignore=ignored, copy_function=shutil.copyfile)
    copy.chmod(0o700)
    return tantivy.Index.open(str(copy))


class _Searcher:
    """One opened tantivy index."""

    def __init__(self, folder: Path) -> None:
        index = _opened(folder)
        self._schema = index.schema
        self._searcher = index.searcher()
        self._known: dict[tuple[int, int], tuple[str, str]] = {}

    def count(self) -> int:
        return int(self._searcher.num_docs)

    def frequency(self, term: str) -> int:
        return int(self._searcher.doc_freq("body", term))

    def best(self, weighted: Iterable[tuple[str, str, float]], count: int) -> dict[tuple[str, str], float]:
        """Return the score of at most `count` (id, document id) for (field, term, weight) added up."""
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self.term(field, term), weight))
            for field, term, weight in weighted
            if weight > 0
        ]
        if not clauses:
            return {}
        found = self._searcher.search(tantivy.Query.boolean_query(clauses), limit=count, count=False).hits
        return {self._ids(address): float(score) for score, address in found}

    def holds(self, terms: Iterable[tuple[str, str]]) -> bool:
        """Say whether one entry has all the (field, term)."""
        clauses = [(tantivy.Occur.Must, self.term(field, term)) for field, term in terms]
        return bool(self._searcher.search(tantivy.Query.boolean_query(clauses), limit=1).hits)

    def term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term)

    def _ids(self, address: tantivy.DocAddress) -> tuple[str, str]:
        place = (address.segment_ord, address.doc)
        if place not in self._known:
            stored = self._searcher.doc(address)
            self._known[place] = (str(stored["id"][0]), str(stored["document_id"][0]))
        return self._known[place]


class TantivyLeg:
    """An opened lexical leg, read only; other features than the shipped ones are for measuring."""

    def __init__(self, folder: Path, features: LexicalFeatures | None = None) -> None:
        self._features = features or LexicalFeatures()
        self._passages = _Searcher(folder / "passages")
        self._documents = _Searcher(folder / "documents")

    def count(self) -> int:
        """Return the number of passages."""
        return self._passages.count()

    def search(self, text: str, count: int) -> list[Ranked]:
        """Return at most `count` passages, best first, ties by id.

        The score of a passage is its BM25 (k1 1.2, b 0.75, tantivy's own) over stems and pairs of stems,
        plus the BM25 of the title and of the text of its document; see `LexicalFeatures`.
        """
        features = self._features
        stems = analyse_mended(text, self.document_frequency) if features.is_mended else analyse(text)
        if not stems or count <= 0:
            return []
        terms, depth = sorted(set(stems)), max(count, _DEPTH)
        sought = [("body", term, 1.0) for term in terms]
        sought += [("pairs", pair, features.pairs) for pair in sorted(set(_pairs(stems)))]
        vouched = [("body", term, features.text) for term in terms]
        vouched += [("title", term, features.title) for term in terms]
        documents = self._documents.best(vouched, depth)
        ranked = [
            Ranked(one, round(score + documents.get((document, document), 0.0), 4))
            for (one, document), score in self._passages.best(sought, depth).items()
        ]
        return sorted(ranked, key=lambda one: (-one.score, one.passage_id))[:count]

    def document_frequency(self, stem: str) -> int:
        """Return in how many passages a stem occurs, headings included."""
        return self._passages.frequency(stem)

    def finds(self, text: str, passage_id: str) -> bool:
        """Say whether a passage is reached by its own words; True when the text has none."""
        return self._passages.holds([("id", passage_id), *(("body", term) for term in set(analyse(text)))])
