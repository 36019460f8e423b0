"""What comes from a document, a reply or an error is text: it runs nothing, fetches nothing, leads nowhere."""

import json
from typing import Any

from tests.api.browser.conftest import Opened, Watched
from tests.api.browser.scripted import ALL, ATTACKS, hostile_reply

ADDRESSES = "[...document.querySelectorAll('[href], [src], [action], [srcset], [style]')]"


def _addresses(page: Any) -> set[str]:
    found = page.evaluate(
        f"{ADDRESSES}.flatMap((one) => ['href', 'src', 'action', 'srcset'].map((name) => one.getAttribute(name)))"
    )
    return {one for one in found if one}


def _nothing_ran(watched: Watched) -> None:
    page = watched.page
    assert None is page.evaluate("window.hit ?? null")
    assert [] == watched.left
    assert [] == watched.errors
    inside = "main :is(script, style, iframe, img, object, embed, base, link, template, video, audio)"
    assert 0 == page.locator(inside).count()
    named = "[...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames())"
    assert not [name for name in page.evaluate(named) if name.startswith("on") or name == "srcdoc"]
    assert "block" == page.evaluate("getComputedStyle(document.body).display.replace('flex', 'block')")


def test_a_hostile_reply_is_shown_as_text(watched: Watched) -> None:
    """Each attack is read on the screen as it was written, in the answer, the sources, the cards and what follows."""
    page = watched.open()
    watched.ask("attaque")
    page.locator(".mark").first.click()
    for one in page.locator(".context summary").all():
        one.click()
    page.wait_for_timeout(300)
    shown = page.locator("main").evaluate("(node) => node.textContent")
    assert [] == [one for one in ATTACKS if one not in shown]
    _nothing_ran(watched)


def test_only_hosts_of_the_corpus_are_linked(watched: Watched) -> None:
    """An address of another host, scheme or shape is no link, wherever the reply puts it."""
    page = watched.open()
    watched.ask("attaque")
    assert [] == [one for one in _addresses(page) if not one.startswith(("/", "#"))]
    watched.ask("Que devient le verger ?")
    assert {"https://exemple.invalid/verger?a=1&b=2"} == {
        one for one in _addresses(page) if not one.startswith(("/", "#"))
    }


def test_a_hostile_address_of_the_page_is_only_text(watched: Watched) -> None:
    """A question in the address, with the reply the server wrote beside it, is shown and does nothing."""
    page = watched.open(
        "/?question=attaque%20%3Cscript%3Ewindow.hit%3D1%3C%2Fscript%3E#notions/%3Cimg src=x onerror=window.hit=2%3E"
    )
    page.wait_for_timeout(300)
    _nothing_ran(watched)


def test_what_is_kept_in_the_browser_is_not_trusted(watched: Watched) -> None:
    """Exchanges that somebody tampered with are rendered like any other, and broken ones are left out."""
    page = watched.open()
    kept = {
        "language": "xx",
        "turns": [{"question": ALL, "reply": hostile_reply("x").model_dump()}, {"reply": 3}, None],
    }
    page.evaluate("(text) => localStorage.setItem('efc-echanges', text)", json.dumps(kept))
    page.reload()
    page.wait_for_selector(".said")
    assert 1 == page.locator(".turn").count()
    _nothing_ran(watched)


def test_a_hostile_error_is_only_text(watched: Watched) -> None:
    """What a server says of its failure is shown as it is."""
    page = watched.open()
    body = json.dumps({"title": ALL, "detail": ALL, "status": 422, "code": "x", "id": ALL})
    page.route("**/v1/ask", lambda route: route.fulfill(status=422, content_type="application/problem+json", body=body))
    watched.ask("une question")
    assert ATTACKS[0] in page.locator(".trouble").inner_text()
    _nothing_ran(watched)


def test_the_direction_of_a_document_stays_in_its_bounds(watched: Watched) -> None:
    """A title that turns the writing round does not turn what stands beside it."""
    page = watched.open()
    watched.ask("attaque")
    isolated = "(nodes) => nodes.map((one) => getComputedStyle(one).unicodeBidi)"
    for name in (".title", ".source blockquote p", ".step-label", ".asked", ".follow-ups button", "main bdi"):
        found = page.locator(name).evaluate_all(isolated)
        assert {name: {"isolate"}} == {name: set(found)}
    told = "(nodes) => nodes.map((one) => one.tagName === 'BDI' ? 'auto' : one.dir)"
    assert {"auto"} == set(page.locator(".title, .source blockquote p, .card-title, main bdi").evaluate_all(told))


def test_markup_made_from_a_text_is_refused_by_the_browser(watched: Watched) -> None:
    """The policy stops what a later change of the script could let in."""
    page = watched.open()
    refused = page.evaluate(
        "() => { try { document.createElement('p').innerHTML = '<b>a</b>'; return false; } catch { return true; } }"
    )
    assert refused


def test_the_page_leaves_nothing_and_asks_nobody(watch: Opened) -> None:
    """A visit sets no cookie, stores nothing, and speaks to this server only."""
    watched = watch()
    page = watched.open()
    watched.ask("Que devient le verger ?")
    assert [] == page.context.cookies()
    assert 0 == page.evaluate("localStorage.length + sessionStorage.length")
    assert all(url.startswith(watched.address) for url in watched.requests)
