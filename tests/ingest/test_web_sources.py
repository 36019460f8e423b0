import gzip
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import SourceUnreadableError
from ingest.addresses import Hosts
from ingest.inspecting import check
from ingest.ledger import Ledger
from ingest.listed_pages import TOO_DEEP, TOO_MANY
from ingest.pipeline import Tools, ingest, plan
from ingest.planning import IngestPlan, IngestReport
from ingest.preparing import prepare
from ingest.visiting import Visitor
from ingest.web_sources import WebSources
from tests.ingest.plain_tools import opens, tools
from tests.ingest.web_stubs import PUBLIC, Reply, Site, World, html, index, rss, sitemap, small_web

HOSTS = Hosts.of(["site.example"])
MAP = "https://site.example/sitemap.xml"
PAGES = tuple(f"https://site.example/p{number}" for number in range(6))


@pytest.fixture
def world() -> Iterator[World]:
    """Return a web of one site of six pages and a sitemap."""
    with small_web() as made:
        site = made.site("site.example")
        for number, url in enumerate(PAGES):
            site.routes[path(url)] = tagged(page(number))
        site.routes["/sitemap.xml"] = sitemap(*PAGES)
        yield made


@pytest.fixture
def site(world: World) -> Site:
    """Return the site."""
    return world.sites[PUBLIC]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the path of a data folder that does not exist yet."""
    return tmp_path / "data"


def path(url: str) -> str:
    """Return the path of an address of the site."""
    return url.removeprefix("https://site.example")


def page(number: int, more: str = "") -> bytes:
    """Return a page."""
    return html(f"Page {number}", f"La page {number} parle d’un territoire et de ses habitants.{more}")


def tagged(body: bytes) -> Reply:
    """Return a reply that a server could answer 304 about."""
    reply = Reply(body, headers={"ETag": f'"{hash(body)}"'})

    def answer(headers: dict[str, str]) -> Reply:
        return Reply(status=304) if headers.get("If-None-Match") == reply.headers["ETag"] else reply

    return answer  # type: ignore[return-value] # a route as good as a reply


def real(preparation: str = "1") -> Tools:
    """Return plain tools around the real preparation."""
    made = tools(preparation=preparation)
    return Tools(prepare, preparation, made.embedder, made.write_generation, opens, calibrate=made.calibrate)


def run(
    world: World, data: Path, *named: str, preparation: str = "1", confirmed: bool = False, hosts: Hosts = HOSTS
) -> IngestReport:
    """Ingest."""
    with WebSources(Visitor(world.network(), ""), allowed=hosts) as web:
        return ingest(data, list(named), real(preparation), web=web, confirmed=confirmed)


def dry(world: World, data: Path, *named: str) -> IngestPlan:
    """Plan."""
    with WebSources(Visitor(world.network(), ""), allowed=HOSTS) as web:
        return plan(data, list(named), "1", web=web)


def actions(report: IngestPlan) -> dict[str, str]:
    """Return what happened to each page, by address."""
    return {one.location: one.action for one in report.files}


def bytes_of(data: Path) -> dict[str, bytes]:
    """Return the bytes of the files of a data folder, the lock left out."""
    return {str(one): one.read_bytes() for one in data.rglob("*") if one.is_file() and one.name != "lock"}


def test_one_page_is_a_source(world: World, data: Path) -> None:
    """An address that is a page gives one document, known by its address, with the day it was fetched."""
    report = run(world, data, PAGES[0])

    assert ({PAGES[0]: "new"}, (PAGES[0],)) == (actions(report), report.sources)
    with Ledger.to_write(data) as ledger:
        document = ledger.documents()[0]
    assert (PAGES[0], PAGES[0], "2026-03-02") == (document.location, document.url, document.retrieved_on)
    assert "La page 0 parle d’un territoire" in document.text
    assert () == check(data, opens).faults


def test_a_second_run_downloads_nothing_and_writes_nothing(world: World, data: Path, site: Site) -> None:
    """Every page answers 304, on another day too: no byte of the data folder changes, no document either."""
    first = run(world, data, MAP)
    before = bytes_of(data)
    world.day = date(2026, 4, 1)
    site.asked.clear()
    second = run(world, data)

    assert (6, 6) == (first.counts.new, second.counts.unchanged)
    assert ["/robots.txt", "/sitemap.xml", *map(path, PAGES)] == site.asked
    assert (first.fingerprint, before) == (second.fingerprint, bytes_of(data))


def test_a_server_without_validators_changes_nothing_either(world: World, data: Path, site: Site) -> None:
    """The same body fetched again is the same document, dated of its first fetch."""
    site.routes["/p0"] = Reply(page(0))
    first = run(world, data, PAGES[0])
    world.day = date(2026, 4, 1)

    second = run(world, data)
    assert ({PAGES[0]: "unchanged"}, first.fingerprint) == (actions(second), second.fingerprint)


def test_new_changed_and_gone_pages(world: World, data: Path, site: Site) -> None:
    """A page with another body is changed and dated of its fetch; one that leaves the sitemap is gone."""
    run(world, data, MAP)
    site.routes["/p1"] = tagged(page(1, " Un atelier s’y ajoute."))
    site.routes["/p9"] = tagged(page(9))
    site.routes["/sitemap.xml"] = sitemap(*PAGES[:5], "https://site.example/p9")
    world.day = date(2026, 4, 1)
    report = run(world, data)

    said = {location: action for location, action in actions(report).items() if action != "unchanged"}
    assert {PAGES[1]: "changed", "https://site.example/p9": "new", PAGES[5]: "gone"} == said
    with Ledger.to_write(data) as ledger:
        days = {one.location: one.retrieved_on for one in ledger.documents()}
    assert ("2026-03-02", "2026-04-01") == (days[PAGES[0]], days[PAGES[1]])


def test_what_nobody_reads_of_a_page_changes_no_document(world: World, data: Path, site: Site) -> None:
    """A page whose bytes differ each time, and not its text, keeps its document, its id and its day."""
    first = run(world, data, PAGES[0])
    for day in (1, 2, 3):
        world.day = date(2026, 4, day)
        site.routes["/p0"] = tagged(page(0).replace(b"<body>", f"<body data-token='{day}'>".encode()))
        report = run(world, data)
        assert ({PAGES[0]: "changed"}, first.fingerprint) == (actions(report), report.fingerprint)
        assert not report.published
    assert first.fingerprint == run(world, data, preparation="2").fingerprint


def test_new_rules_fetch_the_pages_whole_and_keep_their_days(world: World, data: Path, site: Site) -> None:
    """What must be prepared again is asked for without conditions; its content being the same, so is its date."""
    run(world, data, MAP)
    site.headers.clear()
    world.day = date(2026, 4, 1)
    report = run(world, data, preparation="2")

    assert {"changed"} == set(actions(report).values())
    assert not [one for one in site.headers if "If-None-Match" in one]
    with Ledger.to_write(data) as ledger:
        assert {"2026-03-02"} == {one.retrieved_on for one in ledger.documents()}


def test_a_dry_run_asks_and_writes_nothing(world: World, data: Path, site: Site) -> None:
    """The plan is true, the pages are read, and neither a document nor a validator is kept."""
    assert (6, False) == (dry(world, data, MAP).counts.new, data.exists())
    run(world, data, MAP)
    before = bytes_of(data)
    site.routes["/p0"] = tagged(page(0, " Encore."))

    assert (1, 5) == ((counts := dry(world, data).counts).changed, counts.unchanged)
    assert before == bytes_of(data)


def test_an_index_of_sitemaps_is_followed_two_levels_down(world: World, data: Path, site: Site) -> None:
    """Sitemaps of sitemaps are read, packed or not; one level more is skipped, and so is what is broken."""
    base = "https://site.example"
    packed = Reply(gzip.compress(sitemap(PAGES[1]).body), media_type="application/gzip")
    site.routes |= {
        "/index.xml": index(f"{base}/a.xml", f"{base}/b.xml.gz", f"{base}/deep1.xml", f"{base}/absent.xml"),
        "/a.xml": sitemap(PAGES[0]),
        "/b.xml.gz": packed,
        "/deep1.xml": index(f"{base}/deep2.xml"),
        "/deep2.xml": index(f"{base}/deep3.xml"),
        "/deep3.xml": sitemap(PAGES[5]),
    }
    report = run(world, data, f"{base}/index.xml")

    assert {PAGES[0]: "new", PAGES[1]: "new"} == actions(report)
    skipped = {path(one.location): one.reason for one in report.skipped}
    assert {"/absent.xml": "page introuvable (404)", "/deep3.xml": TOO_DEEP} == skipped


def test_links_elsewhere_are_skipped_and_never_asked(world: World, data: Path, site: Site) -> None:
    """Other hosts, unusable addresses and private links of a sitemap are said, the private ones without being shown."""
    world.site("autre.example", "203.0.114.11")
    links = ("https://autre.example/x", "https://127.0.0.1/", "https://us02web.zoom.us/j/91234567890?pwd=abcd")
    site.routes["/sitemap.xml"] = sitemap(PAGES[0], PAGES[0] + "#milieu", *links)
    report = run(world, data, MAP)

    assert {PAGES[0]: "new"} == actions(report)
    assert 3 == len(report.skipped)
    assert "zoom" not in report.model_dump_json()
    assert [] == world.sites["203.0.114.11"].asked


def test_an_address_that_holds_a_secret_is_no_source(world: World, data: Path) -> None:
    """Addresses are shown with documents: one that opens a meeting or holds a token is refused, and not repeated."""
    with pytest.raises(SourceUnreadableError) as caught:
        run(world, data, f"{PAGES[0]}?token=abcdefgh12345678")
    assert ("abcdefgh" in str(caught.value), world.connected) == (False, [])


def test_at_most_so_many_pages(world: World, data: Path) -> None:
    """Beyond the limit, pages are not read, and the report says how many."""
    with WebSources(Visitor(world.network(), ""), allowed=HOSTS, pages_limit=4) as web:
        report = ingest(data, [MAP], real(), web=web)
    reasons = [one.reason for one in report.skipped]
    assert (4, [TOO_MANY.format(limit=4, rest=2)]) == (report.counts.new, reasons)


def test_a_feed_keeps_the_pages_it_no_longer_announces(world: World, data: Path, site: Site) -> None:
    """An item that rolls off a feed stays as long as its page answers, and leaves with it."""
    feed = "https://site.example/fil.xml"
    site.routes["/fil.xml"] = rss(*PAGES[:3])
    run(world, data, feed)
    site.routes["/fil.xml"] = rss(*PAGES[2:4])
    assert {"unchanged": 3, "new": 1} == tally(run(world, data))

    site.routes["/p0"] = Reply(b"", 410)
    report = run(world, data)
    assert "refused" == actions(report)[PAGES[0]]
    assert 3 == report.documents


def tally(report: IngestPlan) -> dict[str, int]:
    """Count the pages by action."""
    said = list(actions(report).values())
    return {one: said.count(one) for one in sorted(set(said), reverse=True)}


def test_a_page_that_does_not_answer_stays(world: World, data: Path, site: Site) -> None:
    """An error of the moment removes nothing: the page is unchanged, and the report says why."""
    run(world, data, MAP)
    site.routes["/p2"] = Reply(b"", 503)
    report = run(world, data)

    assert ({"unchanged": 6}, 6) == (tally(report), report.documents)
    assert ["503" in one.reason for one in report.skipped] == [True]
    site.routes["/p2"] = tagged(page(2))
    assert {"unchanged": 6} == tally(run(world, data))


def test_a_page_that_does_not_answer_when_it_must_be_prepared_stops_the_run(
    world: World, data: Path, site: Site
) -> None:
    """New rules and a page in trouble: nothing is lost without saying so."""
    run(world, data, MAP)
    site.routes["/p2"] = Reply(b"", 503)
    with pytest.raises(SourceUnreadableError, match="503"):
        run(world, data, preparation="2")
    with Ledger.to_write(data) as ledger:
        assert 6 == len(ledger.documents())


@pytest.mark.parametrize("trouble", [Reply(b"", 503), Reply(b"", 404), Reply(b"<urlset>", media_type="text/xml")])
def test_a_source_in_trouble_removes_nothing_without_yes(world: World, data: Path, site: Site, trouble: Reply) -> None:
    """A sitemap that cannot be read is a source that is missing: its documents leave only when confirmed."""
    run(world, data, MAP)
    site.routes["/p7"] = tagged(page(7))
    run(world, data, "https://site.example/p7")
    site.routes["/sitemap.xml"] = trouble
    with pytest.raises(SourceUnreadableError, match=r"sitemap\.xml"):
        run(world, data)
    report = run(world, data, confirmed=True)

    assert (1, 6) == (report.documents, report.counts.gone)
    assert ("https://site.example/p7",) == report.sources


def test_a_sitemap_of_an_index_in_trouble_stops_the_source(world: World, data: Path, site: Site) -> None:
    """Pages are never taken for gone because the list that names them does not answer."""
    site.routes["/index.xml"] = index("https://site.example/sitemap.xml", "https://site.example/two.xml")
    site.routes["/two.xml"] = Reply(b"", 500)
    with pytest.raises(SourceUnreadableError, match="500"):
        run(world, data, "https://site.example/index.xml")


def test_a_host_must_be_allowed_and_is_remembered_with_its_source(world: World, data: Path) -> None:
    """Without a permit the error says how to give one; once given for a source, it holds for that source alone."""
    nobody = Hosts()
    with pytest.raises(SourceUnreadableError, match=r"--allow-host site\.example"):
        run(world, data, PAGES[0], hosts=nobody)
    named = {PAGES[0]: HOSTS}
    with WebSources(Visitor(world.network(), ""), allowed=nobody, named=named) as web:
        ingest(data, [PAGES[0]], real(), web=web)

    assert {"unchanged": 1} == tally(run(world, data, hosts=nobody))
    with pytest.raises(SourceUnreadableError, match=r"--allow-host site\.example"):
        run(world, data, PAGES[1], hosts=nobody)
    with Ledger.to_write(data) as ledger:
        assert ((PAGES[0], "site.example"),) == ledger.web().hosts


def test_a_permit_withdrawn_removes_nothing_silently(world: World, data: Path) -> None:
    """A source whose host is no longer allowed is missing, and the error says how to allow it again."""
    run(world, data, MAP)
    with pytest.raises(SourceUnreadableError, match="--allow-host"):
        run(world, data, hosts=Hosts())
    with pytest.raises(SourceUnreadableError, match="web"):
        ingest(data, [], real())


def test_the_data_folder_never_holds_a_page(world: World, data: Path, site: Site) -> None:
    """What cleaning removes is in no file of the data folder."""
    secret = "Contact : 06 12 34 56 78"
    site.routes["/p0"] = tagged(page(0, f" {secret}"))
    run(world, data, MAP)
    held = b"".join(bytes_of(data).values())
    assert (False, False) == (b"06 12 34 56 78" in held, b"<!doctype" in held)


def test_two_pages_of_the_same_bytes_are_one_document(world: World, data: Path, site: Site) -> None:
    """The second is a duplicate, at each run."""
    site.routes["/p1"] = tagged(page(0))
    first, second = run(world, data, MAP), run(world, data)
    assert ("duplicate", "duplicate", 5) == (actions(first)[PAGES[1]], actions(second)[PAGES[1]], second.documents)
    assert () == check(data, opens).faults


def test_a_duplicate_takes_over_when_its_first_leaves(world: World, data: Path, site: Site) -> None:
    """A page that repeated another one becomes the document, its bytes being fetched."""
    site.routes["/p1"] = tagged(page(0))
    run(world, data, MAP)
    site.routes["/sitemap.xml"] = sitemap(*PAGES[1:])
    report = run(world, data)
    assert ("moved", 5) == (actions(report)[PAGES[1]], report.documents)


def test_a_ledger_of_the_first_version_is_brought_up(world: World, data: Path, tmp_path: Path) -> None:
    """A ledger made before the web was read is read as it is, and gains what it lacks when it is written."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "note.md").write_text("# Un\n\nUn territoire et ses habitants.\n")
    ingest(data, [folder], tools())
    with sqlite3.connect(data / "ledger.sqlite") as connection:
        connection.executescript(
            "DROP TABLE pages; DROP TABLE source_hosts; DROP TABLE forgotten; DROP TABLE backups;"
            "PRAGMA user_version = 1;"
        )
    connection.close()

    assert (1, 1) == ((counts := dry(world, data, PAGES[0]).counts).unchanged, counts.new)
    report = run(world, data, PAGES[0])
    assert (2, ()) == (report.documents, check(data, opens).faults)
    assert {"unchanged": 2} == tally(run(world, data))
