from pathlib import Path

import pytest

from assistant.domain import Document, Passage
from assistant.errors import InvalidInputError
from ingest.blocks import Action, Prepared, RawFile, RuleUse, Stretch
from ingest.ledger import Ledger
from ingest.pipeline import Tools, ingest
from ingest.tracing import Trace, find_document, read_raw, trace
from tests.ingest.plain_tools import tools

RAW = """Accueil | Contact
La **coopération**  entre acteurs
d&rsquo;un territoire se construit.
Appeler Zoé au jardin.
Le jardin partagé ouvre en mai.
Le jardin partagé ouvre en mai.
"""
CLEAN = """La coopération entre acteurs
d’un territoire se construit.
Appeler l’animation au jardin.
Le jardin partagé ouvre en mai."""


def stretch(piece: str) -> Stretch:
    """Align a piece that both texts hold, at its first place in each."""
    return Stretch(start=CLEAN.index(piece), raw_start=RAW.index(piece), length=len(piece))


def use(rule: str, action: Action, piece: str, *, last: bool = False) -> RuleUse:
    """Return what a rule did to a piece of the raw text, its first place or its last."""
    start = RAW.rindex(piece) if last else RAW.index(piece)
    return RuleUse(rule=rule, action=action, raw_start=start, raw_end=start + len(piece), detail="détail")


def prepare(raw: RawFile) -> Prepared:
    """Return a document as cleaning would make it, whatever the file."""
    identity = "abcdef0123456789"
    line = CLEAN.index("Appeler")
    spans = [(0, line - 1), (line, len(CLEAN))]
    return Prepared(
        Document(id=identity, title="Jardin", location=raw.location, text=CLEAN),
        [
            Passage(id=f"p{n}", document_id=identity, number=n, start=start, end=end, text=CLEAN[start:end])
            for n, (start, end) in enumerate(spans)
        ],
        [
            use("rubriques", "dropped", "Accueil | Contact\n"),
            use("prénoms", "replaced", "Zoé"),
            use("presque-doublons", "merged", "Le jardin partagé ouvre en mai.\n", last=True),
        ],
        [
            stretch("La "),
            stretch("coopération"),
            stretch("entre acteurs\nd"),
            stretch("un territoire se construit.\nAppeler "),
            stretch(" au jardin.\nLe jardin partagé ouvre en mai."),
        ],
    )


@pytest.fixture
def ingested(tmp_path: Path) -> Path:
    """Return a data folder that holds the document, its source being `source.md` beside it."""
    (tmp_path / "source.md").write_text(RAW)
    plain = tools()
    made = Tools(prepare, "1", plain.embedder, plain.write_generation, plain.probe)
    ingest(tmp_path / "data", [tmp_path / "source.md"], made)
    return tmp_path / "data"


def traced(data: Path, text: str) -> Trace:
    """Return what became of a text in the only document."""
    with Ledger.to_write(data) as ledger:
        document, file = find_document(ledger, "source.md")
        return trace(ledger, document, read_raw(file), file, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la cooperation entre acteurs d’un territoire", [("kept", None)]),
        ("ACCUEIL contact", [("dropped", "rubriques")]),
        ("Appeler Zoé au jardin", [("kept", None), ("replaced", "prénoms"), ("kept", None)]),
        ("Le jardin partagé ouvre en mai", [("kept", None), ("merged", "presque-doublons")]),
        ("Appeler l’animation au jardin", [("kept", None)]),
        ("une phrase d’ailleurs", []),
    ],
)
def test_each_part_of_a_sentence_has_a_fate(ingested: Path, text: str, expected: list[tuple[str, str | None]]) -> None:
    """What was kept, dropped, replaced or merged is told in order, whatever accents, case and markup."""
    found = traced(ingested, text)

    assert expected == [(one.fate, one.rule) for one in found.parts]
    for one in found.parts:
        if one.start is not None and one.raw_start is not None:
            assert RAW[one.raw_start] == CLEAN[one.start]


def test_a_kept_sentence_is_at_its_offsets_in_its_passage(ingested: Path) -> None:
    """Offsets of a kept part are those of the cleaned text, and name the passage that holds it."""
    (part,) = traced(ingested, "un territoire se construit").parts

    assert "un territoire se construit" == CLEAN[part.start : part.end]
    assert "p0" == part.passage_id


@pytest.mark.parametrize(("change", "state"), [("changed", "changed"), ("gone", "absent")])
def test_without_the_raw_text_only_what_was_kept_is_known(ingested: Path, change: str, state: str) -> None:
    """When the file changed or went, kept sentences are still found and the rest is not guessed."""
    path = ingested.parent / "source.md"
    path.write_text("autre") if change == "changed" else path.unlink()

    kept, dropped = traced(ingested, "au jardin"), traced(ingested, "Accueil contact")

    assert (state, ["kept"]) == (kept.raw, [one.fate for one in kept.parts])
    assert (state, ()) == (dropped.raw, dropped.parts)


def test_nothing_is_looked_for_without_a_word(ingested: Path) -> None:
    """A text of marks and spaces is a wrong usage."""
    with pytest.raises(InvalidInputError, match="Rien à chercher"):
        traced(ingested, " ** — ")


@pytest.mark.parametrize("name", ["abcdef0123456789", "abcd", "source.md"])
def test_a_document_is_called_by_id_prefix_or_location(ingested: Path, name: str) -> None:
    """Any of the three names gives the document."""
    with Ledger.to_write(ingested) as ledger:
        assert "Jardin" == find_document(ledger, name)[0].title


@pytest.mark.parametrize("name", ["abc", "", "autre.md", "bcde"])
def test_an_unknown_name_is_a_wrong_usage(ingested: Path, name: str) -> None:
    """A prefix too short, or a name of nothing, says what to give instead."""
    with Ledger.to_write(ingested) as ledger, pytest.raises(InvalidInputError, match="Aucun document"):
        find_document(ledger, name)
