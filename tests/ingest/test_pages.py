import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import RawFile
from ingest.pages import BodyStore
from ingest.preparing import prepare

HTML = "<p>Un territoire</p><p>et ses <b>habitants</b> coopèrent chaque jour.</p>".encode()
NOTE = "---\ntitle: Une note\nkind: concept\n---\n\nUn territoire et ses habitants coopèrent.\n".encode()


@given(st.lists(st.binary(max_size=50)), st.integers(1, 100))
def test_what_is_kept_is_given_back(bodies: list[bytes], memory: int) -> None:
    """In memory or in a file, each body is given back whole, in any order, as often as wanted."""
    store = BodyStore(memory)
    try:
        given_back = [store.keep(one) for one in bodies]
        assert bodies[::-1] == [one() for one in reversed(given_back)]
        assert bodies == [one() for one in given_back]
    finally:
        store.close()


@pytest.mark.parametrize(
    ("location", "media_type", "name"),
    [
        ("notes/un.md", "", "notes/un.md"),
        ("https://site.example/a", "text/html", "https://site.example/a.html"),
        ("https://site.example/a/?q=b.md", "text/html", "https://site.example/a.html"),
        ("https://site.example/a.html", "application/xhtml+xml", "https://site.example/a.html"),
        ("https://site.example/a.PDF", "application/pdf", "https://site.example/a.PDF"),
        ("https://site.example/a.md?v=2", "text/plain", "https://site.example/a.md?v=2"),
        ("https://site.example/a.html", "text/plain", "https://site.example/a.html.txt"),
    ],
)
def test_a_page_is_named_after_what_its_server_says_it_is(location: str, media_type: str, name: str) -> None:
    """The media type tells the format of a page, whatever its address looks like; a file keeps its name."""
    assert name == RawFile(location, b"", media_type).name


def test_a_page_is_parsed_as_what_its_server_says_it_is() -> None:
    """A piece of HTML without head is read as HTML, and a note served as plain text keeps its front matter."""
    page = prepare(RawFile("https://site.example/a", HTML, "text/html", "2026-03-02")).document
    note = prepare(RawFile("https://site.example/a.md", NOTE, "text/plain", "2026-03-02")).document

    assert ("Un territoire", "2026-03-02") == (page.text.splitlines()[0], page.retrieved_on)
    assert ("Une note", "concept", "https://site.example/a.md") == (note.title, note.kind, note.url)
