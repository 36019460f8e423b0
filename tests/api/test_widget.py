"""The files of the widget: what any site may load, what they weigh, and that they are the modules of the page."""

import gzip
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.bundling import bundle, measured_by
from api.limits import SECURITY_HEADERS
from api.traffic import Traffic
from api.web_files import web_files
from api.widget import BUTTON, PANEL, widget_files
from tests.api.conftest import Send, sender
from tests.api.fakes import FakeAssistant

BEFORE_THE_FIRST_QUESTION = 30_000
"""Bytes a widget may weigh, compressed, until somebody asks."""

SITE = "https://ailleurs.example"
FILES = ("/widget.js", *(f"/widget/{name}" for name in widget_files()))


@pytest.mark.parametrize("path", FILES)
def test_any_site_may_load_the_files_of_the_widget(send: Send, path: str) -> None:
    """They are for every origin, with the other headers of the border, and kept by who holds them."""
    found = send("GET", path, headers={"Origin": SITE})
    assert ("*", "cross-origin") == tuple(
        found.headers[name] for name in ("Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy")
    )
    assert SECURITY_HEADERS["X-Content-Type-Options"] == found.headers["X-Content-Type-Options"]
    known = send("GET", path, headers={"Origin": SITE, "If-None-Match": found.headers["ETag"]})
    assert (304, "*") == (known.status_code, known.headers["Access-Control-Allow-Origin"])


@pytest.mark.parametrize("path", ["/", "/embed", "/web/page.js", "/v1/register", "/v1/glossary", "/widget/absent.js"])
def test_nothing_else_is_given_to_a_site_that_is_not_admitted(send: Send, path: str) -> None:
    """Pages, answers and refusals stay with this origin."""
    found = send("GET", path, headers={"Origin": SITE})
    assert "Access-Control-Allow-Origin" not in found.headers
    assert "same-origin" == found.headers["Cross-Origin-Resource-Policy"]


def test_an_admitted_site_reads_the_register() -> None:
    """What the widget asks first tells it the hosts it may link."""
    send = sender(FakeAssistant(), traffic=Traffic(origins=frozenset({SITE})))
    found = send("GET", "/v1/register", headers={"Origin": SITE})
    assert SITE == found.headers["Access-Control-Allow-Origin"]
    assert {"count": 2, "latest": "2024-05", "hosts": ["exemple.invalid"]} == found.json()


def test_without_an_index_the_register_says_when_to_come_back(send_unready: Send) -> None:
    """A problem, and a number of seconds."""
    found = send_unready("GET", "/v1/register")
    assert (503, True) == (found.status_code, found.headers["Retry-After"].isdigit())


def test_the_files_count_for_nothing_in_a_quota() -> None:
    """A busy site does not use up the questions of its visitors by showing a button."""
    send = sender(FakeAssistant(), traffic=Traffic(rate=1))
    assert {200} == {send("GET", path).status_code for path in (*FILES, "/embed") * 2}


def test_the_widget_is_light_before_the_first_question(send: Send) -> None:
    """The button, the panel, its style and the register weigh 30 kB at most, as they are sent."""
    sent = [len(web_files()[BUTTON].compressed)]
    sent += [len(widget_files()[name].compressed) for name in ("panel.js", "panel.css")]
    sent.append(len(send("GET", "/v1/register").content) + 2000)  # hosts of the shipped corpus: 1,319 bytes
    assert sum(sent) <= BEFORE_THE_FIRST_QUESTION, sent


def test_the_panel_holds_the_modules_of_the_page() -> None:
    """Every line of code of what renders a reply is in it, in the same order: there is one rendering."""
    panel = widget_files()["panel.js"].content.decode()
    for name in ("rendering.js", "replies.js", "sources.js", "cards.js", "conversation.js", "turns.js", "asking.js"):
        lines = [line.strip() for line in web_files()[name].content.decode().splitlines()]
        code = [
            line for line in lines if line and not re.match(r"//|/\*\*|\*|import |export |const \w+ = .*; // ", line)
        ]
        at = panel.index(f"const {name.replace('.', '_')} = ")
        for line in code:
            at = panel.index(line, at)


