import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.html import Html, element
from api.prose import prose
from api.reply_page import public_link, question_link
from assistant.domain import Statement
from assistant.french import say_date
from tests.api.conftest import Send

ANSWER = {"question": "Que devient le verger ?", "place": "Bourg-Neuf"}


class Outline(HTMLParser):
    """The tags of a page with their attributes, in order; fails on a tag closed out of turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record it."""
        self.tags.append((tag, dict(attrs)))
        if tag not in {"br", "input", "link", "meta"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that it closes the last one."""
        assert tag == self._open.pop()

    def all(self, tag: str, name: str) -> list[str | None]:
        """Return the values of an attribute on every tag of a name that bears it."""
        return [attributes[name] for one, attributes in self.tags if one == tag and name in attributes]


def test_the_first_screen_says_what_it_is(send: Send) -> None:
    """How much it knows and until when, what it does not, that it is automatic, and ways to start by persona."""
    page = send("GET", "/").text
    for part in ("2 documents", "mai\u00a02024", "prix", "téléphone", "dates à venir", "automatique"):
        assert part in page
    assert sum(str(href).startswith("/?question=") for href in Outline(page).all("a", "href")) == 6


@pytest.mark.parametrize("params", [{}, ANSWER, {"question": "bonjour"}, {"question": "introuvable"}, {"question": ""}])
def test_a_page_needs_no_script_and_no_inline_code(send: Send, params: dict[str, str]) -> None:
    """Every page is closed markup with one h1, one main, labelled fields, one script file, and no inline code."""
    outline = Outline(send("GET", "/", params=params).text)
    names = [tag for tag, _ in outline.tags]
    assert {"style", "iframe", "img"}.isdisjoint(names)
    assert outline.all("script", "src") == ["/web/page.js"]
    assert names.count("script") == 1
    assert not [key for _, attributes in outline.tags for key in attributes if key == "style" or key.startswith("on")]
    assert (names.count("h1"), names.count("main"), names.count("form")) == (1, 1, 1)
    fields = [one for tag in ("input", "textarea") for one in outline.all(tag, "id")]
    assert set(fields) == set(outline.all("label", "for"))
    assert outline.all("html", "lang") == ["fr"]


def test_ids_are_unique_and_marks_lead_to_their_source(send: Send) -> None:
    """Every link inside the page has its target."""
    outline = Outline(send("GET", "/", params=ANSWER).text)
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    inner = {str(href)[1:] for href in outline.all("a", "href") if str(href).startswith("#")}
    assert {"source-1", "source-2"} <= inner <= set(ids)


def test_what_comes_from_documents_is_only_text(send: Send) -> None:
    """Markup in a title or a quote is shown, never acted on."""
    page = send("GET", "/", params={"question": '<img src=x onerror="a()">'}).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Le verger &lt;partagé&gt; &amp; ses voisins" in page
    assert page.count("<script") == 1
    assert "<img" not in page


def test_a_source_shows_where_it_comes_from(send: Send) -> None:
    """Kind, kind of author, dates with their unknown year, exact quotes, and the language of each."""
    page = send("GET", "/", params=ANSWER).text
    for part in ("résumé automatique", "événement : 1er mars (année inconnue)", "publié : mai 2024"):
        assert part in page
    assert '<blockquote lang="fr"><p>Le verger partagé nourrit douze familles.</p></blockquote>' in page
    assert '<blockquote lang="en">' in page
    assert '<p><span lang="en">The meadow' in page


def _shown(*texts: str) -> str:
    """Return statements of the assistant’s own as blocks."""
    return prose([Statement(text=text, origin="assistant") for text in texts])


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["Un.", "Deux."], "<p>Un. Deux.</p>"),
        (["Un.\nDeux."], "<p>Un.</p><p>Deux.</p>"),
        (["Un.", "\nDeux."], "<p>Un.</p><p>Deux.</p>"),
        (
            ["Voici :", "- un", "- deux", "Fin."],
            "<p>Voici :</p><ul><li>un</li><li>deux</li></ul><p>Fin.</p>",
        ),
        (["Voici :\n3. un\n4. deux"], '<p>Voici :</p><ol start="3"><li>un</li><li>deux</li></ol>'),
        (["Un.", "Voici :", "Un."], "<p>Un.</p><p>Voici :</p><p>Un.</p>"),
        (["2015 est l’année."], "<p>2015 est l’année.</p>"),
    ],
)
def test_prose_runs_on_and_items_stand_together(texts: list[str], shown: str) -> None:
    """Blocks follow the lines, whether a list is one statement or several."""
    assert _shown(*texts) == shown


def test_each_statement_ends_with_its_marks(send: Send) -> None:
    """A mark stands once at the end of what it proves, tied to the last word."""
    page = send("GET", "/", params=ANSWER).text
    mark = '<a href="#source-1" class="mark" aria-label="source 1">[1]</a>'
    assert f"<li>Le verger nourrit.\u00a0{mark}</li><li>Il accueille.\u00a0{mark}</li>" in page
    assert '<span class="own">Voici ce que j’ai trouvé\u00a0:</span>' in page


def test_only_documents_on_the_web_are_linked(send: Send) -> None:
    """An outside link is http or https, shown with its host, and tells the other site nothing."""
    page = send("GET", "/", params=ANSWER).text
    outside = [a for tag, a in Outline(page).tags if tag == "a" and not str(a["href"]).startswith(("/", "#"))]
    assert [one["href"] for one in outside] == ["https://exemple.invalid/verger?a=1&b=2"]
    assert [one["rel"] for one in outside] == ["noopener noreferrer nofollow"]
    assert "Lire sur exemple.invalid" in page


def test_what_to_ask_next_keeps_the_place(send: Send) -> None:
    """A follow-up is a link to its own page, for the same place."""
    page = send("GET", "/", params=ANSWER).text
    assert question_link("Qui tient le pré & le verger ?", "Bourg-Neuf") in Outline(page).all("a", "href")


@pytest.mark.parametrize(
    "params",
    [
        {"question": "  "},
        {"question": "a\x00"},
        {"question": "a" * 2001},
        {"question": "a", "place": "b" * 101},
    ],
)
def test_a_bad_question_keeps_what_was_typed(send: Send, params: dict[str, str]) -> None:
    """The page says what is wrong and gives the form back as it was filled."""
    response = send("GET", "/", params=params)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert Outline(response.text).all("input", "value")[0] is not None


def test_without_an_index_the_page_says_what_to_do(send_unready: Send) -> None:
    """A person without an index reads the remedy, and a program when to come back."""
    for params in ({}, ANSWER):
        response = send_unready("GET", "/", params=params)
        assert (response.status_code, "efc ingest" in response.text) == (503, True)
        assert response.headers["Retry-After"].isdigit()


def test_a_failure_is_a_sentence_and_an_id(send: Send, caplog: pytest.LogCaptureFixture) -> None:
    """A person reads what to report; the log holds the same id, and nothing of the question."""
    response = send("GET", "/", params={"question": "panne chez Basile"})
    assert response.status_code == 500
    assert "L’assistant n’a pas pu répondre" in response.text
    assert response.headers["X-Request-ID"] in response.text
    assert response.headers["X-Request-ID"] in caplog.text
    assert "Basile" not in caplog.text


def test_an_abstention_says_why(send: Send) -> None:
    """The reason stands above the text."""
    page = send("GET", "/", params={"question": "introuvable"}).text
    assert "Les documents ne permettent pas de répondre" in page
    assert "Je n’ai rien trouvé." in page


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2025", "2025"),
        ("2025-10", "octobre 2025"),
        ("2025-10-03", "3 octobre 2025"),
        ("2025-08-01", "1er août 2025"),
        ("--10-13", "13 octobre (année inconnue)"),
    ],
)
def test_a_partial_date_is_said_as_far_as_it_is_known(date: str, said: str) -> None:
    """Nothing is added to a date, and a missing year is said."""
    assert said == say_date(date)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "notes/verger.md",
        "//exemple.invalid/a",
        "javascript:alert(1)",
        "data:text/html,a",
        "file:///etc/hosts",
        "https://",
        "https://nom:mot@exemple.invalid/",
        "https://exemple.invalid/a b",
        "https://exemple.invalid\\@autre.invalid/",
        "https://[::1",
        "https://a..b/",
    ],
)
def test_what_is_not_a_public_address_is_no_link(url: str | None) -> None:
    """A scheme, a host and a shape that could mislead are refused."""
    assert public_link(url) is None


def test_a_host_that_imitates_another_is_shown_as_it_is() -> None:
    """A host written in another alphabet is shown in its ASCII form."""
    assert public_link("https://\u0435\u0445\u0435mple.invalid/") == (
        "https://\u0435\u0445\u0435mple.invalid/",
        "xn--mple-u4da5i.invalid",
    )


class Echo(HTMLParser):
    """The title of each tag and the text of the page, in order."""

    def reset(self) -> None:
        """Start again."""
        super().reset()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the title."""
        self.found += [value or "" for name, value in attrs if name == "title"]

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.found.append(data)


@given(st.text(), st.text())
def test_text_never_becomes_markup(text: str, value: str) -> None:
    """Any text and any attribute come back from the markup as they went in."""
    parser = Echo(convert_charrefs=True)
    parser.feed(element("p", text, title=value))
    parser.close()
    assert parser.found == [value, *([text] if text else [])]
    assert isinstance(element("p", text), Html)


def _luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        *((front, back, 4.5) for front in ("ink", "quiet", "accent", "alarm") for back in ("paper", "raised", "wash")),
        ("on-accent", "accent", 4.5),
        ("on-deep", "deep", 4.5),
        ("ink", "glow", 4.5),
        ("edge", "paper", 3.0),
        ("edge", "raised", 3.0),
    ],
)
def test_contrasts_reach_aa_in_both_themes(send: Send, theme: int, front: str, back: str, least: float) -> None:
    """Text has 4.5 to 1 at least, and the edge of a field 3 to 1."""
    colours = dict(
        re.findall(r"--([\w-]+): (#\w{6});", send("GET", "/web/palette.css").text.split(":root, .palette")[theme + 1])
    )
    lighter, darker = sorted((_luminance(colours[front]), _luminance(colours[back])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least
