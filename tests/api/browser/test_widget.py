"""The widget on a page of another site: it opens, answers, cites and closes, whatever that page allows or styles."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from api.traffic import Traffic
from tests.api.browser.conftest import DESK, REMEDY, Watched, served
from tests.api.browser.hosting import Site, hosted
from tests.api.browser.scripted import ATTACKS, ScriptedAssistant
from tests.api.browser.test_accessibility import LOOKS, RULES
from tests.api.fakes import ORCHARD

QUESTION = "Que devient le verger ?"
PAGES = ("/calm", "/hostile", "/inline", "/nonce", "/isolated", "/clobbered")
Visit = Callable[..., Watched]


@pytest.fixture
def site() -> Iterator[Site]:
    """Run a site of somebody."""
    with hosted() as found:
        yield found


@pytest.fixture
def address(assistant: ScriptedAssistant, site: Site) -> Iterator[str]:
    """Serve the assistant, which admits that site."""
    with served(assistant, traffic=Traffic(origins=frozenset({site.address}))) as found:
        site.server = found
        yield found


@pytest.fixture
def visit(chromium: Any, address: str, site: Site) -> Iterator[Visit]:
    """Return a function that visits a page of the site; nothing may leave the two servers, nor an error be told."""
    contexts, seen = [], []

    def start(path: str = "/calm", **options: Any) -> Watched:
        contexts.append(chromium.new_context(**{"viewport": DESK, "locale": "fr-FR", **options}))
        seen.append(Watched(contexts[-1], address, site.address))
        seen[-1].page.goto(site.address + path)
        return seen[-1]

    yield start
    for context in contexts:
        context.close()
    assert [] == [url for one in seen for url in one.left]
    assert [] == [error for one in seen for error in one.errors]


def _open(watched: Watched) -> Any:
    watched.page.click("efc-assistant .open")
    watched.page.wait_for_selector(".panel #question")
    return watched.page


def _ask(watched: Watched, question: str = QUESTION) -> Any:
    page = _open(watched) if not watched.page.locator(".panel").count() else watched.page
    watched.ask(question)
    return page


@pytest.mark.parametrize("path", PAGES)
def test_it_opens_answers_cites_and_closes(visit: Visit, path: str) -> None:
    """A strict policy, hostile styles, a layer over everything: the reader asks, reads, sees the source, and closes."""
    watched = visit(path)
    page = _ask(watched)
    assert ["1", "1", "2"] == page.locator(".answer .mark").all_inner_texts(), page.locator(".turn").inner_text()
    assert page.locator(".answer").evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") >= 16
    page.locator(".answer .mark").first.click()
    assert ORCHARD.text[:41] in page.locator(".card").inner_text()
    page.locator(".context summary").first.click()
    page.wait_for_selector(".passage mark")
    page.keyboard.press("Escape")
    if page.locator(".panel").is_visible():  # the first Escape may have closed a card
        page.keyboard.press("Escape")
    assert not page.locator(".panel").is_visible()
    focused = page.evaluate("document.querySelector('efc-assistant').shadowRoot.activeElement.className")
    assert "open" == focused


def test_nothing_is_fetched_before_and_nothing_is_ever_stored(visit: Visit, address: str) -> None:
    """Closed, the widget is one script; open, three requests; no cookie, no storage, before or after a question."""
    watched = visit()
    page = watched.page
    page.wait_for_selector("efc-assistant .open")
    stored = "[localStorage.length, sessionStorage.length, document.cookie].join()"

    def ours() -> set[str]:
        return {url.removeprefix(address) for url in watched.requests if url.startswith(address)}

    assert ({"/widget.js"}, "0,0,") == (ours(), page.evaluate(stored))
    _open(watched)
    assert {"/widget.js", "/widget/panel.js", "/widget/panel.css", "/v1/register"} == ours()
    watched.ask(QUESTION)
    page.wait_for_timeout(200)
    assert ("0,0,", []) == (page.evaluate(stored), page.context.cookies())
    assert 0 == page.evaluate("indexedDB.databases().then((all) => all.length)")


def test_the_page_around_is_left_as_it_was(visit: Visit) -> None:
    """Nothing is added to the page but one element; an answer scrolls the panel, never the page."""
    watched = visit()
    page = watched.page
    page.wait_for_selector("efc-assistant .open")
    state = "[scrollY, document.body.children.length, document.head.children.length, Object.keys(window).length].join()"
    page.evaluate("scrollTo(0, 120)")
    before = page.evaluate(state)
    for _ in range(3):
        _ask(watched)
    assert before == page.evaluate(state)
    assert "Georgia, serif" == page.locator("main p").first.evaluate("(one) => getComputedStyle(one).fontFamily")


def test_a_site_that_is_not_admitted_is_told_kindly_and_given_a_link(visit: Visit, chromium: Any, site: Site) -> None:
    """The reader learns why, who keeps the site what to do, and the page of the assistant is one link away."""
    with served(ScriptedAssistant()) as other:
        site.server = other
        page = chromium.new_context(viewport=DESK).new_page()
        page.goto(f"{site.address}/calm")
        page.click("efc-assistant .open")
        page.wait_for_selector(".panel .trouble")
        told = page.locator(".panel .trouble").inner_text()
        assert all(part in told for part in ("n’est pas encore admis sur ce site", site.address, "EFC_ALLOWED_ORIGINS"))
        assert f"{other}/" == page.locator(".trouble a").get_attribute("href")
        page.keyboard.press("Escape")
        assert not page.locator(".panel").is_visible()
        page.context.close()


def test_a_server_that_is_lost_is_told_and_can_be_tried_again(visit: Visit) -> None:
    """What failed once is asked again at a press."""
    watched = visit()
    page = watched.page
    page.route("**/v1/register", lambda route: route.abort())
    page.route("**/widget/panel.css", lambda route: route.continue_(), times=1)
    page.click("efc-assistant .open")
    page.wait_for_selector(".panel .trouble")
    page.unroute("**/v1/register")
    page.get_by_role("button", name="Réessayer").click()
    page.wait_for_selector(".panel #question")


@pytest.mark.parametrize("missing", ["**/widget/panel.js", "**/widget/panel.css"])
def test_a_panel_that_cannot_come_leaves_a_plain_link(visit: Visit, address: str, missing: str) -> None:
    """The button gives way to the address of the page, which has the focus."""
    watched = visit()
    page = watched.page
    page.route(missing, lambda route: route.abort())
    page.click("efc-assistant .open")
    link = page.locator("efc-assistant .failed a")
    link.wait_for()
    assert f"{address}/" == link.get_attribute("href")
    assert page.evaluate("document.querySelector('efc-assistant').shadowRoot.activeElement.href") == f"{address}/"
    assert not page.locator("efc-assistant .open").is_visible()


def test_without_a_script_the_link_of_the_page_remains(visit: Visit, address: str) -> None:
    """What is written inside the element is what is seen."""
    page = visit("/inline", java_script_enabled=False).page
    link = page.get_by_role("link", name="Interroger l’assistant")
    assert (True, f"{address}/") == (link.is_visible(), link.get_attribute("href"))


def test_escape_closes_what_is_innermost_first(visit: Visit) -> None:
    """A card, then a running question, then the panel; the draft is there when it opens again."""
    watched = visit()
    page = _ask(watched)
    page.locator(".answer .mark").first.click()
    page.keyboard.press("Escape")
    assert (0, True) == (page.locator(".card").count(), page.locator(".panel").is_visible())
    page.fill("#question", "une question lente")
    page.press("#question", "Enter")
    page.wait_for_selector(".turn[aria-busy]")
    page.press("#question", "Escape")
    page.wait_for_selector(".trouble")
    assert page.locator(".panel").is_visible()
    page.press("#question", "Escape")
    assert not page.locator(".panel").is_visible()
    page.click("efc-assistant .open")
    assert "une question lente" == page.input_value("#question")
    assert 2 == page.locator(".turn").count()


def test_the_keyboard_goes_in_and_out(visit: Visit) -> None:
    """Enter opens and puts the focus on the question; Tab leaves the panel at its end: nothing holds it."""
    watched = visit()
    page = watched.page
    page.wait_for_selector("efc-assistant .open")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".panel #question")
    inner = "document.querySelector('efc-assistant').shadowRoot.activeElement"
    page.wait_for_function(f"{inner}?.id === 'question'")
    watched.ask(QUESTION)
    visited = []
    for _ in range(60):
        page.keyboard.press("Tab")
        visited.append(page.evaluate(f"({inner})?.tagName ?? null"))
        if visited[-1] is None:
            break
    assert visited[-1] is None
    for _ in range(60):  # and back, from the other side
        page.keyboard.press("Tab")
        if page.evaluate(f"({inner})?.className") == "shut":
            break
    page.keyboard.press("Enter")
    assert not page.locator(".panel").is_visible()


def test_a_hostile_reply_is_shown_as_text(visit: Visit) -> None:
    """Each attack is read as it was written; nothing runs, and nothing leaves the two servers."""
    watched = visit()
    page = _ask(watched, "attaque")
    page.locator(".answer .mark").first.click()
    for one in page.locator(".context summary").all():
        one.click()
    page.wait_for_timeout(300)
    shown = page.locator(".panel .turn").evaluate("(node) => node.textContent")
    assert [] == [one for one in ATTACKS if one not in shown]
    assert None is page.evaluate("window.hit ?? null")
    assert 0 == page.locator(".panel :is(script, style, iframe, img, object, embed, base, link, template)").count()
    named = "(all) => all.flatMap((one) => one.getAttributeNames())"
    assert not [name for name in page.locator(".panel *").evaluate_all(named) if name.startswith("on")]
    links = page.locator(".panel [href]").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert {f"{watched.address}/"} == set(links)


@pytest.mark.parametrize("screen", ["closed", "open", "answer", "abstention"])
@pytest.mark.parametrize("look", ["light", "dark", "zoom"])
def test_no_rule_is_broken(visit: Visit, screen: str, look: str) -> None:
    """axe-core finds nothing, in both themes and at 400 %."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=f"no axe-core: {REMEDY}")
    watched = visit("/calm", **LOOKS[look], bypass_csp=True)
    _show(watched, screen)
    found = axe.Axe().run(watched.page, options=RULES).response["violations"]
    assert [] == [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("look", ["light", "dark", "zoom"])
def test_no_rule_is_broken_where_it_is_explained(chromium: Any, address: str, look: str) -> None:
    """axe-core finds nothing on the page of the snippet either, and nothing of it scrolls sideways."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=f"no axe-core: {REMEDY}")
    page = chromium.new_context(**{"viewport": DESK, **LOOKS[look], "bypass_csp": True}).new_page()
    page.goto(f"{address}/embed")
    page.get_by_role("button", name="Copier").first.wait_for()
    found = axe.Axe().run(page, options=RULES).response["violations"]
    assert [] == [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.context.close()


def _show(watched: Watched, screen: str) -> None:
    watched.page.wait_for_selector("efc-assistant .open")
    if screen == "open":
        _open(watched)
    elif screen != "closed":
        _ask(watched, "ailleurs" if screen == "abstention" else "un terme")
    watched.page.wait_for_timeout(450)  # what arrives softly has arrived


@pytest.mark.parametrize("look", ["zoom", "phone", "light", "contrast"])
@pytest.mark.parametrize("screen", ["closed", "open", "answer"])
def test_it_fits_its_width_and_its_targets_have_room(visit: Visit, screen: str, look: str) -> None:
    """Nothing scrolls sideways, at 320 pixels too; what is pressed is 24 pixels wide and high."""
    watched = visit("/calm", **LOOKS[look])
    _show(watched, screen)
    wide = "(all) => all.every((one) => one.scrollWidth <= one.clientWidth)"
    assert watched.page.locator(".scroller, html").evaluate_all(wide)
    small = watched.page.locator("efc-assistant :is(a, button, summary, textarea, select)").evaluate_all(
        """(all) => all.filter((one) => one.checkVisibility() && !one.matches('.skip'))
          .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
          .filter(([, box]) => box.width < 23.5 || box.height < 23.5 || box.left < 0 || box.right > innerWidth)
          .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
    )
    assert [] == small


