import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.cli import run
from ingest.index_cli import run as run_index
from ingest.ledger import Ledger
from ingest.planning import IngestReport
from tests.ingest.web_stubs import PUBLIC, Reply, World, html, sitemap, small_web

PAGE = "https://site.example/jardin"
MAP = "https://site.example/sitemap.xml"
TEXT = (
    "Un jardin partagé réunit des habitants qui cultivent ensemble un terrain et décident de ses règles.",
    "Pour venir, appelez le 06 12 34 56 78.",
)

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[World]:
    """Return a web of one site of two pages, and work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    with small_web() as made:
        site = made.site("site.example")
        site.routes["/jardin"] = Reply(html("Le jardin partagé", *TEXT))
        site.routes["/atelier"] = Reply(html("L’atelier", "Un atelier de réparation ouvre ses portes aux voisins."))
        site.routes["/sitemap.xml"] = sitemap(PAGE, "https://site.example/atelier")
        yield made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the path of a data folder that does not exist yet."""
    return tmp_path / "data"


def document(data: Path) -> str:
    """Return the id of the page of the garden."""
    with Ledger.to_write(data) as ledger:
        return next(one.id for one in ledger.documents() if one.location == PAGE)


def test_the_web_is_closed_until_a_site_is_allowed(world: World, data: Path, capsys: Captured) -> None:
    """Nothing is asked, and the one line of the error says the two ways to allow the site."""
    assert 1 == run([PAGE, "--data", str(data)], network=world.network())

    said = capsys.readouterr().err
    assert ([], 1) == (world.connected, said.count("\n"))
    for way in ("--allow-host site.example", "EFC_FETCH_HOSTS"):
        assert way in said


def test_a_site_allowed_once_is_remembered_with_its_source(world: World, data: Path, capsys: Captured) -> None:
    """The first run reads the sitemap, with its progress on stderr; the next one needs no word."""
    arguments = [MAP, "--allow-host", "site.example", "--data", str(data)]
    assert 0 == run(arguments, network=world.network())
    first = capsys.readouterr()
    assert 0 == run(["--data", str(data), "--json"], network=world.network())

    assert "Lecture des pages\u00a0: 2 sur 2" in first.err
    assert 2 == IngestReport.model_validate_json(capsys.readouterr().out).counts.unchanged


def test_the_settings_allow_sites_and_say_whom_to_write_to(
    world: World, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """EFC_FETCH_HOSTS allows, EFC_CONTACT is shown to the site."""
    monkeypatch.setenv("EFC_FETCH_HOSTS", "autre.example, *.example, ")
    assert 2 == run([PAGE, "--data", str(data)], network=world.network())
    monkeypatch.setenv("EFC_FETCH_HOSTS", "autre.example, site.example, ")
    monkeypatch.setenv("EFC_CONTACT", "https://nous.example/")

    assert 0 == run([PAGE, "--data", str(data)], network=world.network())
    assert {True} == {one["User-Agent"].endswith("(+https://nous.example/)") for one in world.sites[PUBLIC].headers}


@pytest.mark.parametrize(
    "arguments",
    [["--allow-host", "site.example"], [PAGE, "--allow-host", "*"], [PAGE, "--allow-host", "https://site.example/"]],
)
def test_a_permit_that_allows_nothing_or_all_is_a_wrong_usage(
    world: World, data: Path, capsys: Captured, arguments: list[str]
) -> None:
    """A permit goes with an address and names a site."""
    assert 2 == run([*arguments, "--data", str(data)], network=world.network())
    assert (1, False) == (capsys.readouterr().err.count("\n"), data.exists())


def test_a_dry_run_reads_the_site_and_writes_nothing(world: World, data: Path, capsys: Captured) -> None:
    """The plan names the pages; the permit is not remembered."""
    arguments = [MAP, "--allow-host", "site.example", "--data", str(data), "--dry-run"]
    assert 0 == run(arguments, network=world.network())
    assert PAGE in capsys.readouterr().out
    assert not data.exists()


@pytest.fixture
def ingested(world: World, data: Path, capsys: Captured) -> Path:
    """Return a data folder that holds the page of the garden."""
    assert 0 == run([PAGE, "--allow-host", "site.example", "--data", str(data)], network=world.network())
    capsys.readouterr()
    world.sites[PUBLIC].asked.clear()
    return data


def shown(world: World, data: Path, capsys: Captured, *options: str) -> dict[str, object]:
    """Show the page of the garden."""
    arguments = ["show", document(data), "--data", str(data), "--json", *options]
    assert 0 == run_index(arguments, network=world.network())
    return dict(json.loads(capsys.readouterr().out))


def test_the_raw_page_is_asked_for_only_when_wanted(world: World, ingested: Path, capsys: Captured) -> None:
    """Showing a document leaves its site alone; --raw reads it again, with what was redacted."""
    assert "not_read" == shown(world, ingested, capsys)["raw"]
    assert [] == world.sites[PUBLIC].asked

    raw = shown(world, ingested, capsys, "--raw")
    assert ("present", True) == (raw["raw"], "06 12 34 56 78" in str(raw["raw_text"]))


@pytest.mark.parametrize(
    ("reply", "state"),
    [(Reply(html("Autre", "Autre chose.")), "changed"), (Reply(b"", 404), "absent"), (Reply(b"", 503), "not_read")],
)
def test_what_became_of_the_raw_page_is_told(
    world: World, ingested: Path, capsys: Captured, reply: Reply, state: str
) -> None:
    """A page that changed, that is absent, or whose site does not answer is not shown as what was ingested."""
    world.sites[PUBLIC].routes["/jardin"] = reply
    raw = shown(world, ingested, capsys, "--raw")
    assert (state, None) == (raw["raw"], raw["raw_text"])


def test_a_site_no_longer_allowed_is_not_read_again(world: World, ingested: Path, capsys: Captured) -> None:
    """Without the permit, the page is said not to be read, and the cleaned text still answers."""
    with Ledger.to_write(ingested) as ledger, ledger.transaction():
        record = ledger.web()
        ledger.write_web(type(record)((), record.pages))
    arguments = ["why", document(ingested), "cultivent ensemble", "--data", str(ingested)]

    assert 0 == run_index(arguments, network=world.network())
    assert ("non relue" in (said := capsys.readouterr().out), "gardé" in said) == (True, True)
    assert [] == world.sites[PUBLIC].asked


def test_why_reads_the_page_again(world: World, ingested: Path, capsys: Captured) -> None:
    """What was removed of a page is told from the page itself."""
    arguments = ["why", document(ingested), "06 12 34 56 78", "--data", str(ingested)]
    assert 0 == run_index(arguments, network=world.network())
    assert "phone" in capsys.readouterr().out