def test_the_panel_asks_the_server_it_comes_from() -> None:
    """A path would be read as one of the site that shows the widget."""
    asked = re.findall(r"\bfetch\((.{0,8})", widget_files()["panel.js"].content.decode())
    assert {"new URL("} == set(asked)


def test_the_button_has_the_colours_of_the_page() -> None:
    """The button is drawn before the palette is fetched, in the colours of the palette."""
    colours = set(re.findall(r"#[0-9a-f]{6}\b", web_files()[BUTTON].content.decode()))
    assert colours
    assert colours <= set(re.findall(r"#\w{6}", web_files()["palette.css"].content.decode()))


def test_a_style_of_the_panel_never_depends_on_the_size_of_the_page() -> None:
    """A rem is left only in the conditions of a style, where it is the size the reader chose."""
    sheet = widget_files()["panel.css"].content.decode()
    assert "rem" in sheet
    assert [] == re.findall(r"\d(?<!\* )rem\b", re.sub(r"@media[^{]*", "", sheet))
    assert [] == re.findall(r"url\(|@import|@font-face|:root \{|\bbody\b|\bhtml\b", sheet)


@given(
    st.decimals(-99, 99, places=2),
    st.sampled_from(["margin: {}rem", "font: 600 {}rem/1.5 x", "top: calc(1px + {}rem)"]),
)
def test_a_length_in_rem_is_counted_in_the_property(length: object, style: str) -> None:
    """The number is kept, sign and all, and what is no length is left."""
    written = style.format(length)
    assert style.format("").replace("rem", f"calc({length} * var(--r))") == measured_by("--r", written)
    condition = f"@media (max-width: {length}rem) {{"
    assert condition == measured_by("--r", condition)
    assert "--rem: 1; .remark { }" == measured_by("--r", "--rem: 1; .remark { }")


def test_a_bundle_is_one_module_with_the_exports_of_its_entry() -> None:
    """What is imported comes first, once; comments go; a module fetched later is fetched from its folder."""
    sources = {
        "a.js": 'import {\n  b,\n  c as d,\n} from "./b.js";\n\n/** Give a. */\n'
        "export function a() {\n  return b + d; // sum\n}\n"
        'const late = () => import("./late.js");\n',
        "b.js": "// The number.\nexport const b = 1; // one\nexport const c = 2;\n",
    }
    assert bundle("a.js", sources, "/x/") == (
        "const b_js = (() => {\nconst b = 1;\nconst c = 2;\nreturn { b, c };\n})();\n"
        "const a_js = (() => {\nconst { b, c: d } = b_js;\nfunction a() {\nreturn b + d;\n}\n"
        'const late = () => import("/x/late.js");\nreturn { a };\n})();\n'
        "export const { a } = a_js;\n"
    )


@pytest.mark.parametrize(
    "source",
    ['import a from "./b.js";\n', "export default 1;\n", 'import { b } from "./a.js";\n', 'export * from "./b.js";\n'],
)
def test_a_module_written_otherwise_is_refused(source: str) -> None:
    """A bundle is right or is not made."""
    with pytest.raises(ValueError, match=r"otherwise|circle"):
        bundle("a.js", {"a.js": source, "b.js": ""}, "/x/")


def test_no_module_holds_a_text_over_several_lines() -> None:
    """The bundle leaves out what begins a line, which would change such a text."""
    panel = widget_files()["panel.js"].content.decode()
    spoken = [re.sub(r"/\[.*\]/g", "", line) for line in panel.splitlines()]  # a set of signs may hold one
    assert [] == [line for line in spoken if line.count("`") % 2]
    assert f"export const {{ panelOf }} = {PANEL.replace('.', '_')};" in panel


def test_the_page_that_explains_names_what_a_site_must_allow(send: Send) -> None:
    """The lines to copy bear the address the server was called by; without a script a link stands in the preview."""
    page = send("GET", "/embed").text
    for part in (
        "&lt;script src=&quot;http://127.0.0.1:8000/widget.js&quot; defer&gt;",
        "script-src http://127.0.0.1:8000;",
        "connect-src http://127.0.0.1:8000;",
        "EFC_ALLOWED_ORIGINS=",
        '<efc-assistant position="inline"><a href="/">',
        "frame-ancestors",
    ):
        assert part in page
    assert len(gzip.compress(page.encode())) < 10_000
