"""Web pages of every make give their article, and nothing of what stands around it."""

import time

import pytest

from ingest.blocks import RawFile
from ingest.preparing import prepare
from tests.ingest.formats.web_pages import KEPT, PARAGRAPHS, SITES, TITLE, article


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("name", list(SITES))
def test_a_page_gives_its_article_and_nothing_around_it(name: str, long: bool) -> None:
    """Title, paragraphs, headings, lists and tables stay; menus, trails, shares, banners and footers go."""
    site = SITES[name]
    document = prepare(RawFile(f"{name}.html", site.page(article(long=long)).encode())).document

    assert TITLE == document.title
    assert [] == [one for one in KEPT if one not in document.text]
    assert [] == [one for one in site.furniture if one in document.text]


@pytest.mark.parametrize("name", list(SITES))
def test_a_page_keeps_its_reading_order(name: str) -> None:
    """The paragraphs come in the order of the page, before the steps."""
    text = prepare(RawFile(f"{name}.html", SITES[name].page(article(long=False)).encode())).document.text
    places = [text.index(one) for one in (*PARAGRAPHS, "## Les étapes", "- Allumer", "| Mois")]
    assert sorted(places) == places


def test_the_title_of_a_fold_is_no_button() -> None:
    """A part that opens at a click keeps its heading, though it is a button."""
    page = (
        f'<html><body><div role="main"><p>{PARAGRAPHS[0]}</p><div role="button"><h3>Le prix du pain</h3></div>'
        f'<p>{PARAGRAPHS[1]}</p><div role="button">Tout replier</div></div></body></html>'
    )
    text = prepare(RawFile("a.html", page.encode())).document.text
    assert ("### Le prix du pain" in text, "replier" in text) == (True, False)


@pytest.mark.parametrize("name", ["no-sidebar", "has-menu", "category-partage", "tag-menu", "post-12", "layout social"])
def test_a_class_of_layout_never_takes_the_article_away(name: str) -> None:
    """What is around most of the text of the page is no furniture, whatever its class."""
    page = f'<html><body><div class="{name}"><h1>{TITLE}</h1>{article(long=False)}</div></body></html>'
    text = prepare(RawFile("a.html", page.encode())).document.text
    assert [] == [one for one in KEPT if one not in text]


@pytest.mark.parametrize("name", ["impact-social", "partage-des-outils", "recherche-action"])
def test_the_anchor_of_a_part_is_no_furniture(name: str) -> None:
    """A heading or a part whose anchor says its subject stays, be it a word of share buttons."""
    page = (
        f"<html><body><p>{PARAGRAPHS[0]} {PARAGRAPHS[1]}</p>"
        f'<div id="{name}"><h2 id="{name}" class="menu-{name}">Le sujet</h2>'
        "<p>On en dit un mot.</p></div></body></html>"
    )
    text = prepare(RawFile("a.html", page.encode())).document.text
    assert "## Le sujet\n\nOn en dit un mot." in text


def test_a_page_of_thousands_of_frames_is_read_in_time() -> None:
    """Tables of layout by thousands are unfolded in a time that grows with their number."""
    cells = "".join(f"<table><tr><td>mot {rank}</td></tr></table>" for rank in range(6000))
    started = time.process_time()
    document = prepare(RawFile("a.html", f"<html><body><p>{PARAGRAPHS[0]}</p>{cells}</body></html>".encode())).document
    assert PARAGRAPHS[0] in document.text
    assert time.process_time() - started < 20
