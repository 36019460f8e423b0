"""Each kind of defect is found on a spoilt copy of a sound corpus, and told in one French line."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.corpus_check import check
from tests.assistant.small_corpus import write

SHIPPED = Path(__file__).parents[2] / "corpus"
LEVAIN, FOUR, PLAINE = "concepts/levain-partage.md", "concepts/four-commun.md", "clubs/cercle-de-plaine.md"

Spoil = Callable[[Path], object]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A sound corpus that may be spoilt."""
    return write(tmp_path)


def replaced(path: str, old: str, new: str) -> Spoil:
    """Return what puts some words for others in a file, and makes sure that they were there."""

    def spoil(corpus: Path) -> None:
        text = (corpus / path).read_text(encoding="utf-8")
        assert old in text
        (corpus / path).write_text(text.replace(old, new), encoding="utf-8")

    return spoil


def added(path: str, text: str | bytes) -> Spoil:
    """Return what adds something at the end of a file, made when it does not exist."""
    content = text if isinstance(text, bytes) else text.encode()

    def spoil(corpus: Path) -> None:
        before = (corpus / path).read_bytes() if (corpus / path).exists() else b""
        (corpus / path).write_bytes(before + content)

    return spoil


def test_the_invented_corpus_is_sound(corpus: Path) -> None:
    """What the other tests spoil has no defect."""
    assert [] == check(corpus)


def test_the_shipped_corpus_is_sound() -> None:
    """What travels with the program has no defect."""
    assert [] == check(SHIPPED)


DEFECTS: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "kind of another folder": (replaced(LEVAIN, "kind: concept", "kind: case"), (LEVAIN, "'case'", "'concept'")),
    "no source": (
        replaced(LEVAIN, "sources:\n  - title: Carnet public des fours\n    url: https://exemple.invalid/carnet\n", ""),
        (LEVAIN, "aucune source"),
    ),
    "no term": (replaced(FOUR, "terms: [four commun villageois]", "terms: []"), (FOUR, "aucun terme")),
    "unknown term": (
        replaced(FOUR, "terms: [four", "terms: [zygologie, four"),
        (FOUR, "'zygologie'", "lexique"),
    ),
    "unknown place": (replaced(PLAINE, "places: [Plaine]", "places: [Xorbe]"), (PLAINE, "'Xorbe'", "lieux")),
    "unreadable note": (replaced(LEVAIN, "kind: concept", "kind: [concept"), (LEVAIN,)),
    "unknown kind": (replaced(LEVAIN, "kind: concept", "kind: poème"), (LEVAIN,)),
    "empty note": (lambda corpus: (corpus / LEVAIN).write_bytes(b""), (LEVAIN,)),
    "binary note": (lambda corpus: (corpus / LEVAIN).write_bytes(b"\0\1\2" * 99), (LEVAIN,)),
    "meeting link in a note": (
        added(LEVAIN, "\nRejoignez-nous sur https://visio.exemple.invalid/j/91239123?pwd=Farine12 chaque mardi.\n"),
        (LEVAIN, "meeting_link", "caractère"),
    ),
    "e-mail in a note": (
        added(LEVAIN, "\nÉcrivez à boulange@exemple.fr pour avoir un peu de levain.\n"),
        (LEVAIN, "email"),
    ),
    "missing note of a term": (
        replaced("lexicon.yaml", f"note: {LEVAIN}", "note: concepts/perdue.md"),
        ("lexicon.yaml", "'concepts/perdue.md'", "'levain partagé'"),
    ),
    "orphan term": (
        replaced(LEVAIN, "terms: [levain partagé]", "terms: [cercle des fours]"),
        ("lexicon.yaml", "aucun document", "'levain partagé'"),
    ),
    "dangling related term": (
        replaced("lexicon.yaml", "related: [levain partagé]", "related: [zygologie]"),
        ("lexicon.yaml", "'four commun villageois'", "'zygologie'"),
    ),
    "one name for two terms": (
        replaced("lexicon.yaml", "fr: [cercles des fours, cercle]", "fr: [FOUR COMMUN]"),
        ("lexicon.yaml", "'FOUR COMMUN'", "'four commun villageois'", "'cercle des fours'"),
    ),
    "false reading that is a name": (
        replaced("lexicon.yaml", "[fournil central de ville]", "[Levain Partagé]"),
        ("lexicon.yaml", "lecture fausse", "'Levain Partagé'"),
    ),
    "département of no region": (
        replaced("places.yaml", "name: Haute-Plaine, region: Plaine", "name: Haute-Plaine, region: Steppe"),
        ("places.yaml", "'Steppe'", "91"),
    ),
    "unknown club of a region": (
        replaced("places.yaml", "clubs: [plaine]", "clubs: [steppe]"),
        ("places.yaml", "'steppe'", "Plaine"),
    ),
    "unknown club of a town": (
        replaced("places.yaml", "clubs: [port]", "clubs: [ports]"),
        ("places.yaml", "'ports'", "Port-Clair"),
    ),
    "missing note of a club": (
        replaced("places.yaml", f"note: {PLAINE}", "note: clubs/perdue.md"),
        ("places.yaml", "'clubs/perdue.md'", "Cercle de Plaine"),
    ),
    "hole with a club": (
        replaced("places.yaml", "{name: Rivage, clubs: []}", "{name: Rivage, clubs: [port]}"),
        ("places.yaml", "Rivage"),
    ),
    "region neither covered nor said to be a hole": (
        replaced("places.yaml", "  - {region: Rivage}", "  []"),
        ("places.yaml", "Rivage"),
    ),
    "phone in a table": (
        replaced("places.yaml", 'listed_as: "PORT : Cercle du Port"', 'listed_as: "PORT : 01 99 00 12 34"'),
        ("places.yaml", "phone"),
    ),
    "e-mail in a table": (
        replaced("lexicon.yaml", "Un groupe qui tient des fours.", "Un groupe que joint fours@exemple.fr."),
        ("lexicon.yaml", "email"),
    ),
    "missing lexicon": (lambda corpus: (corpus / "lexicon.yaml").unlink(), ("lexicon.yaml",)),
    "lexicon that is no YAML": (added("lexicon.yaml", "\n- ["), ("lexicon.yaml",)),
    "places that break their schema": (replaced("places.yaml", "regions:", "provinces:"), ("places.yaml", "schéma")),
    "places that are no text": (added("places.yaml", b"\xff\xfe"), ("places.yaml",)),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found(corpus: Path, name: str) -> None:
    """One line names the file and what is wrong in it."""
    spoil, said = DEFECTS[name]
    spoil(corpus)
    findings = check(corpus)
    assert any(all(part in finding for part in said) for finding in findings), findings
    assert all("\n" not in finding for finding in findings)


