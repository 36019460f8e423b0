"""A conversation on the page: what is asked, shown, announced, kept, and what happens when something fails."""

from typing import Any

import pytest

from tests.api.browser.conftest import Opened, Watched
from tests.api.browser.scripted import ScriptedAssistant
from tests.api.fakes import MEADOW, ORCHARD

QUESTION = "Que devient le verger ?"
ORCHARD_QUOTE = ORCHARD.text[:41]


def test_a_message_shows_its_whole_anatomy(watched: Watched) -> None:
    """Answer, marks, next step, sources with quotes and dates, actions, follow-ups, in this order."""
    page = watched.open()
    watched.ask(QUESTION)
    names = page.locator(".turn .outcome > *").evaluate_all("(all) => all.map((one) => one.className)")
    assert ["said", "next", "sources", "after", "follow-ups"] == names
    assert ["1", "1", "2"] == page.locator(".answer .mark").all_inner_texts()
    first, second = (one.replace("\u00a0", " ") for one in page.locator(".source .credentials").all_inner_texts())
    assert "résumé automatique · cas · Club des Essais · événement : 1er mars (année inconnue)" == first
    assert "publié : mai 2024" in second


def test_the_quoted_span_is_marked_in_its_document(watched: Watched) -> None:
    """What is marked in the passage is the quote, letter for letter, in the language of the document."""
    page = watched.open()
    watched.ask(QUESTION)
    for summary in page.locator(".context summary").all():
        summary.click()
    page.wait_for_selector(".passage mark >> nth=2")
    marked = page.locator(".passage mark").all_inner_texts()
    assert [*ORCHARD.text.split("\n"), MEADOW.text] == marked
    assert "en" == page.locator(".passage > div").nth(1).get_attribute("lang")
    assert "en" == page.locator(".source blockquote").nth(2).get_attribute("lang")


@pytest.mark.parametrize(
    "quotes",
    [("arbre et « deux »",), ("🌳🌳 arbre", "deux »"), ("haies.", "un point\n- deux"), ("Un 🌳",), ("Titre",), ()],
)
def test_offsets_are_those_of_the_server(watched: Watched, quotes: tuple[str, ...]) -> None:
    """Spans count characters as the server does, whatever their size, across lines and inside them."""
    text = "# Titre\n\nUn 🌳🌳 arbre et « deux » haies.\n\n- un point\n- deux points"
    spans = [[text.index(one), text.index(one) + len(one)] for one in quotes]
    marked, whole = watched.open().evaluate(
        """async ([text, spans]) => {
          const { passageNodes } = await import('/web/passages.js');
          const body = document.createElement('div');
          body.append(...passageNodes(text, spans, true));
          return [[...body.querySelectorAll('mark')].map((one) => one.textContent), body.textContent];
        }""",
        [text, spans],
    )
    assert [part.removeprefix("- ") for one in quotes for part in one.split("\n")] == marked
    assert "TitreUn 🌳🌳 arbre et « deux » haies.un pointdeux points" == whole


def test_enter_sends_and_shift_enter_breaks(watched: Watched, assistant: ScriptedAssistant) -> None:
    """A line can be broken, and what is sent holds the break."""
    page = watched.open()
    page.focus("#question")
    page.keyboard.type("un")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("deux")
    page.keyboard.press("Enter")
    page.wait_for_selector(".said")
    assert ["un\ndeux"] == [one.text for one in assistant.asked]
    assert "" == page.input_value("#question")


def test_the_earlier_exchanges_and_the_profile_go_with_a_question(
    watched: Watched, assistant: ScriptedAssistant
) -> None:
    """A follow-up is asked with what was said before, the place, and who asks."""
    page = watched.open()
    page.click(".profile summary")
    page.fill("#place", "Bourg-Neuf")
    page.select_option("#persona", "collectivite")
    watched.ask(QUESTION)
    page.click(".follow-ups button")
    page.locator(".turn").nth(1).locator(".said").wait_for()
    last = assistant.asked[-1]
    assert "Qui tient le pré & le verger\u00a0?" == last.text
    assert ("Bourg-Neuf", "collectivite") == (last.place, last.persona)
    assert [("user", QUESTION), ("assistant", f"{ORCHARD_QUOTE} [1]")] == [(one.role, one.text) for one in last.history]