def test_one_region_speaks_and_motion_stops_for_who_asks(visit: Visit) -> None:
    """An answer is announced once; nothing moves for a reader who wants stillness."""
    watched = visit(reduced_motion="reduce")
    page = _ask(watched)
    speaking = page.locator(
        "efc-assistant :is([role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off]))"
    )
    assert ["Réponse prête, 2 sources"] == speaking.all_inner_texts()
    moving = "(all) => all.filter((one) => getComputedStyle(one).animationName !== 'none').length"
    assert 0 == page.locator("efc-assistant *").evaluate_all(moving)


def test_the_options_of_the_page_are_heeded(visit: Visit, assistant: ScriptedAssistant) -> None:
    """Words, side, language, colours, place and persona are those the site gave."""
    watched = visit("/calm", color_scheme="dark")
    page = watched.page
    page.wait_for_selector("efc-assistant .open")
    given = {"label": "Demandez", "position": "left", "language": "en", "theme": "light"}
    page.evaluate(
        """(given) => {
          document.querySelector('efc-assistant').remove();
          const one = document.createElement('efc-assistant');
          for (const [name, value] of Object.entries(given)) one.setAttribute(name, value);
          document.body.append(one);
        }""",
        {**given, "place": "Bourg-Neuf", "persona": "animateur"},
    )
    assert "Demandez" == page.locator("efc-assistant .open").inner_text()
    _open(watched)
    assert page.locator(".panel").bounding_box()["x"] < 40
    assert "rgb(251, 250, 246)" == page.locator(".panel").evaluate("(one) => getComputedStyle(one).backgroundColor")
    assert "Ask" == page.locator(".composer [type=submit]").inner_text()
    watched.ask(QUESTION)
    assert ("Bourg-Neuf", "animateur") == (assistant.asked[-1].place, assistant.asked[-1].persona)


def test_the_page_that_explains_shows_it_for_real(chromium: Any, address: str) -> None:
    """Under our own policy, a snippet with the address of this server, and a widget that answers."""
    watched = Watched(chromium.new_context(viewport=DESK, permissions=["clipboard-read", "clipboard-write"]), address)
    page = watched.page
    page.goto(f"{address}/embed")
    page.get_by_role("button", name="Copier").first.click()
    page.get_by_role("button", name="Copié").wait_for()
    assert f'<script src="{address}/widget.js" defer></script>' in page.evaluate("navigator.clipboard.readText()")
    _ask(watched)
    assert 3 == page.locator(".panel .answer .mark").count()
    assert ([], []) == (watched.left, watched.errors)
    page.context.close()