@pytest.mark.parametrize(
    "name", ["meeting link in a note", "e-mail in a note", "phone in a table", "e-mail in a table"]
)
def test_a_private_value_is_never_repeated(corpus: Path, name: str) -> None:
    """The line says which rule found it, never the value."""
    DEFECTS[name][0](corpus)
    told = " ".join(check(corpus))
    assert None is re.search(r"Farine12|91239123|boulange@|fours@|99 00 12", told)


def test_two_defects_are_both_told_in_a_fixed_order(corpus: Path) -> None:
    """Notes come first, in the order of their paths, then the tables; twice the same."""
    for name in ("unknown place", "no source", "orphan term", "missing note of a club"):
        DEFECTS[name][0](corpus)
    findings = check(corpus)
    assert findings == check(corpus)
    starts = [finding.split(" ")[0] for finding in findings]
    assert [PLAINE, LEVAIN, "lexicon.yaml", "places.yaml"] == list(dict.fromkeys(starts))


def test_readme_and_licences_are_no_notes(corpus: Path) -> None:
    """A page about the corpus needs no front matter."""
    for name in ("README.md", "LICENCE.md", "LICENSE.md"):
        (corpus / name).write_text("Ces notes peuvent être reprises.\n", encoding="utf-8")
    assert [] == check(corpus)


def test_a_note_outside_the_folders_is_told(corpus: Path) -> None:
    """A note that stands in no known folder has no kind to be of."""
    shutil.copy(corpus / LEVAIN, corpus / "perdue.md")
    assert any(finding.startswith("perdue.md") for finding in check(corpus))


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('name: Bourg-Neuf, department: "91"', 'name: Bourg-Neuf, department: "99"', "Bourg-Neuf"),
        ("countries:", 'areas:\n  - {name: Marais, departments: ["99"]}\ncountries:', "Marais"),
    ],
)
def test_a_place_of_no_departement_is_told(corpus: Path, old: str, new: str, name: str) -> None:
    """A place whose département is in no table is a defect told in one line, not a failure."""
    replaced("places.yaml", old, new)(corpus)
    assert any("'99'" in finding and name in finding for finding in check(corpus))
