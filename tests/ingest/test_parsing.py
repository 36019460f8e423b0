"""Laws of parsing."""

import pytest

from assistant.errors import DocumentRefusedError
from ingest.aligned import AlignedText
from ingest.blocks import RawFile
from ingest.extracting import extract
from ingest.parsing import Parsed, parse
from ingest.parsing_front_matter import read_front_matter
from ingest.parsing_markup import without_markup

HIDDEN = [
    '<p style="display:none">CACHÉ</p>',
    '<p style="visibility: hidden">CACHÉ</p>',
    '<p style="font-size:0">CACHÉ</p>',
    '<p style="position:absolute; left:-9999px">CACHÉ</p>',
    '<p style="color:#fff;background-color:#ffffff">CACHÉ</p>',
    "<p hidden>CACHÉ</p>",
    '<p class="masque">CACHÉ</p>',
    "<!-- CACHÉ -->",
    "<script>CACHÉ</script>",
    "<noscript>CACHÉ</noscript>",
    '<img alt="CACHÉ">',
    "<template>CACHÉ</template>",
]


def parsed(text: str, location: str) -> Parsed:
    """Parse a text as the file it would be."""
    return parse(extract(RawFile(location, text.encode())))


def page(body: str) -> str:
    """Return a small web page around a body."""
    return (
        "<!doctype html><html><head><title>Un titre | Un site</title><style>.masque {display: none}</style>"
        '<meta property="og:site_name" content="Le site"><meta property="article:published_time" '
        f'content="2023-04-05T10:00:00"></head><body><nav>Accueil</nav><main>{body}</main></body></html>'
    )


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_a_reader_does_not_see_is_not_read(hidden: str) -> None:
    """Comments, scripts, alternatives and elements hidden by style never become text."""
    text = parsed(page(f"<p>Une phrase visible.</p>{hidden}"), "page.html").text.text
    assert ("CACHÉ" in text, "Une phrase visible." in text) == (False, True)


def test_a_page_keeps_headings_lists_steps_and_tables() -> None:
    """The marks of the canonical form stand for the elements of the page."""
    body = "<h2>Étapes</h2><p>Texte<br>suite</p><ul><li>un</li><li><p>deux</p></li></ul><ol><li>a</li><li>b</li></ol>"
    lines = [" ".join(line.split()) for line in parsed(page(body), "x.html").text.text.split("\n") if line.strip()]
    assert ["## Étapes", "Texte", "suite", "- un", "- deux", "1. a", "2. b"] == lines


def test_the_head_of_a_page_tells_title_site_and_date() -> None:
    """Title without the name of the site, site and date of publication come from the head of the page."""
    found = parsed(page("<p>Bonjour.</p>"), "x.html").page
    assert ("Un titre", "Le site", "2023-04-05") == (found.title, found.publisher, found.published_on)


@pytest.mark.parametrize("control", ["\x01", "&#1;", "&#x1F;", "&#0;", "\x0b"])
def test_control_characters_of_a_page_are_no_obstacle(control: str) -> None:
    """A character that no page may hold, written or referred to, is left out and the page is read."""
    html = page(f"<p>Une phrase{control}</p><p class='masque'>non</p>{control}suite")
    assert ["Une phrase", "suite"] == [line for line in parsed(html, "x.html").text.text.split("\n") if line.strip()]


def test_words_of_a_page_are_aligned_with_it() -> None:
    """Each aligned character of the text is the one the page holds there."""
    html = page("<p>Une phrase <b>en gras</b> et la fin.</p>")
    text = parsed(html, "x.html").text
    assert all(
        html[s.raw_start : s.raw_start + s.length] == text.text[s.start : s.start + s.length] for s in text.stretches()
    )
    assert sum(s.length for s in text.stretches()) > 20


def test_front_matter_is_read_whatever_yaml_makes_of_dates() -> None:
    """Dates and years that YAML turns into values come back as ISO text."""
    front = read_front_matter(
        "title: Un\npublished_on: 2021-02-15\nretrieved_on: 2024\nevent_on: --10-13\nplaces: null\n"
    )
    assert ("2021-02-15", "2024", "--10-13", ()) == (
        front.published_on,
        front.retrieved_on,
        front.event_on,
        front.places,
    )


@pytest.mark.parametrize(
    "header",
    [
        "title: [1, 2]",
        "kind: inconnu",
        "published_on: demain",
        "published_on: true",
        "published_on: 2021-02-31",
        "terms: un mot",
        "url: javascript:alert(1)",
        "title: !!python/object/apply:os.system [ls]",
        "a: &x [1]\nb: *x",
        "title: un\ntitle: deux",
        "title: {a: {b: {c: {d: {e: {f: {g: 1}}}}}}}",
        "title: 'sans fin",
        "title: un\n\tplaces: x",
    ],
)
def test_front_matter_that_is_not_plain_data_is_refused(header: str) -> None:
    """Wrong types, tags, aliases, doubles and broken YAML are refused in one French line with a remedy."""
    with pytest.raises(DocumentRefusedError) as caught:
        parsed(f"---\n{header}\n---\nTexte.\n", "note.md")
    assert (True, False) == ("en-tête" in str(caught.value), "\n" in str(caught.value))


def test_front_matter_without_end_is_refused() -> None:
    """A front matter that never closes is not taken for the text."""
    with pytest.raises(DocumentRefusedError, match="fin"):
        parsed("---\ntitle: un\n\nTexte.\n", "note.md")


def test_a_ruler_is_not_a_front_matter() -> None:
    """A note that begins with a ruler is all text."""
    assert parsed("---\nUne phrase.\n", "note.md").front is None


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("un **mot** et *un autre*", "un mot et un autre"),
        ("voir [la page](https://exemple.org 'x')", "voir [la page](https://exemple.org 'x')"),
        ("voir [la page](https://exemple.org)", "voir la page"),
        ("![image](x.png) texte", " texte"),
        ("un <b>mot</b> &amp; un autre<!-- non -->", "un mot & un autre"),
        ("le_mot_composé reste, 2 * 3 * 4 aussi", "le_mot_composé reste, 2 * 3 * 4 aussi"),
        ("`code` et ~~barré~~", "code et barré"),
        ("<!-- jamais fermé", ""),
    ],
)
def test_inline_marks_become_words(marked: str, shown: str) -> None:
    """Links become their words, images and comments nothing, emphasis its text."""
    assert shown == without_markup(AlignedText.of(marked)).text
