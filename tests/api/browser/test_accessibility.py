"""What RGAA 4.1 and WCAG 2.2 AA ask and a program can check: rules, keyboard, zoom, targets, motion, themes."""

from itertools import pairwise
from typing import Any

import pytest

from tests.api.browser.conftest import REMEDY, Opened

SCREENS = ("first", "answer", "card", "abstention", "lost", "reasons", "no script")
VIEWS = ("clubs", "notions", "workshop", "grid")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "zoom": {"viewport": {"width": 320, "height": 256}},
    "contrast": {"forced_colors": "active"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def _show(watched: Any, screen: str) -> Any:
    """Bring a page to a screen."""
    if screen == "no script":
        watched.page.route("**/web/*.js", lambda route: route.abort())
        watched.page.goto(f"{watched.address}/?question=Que+devient+le+verger")
        return watched.page
    view = screen if screen in VIEWS else ""
    page = watched.open(f"/#{view}")
    if screen == "lost":
        page.route("**/v1/ask", lambda route: route.abort())
    if screen in {"answer", "card", "reasons", "lost", "abstention"}:
        watched.ask("ailleurs" if screen == "abstention" else "un terme")
    if screen == "card":
        page.locator(".answer .mark").first.click()
        page.locator(".context summary").first.click()
        page.wait_for_selector(".passage mark")
    if screen == "reasons":
        page.get_by_role("button", name="À revoir").click()
    page.wait_for_selector("main h1")
    page.wait_for_timeout(400)  # what arrives softly has arrived
    return page


@pytest.mark.parametrize("look", ["light", "dark", "zoom"])
@pytest.mark.parametrize("screen", [*SCREENS, *VIEWS])
def test_no_rule_is_broken(watch: Opened, screen: str, look: str) -> None:
    """axe-core finds nothing on any screen, in both themes and at 400 %."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=f"no axe-core: {REMEDY}")
    page = _show(watch(**LOOKS[look], bypass_csp=True, java_script_enabled=True), screen)
    found = axe.Axe().run(page, options=RULES).response["violations"]
    assert [] == [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("look", ["zoom", "phone", "light"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_fits_its_width_and_its_targets_have_room(watch: Opened, screen: str, look: str) -> None:
    """Nothing scrolls sideways, at 320 pixels too, which is 400 % of a desk; what is pressed is 24 pixels wide."""
    page = _show(watch(**LOOKS[look]), screen)
    wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide[0] <= wide[1]
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary, input, select, textarea')]
          .filter((one) => one.checkVisibility() && !one.matches('.skip, [type=checkbox]'))  // its label is pressed too
          .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
          .filter(([, box]) => box.width < 23.5 || box.height < 23.5)
          .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
    )
    assert [] == small


def test_everything_is_reached_by_keyboard_in_reading_order(watch: Opened) -> None:
    """Tab goes down the page, what has the focus is seen, and nothing holds it back."""
    page = _show(watch(), "answer")
    for _ in range(70):  # to the end of the page: the next Tab begins it again
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    visited: list[str] = []
    for _ in range(70):
        page.keyboard.press("Tab")
        visited.append(
            page.evaluate(
                """() => {
                  const one = document.activeElement, box = one.getBoundingClientRect();
                  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 10)];
                  const above = document.elementFromPoint(x, y);
                  const seen = one === document.body || one.contains(above) || above?.contains(one);
                  return `${one.tagName.toLowerCase()}.${one.className} ${seen ? '' : 'HIDDEN'}`.trim();
                }"""
            )
        )
        if visited[-1].startswith("body"):
            break
    assert [] == [one for one in visited if "HIDDEN" in one and "skip" not in one]
    head = ["a.skip", "a.name", "a.", "summary.", "button.language"]
    order = [*head, "button.mark", "button.action", "button.skip", "textarea."]
    ranks = [next(rank for rank, one in enumerate(visited) if one.split()[0] == name) for name in order]
    assert sorted(ranks) == ranks
    assert visited[-1].startswith("body")


def test_the_focus_is_not_stolen_by_an_answer(watch: Opened) -> None:
    """Who is writing goes on writing."""
    page = _show(watch(), "answer")
    assert "question" == page.evaluate("document.activeElement.id") or "submit" == page.evaluate(
        "document.activeElement.type"
    )


def test_motion_stops_for_who_asks(watch: Opened) -> None:
    """Nothing moves, nothing slides."""
    page = _show(watch(reduced_motion="reduce"), "answer")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).animationName !== 'none')
          .map((one) => one.className)"""
    )
    assert ([], "auto") == (moving, page.evaluate("getComputedStyle(document.documentElement).scrollBehavior"))


def test_forced_colours_keep_the_marks_and_the_quotes(watch: Opened) -> None:
    """Without our colours, a mark has an edge and the quoted span a background of the system."""
    page = _show(watch(**LOOKS["contrast"]), "card")
    assert "1px" == page.locator(".answer .mark").first.evaluate("(one) => getComputedStyle(one).borderTopWidth")
    marked = page.locator(".passage mark").first
    plain = page.locator(".passage").first
    colour = "(one) => getComputedStyle(one).backgroundColor"
    assert marked.evaluate(colour) != plain.evaluate(colour)


def test_text_bears_wider_spacing(watch: Opened) -> None:
    """With the spacing of WCAG 1.4.12, nothing is cut."""
    page = _show(watch(**LOOKS["phone"]), "answer")
    page.evaluate(
        """() => {
          for (const one of document.querySelectorAll('body *')) {
            one.style.setProperty('line-height', '1.5', 'important');
            one.style.setProperty('letter-spacing', '.12em', 'important');
            one.style.setProperty('word-spacing', '.16em', 'important');
          }
        }"""
    )
    cut = page.evaluate(
        """() => [...document.querySelectorAll('main *')]
          .filter((one) => getComputedStyle(one).overflow === 'hidden' && !one.matches('.unseen, .skip'))
          .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className)"""
    )
    assert [] == cut
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_each_exchange_is_named_by_its_rank(watch: Opened) -> None:
    """An article for each question, its heading below that of the page, and its answer named."""
    page = _show(watch(), "answer")
    assert "Question 1" == page.locator("article").get_attribute("aria-label")
    assert "Réponse 1" == page.locator(".said").get_attribute("aria-label")
    tags = page.locator("main :is(h1, h2, h3, h4, h5)").evaluate_all("(all) => all.map((one) => one.tagName)")
    levels = [int(one[1]) for one in tags]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert 1 == levels.count(1)
