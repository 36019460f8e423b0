import json
import os
import sqlite3
import stat
import zipfile
from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.generation import open_generation
from assistant.adapters.journal import AskingStore
from assistant.adapters.journal_reading import read_gaps
from assistant.adapters.journal_schema import JOURNAL_NAME
from assistant.askings import Judgement
from assistant.domain import Document
from assistant.errors import InvalidInputError
from ingest.backing_up import back_up
from ingest.backup_register import registered
from ingest.erasing import Certificate, forget
from ingest.erasing_strays import clear_stages
from ingest.forgotten import words_of
from ingest.generations import names, pointed, serving
from ingest.inspecting import check
from ingest.ledger import Ledger
from ingest.pipeline import ingest
from ingest.schema import LEDGER_NAME
from tests.ingest.canaries import NAME, make_source, real_tools, remnants
from tests.ingest.plain_tools import opens


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a folder of documents that name a person."""
    return make_source(tmp_path / "source")


@pytest.fixture
def data(tmp_path: Path, source: Path) -> Path:
    """Return a data folder made from the source, twice published."""
    ingest(tmp_path / "data", [source], real_tools())
    ingest(tmp_path / "data", [], real_tools(), rebuild=True)
    return tmp_path / "data"


def forgotten(data: Path, *also: str, name: str = NAME, confirmed: bool = False) -> Certificate:
    """Forget the person, and return the certificate."""
    return forget(data, [words_of(one) for one in (name, *also)], real_tools(), confirmed=confirmed)


def documents(data: Path) -> list[Document]:
    """Return the documents that are served."""
    now = serving(data)
    assert now is not None
    return list(open_generation(now.folder).documents())


def test_nothing_of_a_forgotten_name_is_left_in_the_bytes(data: Path) -> None:
    """Texts, titles, publishers, addresses, file names, rule log, vectors, old generations: 0 hits, one generation."""
    assert remnants(data)

    found = forgotten(data)

    assert ([], 0, ()) == (remnants(data), found.hits, found.hit_files)
    assert (3, 2, [found.generation]) == (found.documents_changed, found.generations_removed, names(data))
    assert found.generation == pointed(data)
    assert found.passages_replaced == found.vectors_removed > 3
    assert found.elapsed_ms < 60_000
    report = check(data, opens)
    assert ((), ()) == (report.faults, report.notes)


def test_the_sentences_stay_readable_and_cited(data: Path) -> None:
    """The person becomes a participant in the words of the redaction, and passages are still slices of their text."""
    forgotten(data)

    texts = {one.location: one for one in documents(data)}
    note = texts["atelier.md"]
    assert ("L’atelier d’un·e participant·e", "Un·e participant·e", None) == (note.title, note.publisher, note.url)
    assert ("Le carnet d’un·e participant·e", "https://exemple.org/carnet") == (
        note.references[0].title,
        note.references[0].url,
    )
    assert "Le récit d’un·e participant·e tient en deux pages" in note.text
    assert "## Ce que propose un·e participant·e" in note.text
    assert "- Un·e participant·e tient la caisse" in note.text
    assert "Un jardin" in {one.title for one in texts.values()}


def test_a_document_read_again_comes_out_as_it_was_rewritten(data: Path, source: Path) -> None:
    """After forgetting, an ingestion writes nothing; preparing all anew, or a changed file, does not bring it back."""
    found = forgotten(data)

    again = ingest(data, [], real_tools())
    anew = ingest(data, [], real_tools(preparation="2"))
    assert [(0, 0, False, found.generation)] * 2 == [
        (one.passages_written, one.embeddings_computed, one.published, one.generation) for one in (again, anew)
    ]
    (source / "jardin.txt").write_text(f"Un jardin\n\nLe jardin est tenu par {NAME.upper()} et par ses voisins.\n")
    assert 1 == ingest(data, [], real_tools(preparation="2")).counts.changed
    assert [] == remnants(data)
    assert () == check(data, opens).faults


def test_a_name_is_kept_out_of_a_fresh_source(data: Path, tmp_path: Path) -> None:
    """The tombstone holds for documents that were never seen, their place included."""
    forgotten(data)
    other = tmp_path / "autre"
    other.mkdir()
    (other / "Brévand_Anne-Lise.txt").write_text(f"Une scie\n\n{NAME} prête une scie à la commune, chaque samedi.\n")

    ingest(data, [other], real_tools())

    (made,) = [one for one in documents(data) if "scie" in one.text]
    assert "Un·e participant·e prête une scie" in made.text
    assert made.location.startswith("nom-retiré-")
    assert [] == remnants(data)


def test_forgetting_twice_changes_nothing_more(data: Path) -> None:
    """The same name, in another order, has the same tombstone and finds nothing left."""
    first = forgotten(data)

    second = forgotten(data, name="brevand anne lise")

    assert (first.tombstone, first.generation) == (second.tombstone, second.generation)
    assert (0, 0, 0, 0) == (second.documents_changed, second.vectors_removed, second.generations_removed, second.hits)


def test_the_certificate_does_not_name_and_says_what_remains(data: Path) -> None:
    """Words of the name that stand alone are counted by rank; a mention that is confirmed goes as well."""
    source = data.parent / "source"
    (source / "note.txt").write_text("Une note\n\nLa maison Brévand prête une salle à la commune.\n")
    ingest(data, [], real_tools())

    found = forgotten(data)
    assert [(3, 1)] == [(one.word, one.passages) for one in found.remaining]
    assert not {"anne", "lise", "brévand", "brevand"} & set(found.model_dump_json().lower().replace('"', " ").split())

    assert () == forgotten(data, "Brévand").remaining
    assert not any("révand" in one.text for one in documents(data))


def test_other_files_of_the_folder_lose_the_name_too(data: Path) -> None:
    """Feedback, logs and tables of others are rewritten; a file that cannot be is told, and the certificate fails."""
    (data / "feedback.jsonl").write_text(
        json.dumps({"q": f"Où est {NAME} ?"}) + "\n" + json.dumps({"q": "Autre"}) + "\n"
    )
    (data / "journal.log").write_text(f"question de {NAME}\n")
    with sqlite3.connect(data / "cache.sqlite") as cache:
        cache.execute("CREATE TABLE asked (id INTEGER, text TEXT)")
        cache.execute("INSERT INTO asked VALUES (1, ?)", (f"{NAME} est-elle là ?",))
    cache.close()
    (data / "image.bin").write_bytes(b"\xff\xfe\x00" + NAME.encode("utf-16-le"))

    found = forgotten(data)
    assert (3, 1, ("image.bin",)) == (found.files_changed, found.hits, found.hit_files)
    assert any("inachevé" in fault for fault in check(data, opens).faults)

    (data / "image.bin").unlink()
    assert 0 == forgotten(data).hits
    assert [] == remnants(data)
    assert () == check(data, opens).faults
    assert ["Où est un·e participant·e ?", "Autre"] == [
        json.loads(line)["q"] for line in (data / "feedback.jsonl").read_text().splitlines()
    ]


def test_known_backups_are_listed(data: Path, tmp_path: Path) -> None:
    """The certificate names the backups made before, and whether they are still there."""
    back_up(data, tmp_path / "a.zip")
    back_up(data, tmp_path / f"{NAME}.zip")
    (tmp_path / "a.zip").unlink()

    found = forgotten(data)

    assert [False, False] == [one.still_there for one in found.backups]
    assert str(tmp_path / "a.zip") in {one.path for one in found.backups}
    assert [] == remnants(data)
    assert 2 == len(registered(data))


@pytest.mark.parametrize("name", ["club", "Anne", "commune", "le jardin"])
def test_a_word_that_names_nobody_asks_first(data: Path, name: str) -> None:
    """A common word, or a first name alone, is refused with a remedy, and nothing changes."""
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file() and path.name != "lock"}

    with pytest.raises(InvalidInputError, match="--yes"):
        forgotten(data, name=name)

    assert before == {path: path.read_bytes() for path in before}


def test_a_place_or_a_name_in_many_documents_asks_first(data: Path, source: Path) -> None:
    """What a note gives as a place, and what is everywhere, is forgotten only when confirmed."""
    for number in range(6):
        (source / f"ville-{number}.md").write_text(
            f"---\ntitle: Ville {number}\nplaces: [Quévrechain]\n---\nLe club {number} de Zorvillac se réunit.\n"
        )
    ingest(data, [], real_tools())

    for name, said in (("Quévrechain", "lieu"), ("Zorvillac", "6 documents sur")):
        with pytest.raises(InvalidInputError, match=said):
            forgotten(data, name=name)
    assert 6 == forgotten(data, name="Zorvillac", confirmed=True).documents_changed


def test_a_source_whose_path_holds_the_name_is_refused(tmp_path: Path) -> None:
    """The path of a source is kept to read it again: the remedy is to rename it first."""
    source = make_source(tmp_path / NAME)
    ingest(tmp_path / "data", [source], real_tools())

    with pytest.raises(InvalidInputError, match="Renommez"):
        forgotten(tmp_path / "data")


def test_documents_that_become_the_same_are_one(data: Path, source: Path) -> None:
    """Two files that only differed by the name are a document and its duplicate, as a new ingestion says."""
    for number, name in enumerate((NAME, "un·e participant·e")):
        note = f"---\ntitle: Le double\nkind: practice\n---\nLe four est prêté par {name} chaque samedi.\n"
        (source / f"double-{number}.md").write_text(note)
    ingest(data, [], real_tools())

    found = forgotten(data)

    assert () == check(data, opens).faults
    again = ingest(data, [], real_tools(preparation="2"))
    assert (found.generation, 1) == (again.generation, again.counts.duplicate)


def test_what_is_kept_of_a_name_belongs_to_the_owner(data: Path) -> None:
    """Every file has mode 0600 and every folder 0700; the ledger keeps hashes that say nothing."""
    forgotten(data)

    modes = {stat.S_IMODE(path.stat().st_mode) for path in data.rglob("*")}
    assert modes <= {0o600, 0o700}
    with Ledger.to_write(data) as ledger:
        assert [] == ledger.unfinished()
        assert {16} == {len(one.digest) for one in ledger.forgotten().marks}
    assert (data / LEDGER_NAME).stat().st_size > 0


def test_the_journal_of_askings_forgets_too(data: Path) -> None:
    """Words that three people typed, comments and questions kept, while a server holds the file: 0 hits, and told."""
    day = date(2026, 3, 2)
    store = AskingStore(data, str, questions=True)
    for number in range(3):
        store.add_judgement(
            Judgement(reply_id="r", verdict="down", question=f"{NAME} et le jardin ?", comment=f"Voyez {NAME}."),
            f"web {number}",
            day,
        )
        store.add_judgement(Judgement(reply_id="s", verdict="down", question="le quetzal ?"), f"web {number}", day)
    held = sqlite3.connect(data / JOURNAL_NAME)
    held.execute("SELECT COUNT(*) FROM asking").fetchall()
    assert any(JOURNAL_NAME in one for one in remnants(data))

    found = forgotten(data)

    held.close()
    assert ([], 0, ()) == (remnants(data), found.hits, found.hit_files)
    assert found.askings_removed >= 3
    assert [("quetzal",)] == [one.label for one in read_gaps(data, since=day).gaps]


def test_a_backup_leaves_the_journal_of_askings_out(data: Path, tmp_path: Path) -> None:
    """What people ask is kept for a time, which a backup would outlive; its report says so."""
    AskingStore(data, str).add_judgement(
        Judgement(reply_id="r", verdict="down", question="le quetzal ?", comment="Voyez le quetzal."),
        "web a",
        date(2026, 3, 2),
    )
    made = back_up(data, tmp_path / "sauvegarde.zip")
    assert not made.journal
    with zipfile.ZipFile(made.path) as archive:
        assert {"manifest.json", LEDGER_NAME} == set(archive.namelist())
        assert not any(b"quetzal" in archive.read(one) for one in archive.namelist())


def test_what_a_living_process_writes_aside_is_left_to_it(tmp_path: Path) -> None:
    """A file aside goes with the process that made it, and no sooner."""
    mine, dead = tmp_path / f".tmp-{os.getpid()}-backups.json", tmp_path / ".tmp-999999999-backups.json"
    for one in (mine, dead):
        one.write_text("{}")
    clear_stages(tmp_path)
    assert (True, False) == (mine.exists(), dead.exists())
