"""Each command of the bot, typed on the pretended platform, is answered at once and in full."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from bots.quotas import PERSON
from tests.bots.discord_world import OPEN_FORM, WAIT
from tests.bots.fake_discord import FakeDiscord
from tests.bots.scenes import erased, play

QUESTION = "C’est quoi un ECT ?"


def test_a_question_is_answered_to_its_asker_alone(assistant: Assistant, tmp_path: Path) -> None:
    """A question is answered to its asker alone, with its sources, unless it is asked to be visible."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        alone = await discord.slash(user, channel, "demander", question=QUESTION)
        assert (WAIT, [user]) == (alone.response, [one.seen_by for one in alone.messages])
        assert "écosystème coopératif territorialisé" in alone.text
        assert "**Sources**\n[1] " in alone.text
        assert [] == [one for one in discord.posted if one.mentioned() or one.calls_everyone]
        aloud = await discord.slash(user, channel, "demander", question=QUESTION, visible=True)
        assert [None] == [one.seen_by for one in aloud.messages]
        assert alone.text == aloud.text

    play(assistant, tmp_path, scene)


def test_an_open_channel_and_a_direct_message_hide_nothing(assistant: Assistant, tmp_path: Path) -> None:
    """In the channel made for questions and in private, the answer is an ordinary message."""

    async def scene(discord: FakeDiscord) -> None:
        user = discord.user()
        for channel in (discord.home.channels[2], discord.direct(user)):
            reply = await discord.slash(user, channel, "demander", question=QUESTION)
            assert [None] == [one.seen_by for one in reply.messages]
            assert not reply.messages[-1].has("Partager")

    play(assistant, tmp_path, scene)


def test_a_question_with_a_place_and_a_level_is_answered_for_them(assistant: Assistant, tmp_path: Path) -> None:
    """The place and the level chosen change the answer as they do elsewhere."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        options = {"question": "Qui contacter ?", "lieu": "Rouen", "niveau": "entreprise"}
        assert "Club Inné" in (await discord.slash(user, channel, "demander", **options)).text

    play(assistant, tmp_path, scene)


def test_a_long_question_is_typed_in_a_form(assistant: Assistant, tmp_path: Path) -> None:
    """Without a question a form opens; what is sent in it is answered the same way."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        opened = await discord.slash(user, channel, "demander")
        assert OPEN_FORM == opened.response
        sent = await discord.submit(opened, {"Votre question": QUESTION})
        assert sent.text == (await discord.slash(user, channel, "demander", question=QUESTION)).text

    play(assistant, tmp_path, scene)


@pytest.mark.parametrize(
    ("command", "option", "value", "said"),
    [("definir", "terme", "ECT", "écosystème coopératif territorialisé"), ("club", "lieu", "Rouen", "Club Inné")],
)
def test_a_term_and_a_place_are_completed_and_answered(
    assistant: Assistant, tmp_path: Path, command: str, option: str, value: str, said: str
) -> None:
    """A term and a place are proposed as they are typed, and answered with a source."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        proposed = await discord.complete(user, channel, command, option, value[:3])
        assert value in proposed
        reply = await discord.slash(user, channel, command, **{option: value})
        assert said in reply.text
        assert "[1]" in reply.text

    play(assistant, tmp_path, scene)


def test_a_workshop_comes_as_a_timetable_and_a_file(assistant: Assistant, tmp_path: Path) -> None:
    """A workshop is shown as a timetable, its whole plan attached."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        reply = await discord.slash(user, channel, "atelier", theme="la mobilité", duree=120, public="élus")
        assert "120 min" in reply.text
        [(name, data)] = reply.messages[0].files.items()
        assert (True, "la mobilité") == (name.endswith(".md"), "la mobilité" if "la mobilité" in data.decode() else "")

    play(assistant, tmp_path, scene)