def test_a_starter_asks_for_its_persona(watched: Watched, assistant: ScriptedAssistant) -> None:
    """One tap on a way to start asks its question."""
    page = watched.open()
    page.click(".starters button >> nth=1")
    page.wait_for_selector(".said")
    assert ["entreprise"] == [one.persona for one in assistant.asked]


def test_stop_says_what_came_and_gives_the_question_back(watched: Watched) -> None:
    """The button that sends stops; the draft is there again, and can be sent again."""
    page = watched.open()
    page.fill("#question", "une question lente")
    page.press("#question", "Enter")
    page.get_by_role("button", name="Arrêter").click()
    page.wait_for_selector(".trouble")
    assert "rien n’avait encore été reçu" in page.locator(".trouble").inner_text()
    assert "une question lente" == page.input_value("#question")


def test_a_lost_connection_is_told_and_can_be_tried_again(watched: Watched) -> None:
    """The draft is kept; trying again answers in the same place."""
    page = watched.open()
    page.route("**/v1/ask", lambda route: route.abort("connectionreset"))
    watched.ask(QUESTION)
    assert "Connexion perdue" in page.locator(".trouble").inner_text()
    assert QUESTION == page.input_value("#question")
    page.unroute("**/v1/ask")
    page.get_by_role("button", name="Réessayer").click()
    page.wait_for_selector(".said")
    assert (1, "") == (page.locator(".turn").count(), page.input_value("#question"))


def test_a_refusal_is_told_in_its_words(watched: Watched) -> None:
    """The reason of the server, its remedy, and when to come back."""
    watched.open()
    watched.ask("indisponible")
    told = watched.page.locator(".trouble").inner_text()
    assert all(part in told for part in ("Index indisponible", "efc ingest", "30 secondes"))


def test_two_announcements_at_most_for_an_answer(watched: Watched) -> None:
    """One status region speaks; the transcript is silent, whether the answer is quick or slow."""
    page = watched.open()
    page.evaluate(
        """() => {
          const status = document.querySelector('[role=status]');
          window.said = [];
          new MutationObserver(() => status.textContent && window.said.push(status.textContent))
            .observe(status, { childList: true, characterData: true, subtree: true });
        }"""
    )
    watched.ask(QUESTION)
    assert ["Réponse prête, 2 sources"] == page.evaluate("window.said")
    watched.ask("une question lente")
    assert ["Réponse en cours", "Réponse prête, 2 sources"] == page.evaluate("window.said.slice(1)")
    assert 1 == page.locator("[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])").count()


def test_nothing_is_kept_without_consent_and_all_is_erased_at_will(watched: Watched) -> None:
    """Exchanges stay in the page until a box is ticked; erasing leaves no trace."""
    page = watched.open()
    watched.ask(QUESTION)
    assert 0 == page.evaluate("localStorage.length")
    page.click(".settings summary")
    page.check("#keep")
    page.reload()
    page.wait_for_selector(".said")
    assert QUESTION == page.locator(".asked").inner_text()
    page.click(".settings summary")
    page.get_by_role("button", name="Effacer mes échanges").click()
    page.wait_for_selector(".welcome")
    assert 0 == page.evaluate("localStorage.length")
    page.reload()
    page.wait_for_selector(".welcome")
    assert 0 == page.locator(".turn").count()


def test_english_is_a_switch_away_and_keeps_the_conversation(watched: Watched) -> None:
    """The labels change, the language of the page too, and nothing of the exchange is lost."""
    page = watched.open()
    watched.ask(QUESTION)
    page.fill("#question", "brouillon")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Français").wait_for()
    assert ("en", "brouillon") == (page.get_attribute("html", "lang"), page.input_value("#question"))
    assert "Next step" in page.locator(".turn").inner_text()


def test_without_a_script_the_form_answers(watch: Opened) -> None:
    """Progressive enhancement: the page is whole before the script."""
    watched = watch(java_script_enabled=False)
    page = watched.page
    page.goto(watched.address)
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    page.wait_for_selector(".answer")
    assert 3 == page.locator(".answer .mark").count()


