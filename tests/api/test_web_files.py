"""The files of the page: how they are sent, what they weigh, and what they may hold."""

import gzip
import re
from datetime import date

import pytest

from api import wording
from api.register import Registers, register_of
from api.web_files import ENTRY, FIRST_STYLES, first_scripts, web_files
from assistant.domain import Document
from tests.api.conftest import Send
from tests.api.fakes import DOCUMENTS, ORCHARD, SmallIndex

FIRST_LOAD = 80_000
"""Bytes a first visit may weigh, compressed."""

MODULES = sorted(name for name in web_files() if name.endswith(".js"))


def test_a_file_is_sent_compressed_to_who_can_read_it(send: Send) -> None:
    """The same content either way, under one tag, and no body for who holds it."""
    plain = send("GET", "/web/page.js", headers={"Accept-Encoding": "identity"})
    packed = send("GET", "/web/page.js", headers={"Accept-Encoding": "br, gzip;q=0.8"})
    assert ("gzip", plain.content) == (packed.headers["Content-Encoding"], packed.content)
    assert "Content-Encoding" not in send("GET", "/web/page.js", headers={"Accept-Encoding": "gzip;q=0"}).headers
    assert plain.headers["ETag"] == packed.headers["ETag"]
    assert "Accept-Encoding" == plain.headers["Vary"]
    known = send("GET", "/web/page.js", headers={"If-None-Match": plain.headers["ETag"]})
    assert (304, b"") == (known.status_code, known.content)


@pytest.mark.parametrize("name", ["absent.js", "..%2fapp.py", "%2e%2e/app.py", "page", ".js", "PAGE.JS"])
def test_only_the_files_of_the_page_are_served(send: Send, name: str) -> None:
    """Names are looked up, never joined to a path."""
    assert 404 == send("GET", f"/web/{name}").status_code


def test_the_first_load_is_light(send: Send) -> None:
    """The page, its scripts and its styles weigh 80 kB at most, compressed."""
    page = len(gzip.compress(send("GET", "/").content))
    files = sum(len(web_files()[name].compressed) for name in (*first_scripts(), *FIRST_STYLES, "icon.svg"))
    assert page + files <= FIRST_LOAD


def test_every_module_that_is_imported_is_named_in_the_head(send: Send) -> None:
    """The list the head gives is what the entry reaches, so that none waits for another."""
    linked = set(re.findall(r'rel="modulepreload" href="/web/([\w.-]+)"', send("GET", "/").text))
    assert ENTRY in linked
    for name in linked:
        content = web_files()[name].content.decode()
        imported = set(re.findall(r'^import[^;]*?"\./([\w.-]+)";', content, re.MULTILINE))
        assert imported <= linked
        assert all(one in web_files() for one in re.findall(r'"\./([\w.-]+)"', content))


@pytest.mark.parametrize("name", MODULES)
def test_no_module_makes_markup_or_code_out_of_a_text(name: str) -> None:
    """Elements are made one by one; no address but ours is written in a module."""
    content = web_files()[name].content.decode()
    sinks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\.write|DOMParser|srcdoc="
        r"|\beval\(|new Function|setTimeout\([\"'`]"
    )
    assert [] == re.findall(sinks, content)
    assert {"http://www.w3.org/2000/svg"} >= set(re.findall(r"https?://[^\s\"'`]+", content))
    assert len(content.splitlines()) <= 300


@pytest.mark.parametrize("name", sorted(name for name in web_files() if name.endswith(".css")))
def test_no_style_fetches_anything(name: str) -> None:
    """Faces are those of the system, pictures are drawn by the page."""
    assert [] == re.findall(r"url\(|@import|@font-face", web_files()[name].content.decode())


def test_what_is_rendered_in_a_page_and_in_a_widget_touches_no_page() -> None:
    """The modules a reply needs reach for no element of the page by themselves."""
    for name in ("rendering.js", "replies.js", "sources.js", "passages.js", "dates.js", "glossing.js", "making.js"):
        content = web_files()[name].content.decode()
        assert [] == re.findall(r"getElementById|document\.(?:body|querySelector|head)|location|localStorage", content)


def test_the_script_and_the_server_say_the_same() -> None:
    """Whoever reads the page without a script reads the same French."""
    shown = web_files()["labels.fr.js"].content.decode().replace("\\u00a0", "\u00a0")
    joined = re.sub(r'" \+\s+"', "", shown)
    first = "TITLE AUTOMATIC STARTERS_HEADING SCOPE_HEADING KNOWS UNTIL KNOWS_NOT SEND SKIP FAILED UNDERSTOOD"
    reply = "NEXT_HEADING SOURCES_HEADING NEARBY_HEADING FOLLOW_UPS_HEADING CONNECTIVES SEE"
    dates = "NO_DATE PUBLISHED EVENT RETRIEVED"
    said = [getattr(wording, name) for name in f"{first} {reply} {dates}".split()]
    said += [*wording.ABSTENTION_HEADINGS.values(), *wording.KINDS.values(), *wording.AUTHORS.values()]
    said += [text for starter in wording.STARTERS for text in starter]
    assert [] == [one for one in said if f'"{one}"' not in joined]


def test_both_languages_name_the_same_labels() -> None:
    """Nothing of the English page is left in French by oversight."""
    french, english = (
        set(re.findall(r"^ {2}(\w+):", web_files()[f"labels.{one}.js"].content.decode(), re.MULTILINE))
        for one in ("fr", "en")
    )
    assert french == english


def test_the_register_says_how_much_and_until_when() -> None:
    """Dates to come and days without a year do not make the corpus more recent; odd addresses give no host."""
    more = ORCHARD.model_copy(update={"published_on": "2030", "url": "http://[::1"})
    found = register_of((*DOCUMENTS, more), date(2026, 1, 1))
    assert (3, "2024-05", ("exemple.invalid",)) == (found.count, found.latest, found.hosts)
    assert (0, None, ()) == tuple(register_of((), date(2026, 1, 1)).model_dump().values())


def test_the_register_is_made_once_for_a_generation_and_a_day() -> None:
    """Reading every document on each visit would make a large corpus slow."""

    class Counted(SmallIndex):
        reads = 0

        def documents(self) -> tuple[Document, ...]:
            self.reads += 1
            return DOCUMENTS

    index, registers = Counted(), Registers()
    assert 2 == registers.of(index, date(2026, 1, 1)).count
    registers.of(index, date(2026, 1, 1))
    assert 1 == index.reads
    registers.of(index, date(2026, 1, 2))
    assert 2 == index.reads