def test_the_sources_of_the_last_answer_are_quoted(assistant: Assistant, tmp_path: Path) -> None:
    """The sources shown are those of the last answer to the same person; without one, what is known is told."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        assert "documents" in (await discord.slash(user, channel, "sources")).text
        reply = await discord.slash(user, channel, "demander", question=QUESTION)
        shown = await discord.slash(user, channel, "sources")
        assert "> Un écosystème coopératif territorialisé" in shown.text
        assert shown.text == (await discord.click(reply, "Voir plus")).text
        other = await discord.slash(discord.user("Alex"), channel, "sources")
        assert "> " not in other.text

    play(assistant, tmp_path, scene)


def test_what_is_kept_is_erased_on_demand(assistant: Assistant, tmp_path: Path) -> None:
    """After /oublier nothing of the person’s exchanges and opinions is left, and a second one finds nothing."""

    async def scene(discord: FakeDiscord) -> None:
        user, other, channel = discord.user(), discord.user("Alex"), discord.home.channels[0]
        for one in (user, other):
            reply = await discord.slash(one, channel, "demander", question=QUESTION)
            await discord.click(reply, "👍")
        assert erased(1, 1) == (await discord.slash(user, channel, "oublier")).text
        assert erased(0, 0) == (await discord.slash(user, channel, "oublier")).text
        assert "documents" in (await discord.slash(user, channel, "sources")).text
        assert erased(1, 1) == (await discord.slash(other, channel, "oublier")).text

    play(assistant, tmp_path, scene)


def test_a_source_is_reported_in_a_form(assistant: Assistant, tmp_path: Path) -> None:
    """A source is reported by its number, after a command or a button; without an answer, none is."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        assert "posez d’abord une question" in (await discord.slash(user, channel, "signaler")).text
        reply = await discord.slash(user, channel, "demander", question=QUESTION)
        typed, pressed = (
            await discord.slash(user, channel, "signaler"),
            await discord.click(reply, "Signaler une source"),
        )
        for opened in (typed, pressed):
            fields = {"Ce qui ne va pas": "La source est périmée", "Numéro de la source (facultatif)": "1"}
            assert "Merci" in (await discord.submit(opened, fields)).text

    play(assistant, tmp_path, scene)


def test_help_says_what_it_is_and_what_it_keeps(assistant: Assistant, tmp_path: Path) -> None:
    """Help says that it is a machine and what it keeps, in the language of the person’s screen."""

    async def scene(discord: FakeDiscord) -> None:
        channel = discord.home.channels[0]
        french = await discord.slash(discord.user(), channel, "aide")
        english = await discord.slash(discord.user("Sam", locale="en-GB"), channel, "aide")
        assert ["assistant automatique" in french.text, "automatic assistant" in english.text] == [True, True]
        assert [True, True] == [one.messages[0].is_private for one in (french, english)]

    play(assistant, tmp_path, scene)


def test_a_message_is_searched_from_its_menu(assistant: Assistant, tmp_path: Path) -> None:
    """The words of a message are searched for the person alone, and nothing of them is kept."""

    async def scene(discord: FakeDiscord) -> None:
        user, other, channel = discord.user(), discord.user("Alex"), discord.home.channels[0]
        message = await discord.say(other, channel, QUESTION)
        reply = await discord.menu(user, message, "Chercher dans le corpus EFC")
        assert ("écosystème coopératif" in reply.text, [user]) == (True, [one.seen_by for one in reply.messages])
        assert erased(0, 0) == (await discord.slash(user, channel, "oublier")).text
        assert erased(0, 0) == (await discord.slash(other, channel, "oublier")).text

    play(assistant, tmp_path, scene)


def test_a_person_in_a_hurry_is_asked_to_wait(assistant: Assistant, tmp_path: Path) -> None:
    """A question too many in a row is put off kindly, to its asker alone; another person is answered."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        allowed, _ = PERSON
        replies = [await discord.slash(user, channel, "demander", question="bonjour") for _ in range(allowed + 1)]
        assert [False] * allowed + [True] == ["plus vite que moi" in one.text for one in replies]
        assert all(one.messages[0].is_private for one in replies)
        other = await discord.slash(discord.user("Alex"), channel, "demander", question="bonjour")
        assert "plus vite que moi" not in other.text

    play(assistant, tmp_path, scene)