def test_an_answer_of_the_server_is_taken_over_without_asking_again(
    watched: Watched, assistant: ScriptedAssistant
) -> None:
    """A link to a question shows the reply the server wrote, with the actions of the page."""
    page = watched.open("/?question=Que+devient+le+verger+%3F&place=Bourg-Neuf")
    page.wait_for_selector(".turn .actions")
    assert (1, 1) == (len(assistant.asked), page.locator(".turn").count())


def test_a_copy_has_both_forms_with_the_sources(watch: Opened) -> None:
    """Markdown with links for one, rich text for the other; both name the sources."""
    watched = watch(permissions=["clipboard-read", "clipboard-write"])
    page = watched.open()
    watched.ask(QUESTION)
    page.get_by_role("button", name="Copier avec les sources").click()
    page.get_by_role("button", name="Copié").wait_for()
    plain, rich = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          return Promise.all(['text/plain', 'text/html'].map(async (type) => (await item.getType(type)).text()));
        }"""
    )
    assert f"## {QUESTION}" in plain
    assert "- [1] [Le verger \\<partagé\\> & ses voisins](<https://exemple.invalid/verger?a=1&b=2>)" in plain
    assert 'href="https://exemple.invalid/verger?a=1&amp;b=2"' in rich
    assert "<script" not in rich


def test_the_exchange_is_saved_as_a_file(watched: Watched) -> None:
    """Every answered question is in it."""
    page = watched.open()
    watched.ask(QUESTION)
    watched.ask("ailleurs")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Enregistrer l’échange").last.click()
    text = saved.value.path().read_text()
    assert all(part in text for part in (f"## {QUESTION}", "## ailleurs", "C’est hors de mon domaine"))


def test_a_thumb_down_gives_its_reasons_and_a_server_without_the_route_is_told(watched: Watched) -> None:
    """What is sent names the reply, the question as understood, the reasons and the comment."""
    page = watched.open()
    sent: list[Any] = []
    watched.ask(QUESTION)
    page.get_by_role("button", name="Utile").click()
    page.wait_for_selector(".feedback .note")
    page.route(
        "**/v1/feedback",
        lambda route: (sent.append(route.request.post_data_json), route.fulfill(status=202, json={"kept": True})),
    )
    page.get_by_role("button", name="À revoir").click()
    page.get_by_label("C’est périmé").check()
    page.get_by_label("Un mot de plus").fill("Voir 2026.")
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_text("Merci, c’est noté.").first.wait_for()
    body = {"reply_id": "r1", "question": QUESTION, "verdict": "down", "reasons": ["outdated"], "comment": "Voir 2026."}
    assert [body] == sent


@pytest.mark.parametrize("way", ["hover", "focus", "tap"])
def test_a_card_opens_every_way_and_escape_closes_it(watch: Opened, way: str) -> None:
    """A mark and a term explain themselves to a pointer, a keyboard and a finger."""
    watched = watch(has_touch=way == "tap")
    page = watched.open()
    watched.ask("un terme")
    for name, told in ((".answer .mark", ORCHARD_QUOTE), (".answer .term", "Un verger tenu à plusieurs.")):
        one = page.locator(name).first
        {"hover": one.hover, "tap": one.tap, "focus": lambda one=one: _reach(page, one)}[way]()
        page.wait_for_selector(".card")
        assert told in page.locator(".card").inner_text()
        page.locator(".card").hover()
        page.wait_for_timeout(400)
        assert 1 == page.locator(".card").count()
        page.keyboard.press("Escape")
        assert 0 == page.locator(".card").count()
        page.mouse.move(0, 0)


def _reach(page: Any, one: Any) -> None:
    for _ in range(80):
        if one.evaluate("(node) => node === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError("the keyboard does not reach it")


def test_a_card_leads_to_its_source_by_keyboard(watched: Watched) -> None:
    """From the mark, Tab enters the card, Enter goes to the source, which takes the focus."""
    page = watched.open()
    watched.ask(QUESTION)
    _reach(page, page.locator(".answer .mark").first)
    page.keyboard.press("Tab")
    assert page.locator(".card").evaluate("(card) => card.contains(document.activeElement)")
    page.keyboard.press("Enter")
    assert "1" == page.evaluate("document.activeElement.value?.toString()")
