"""The commands as Discord receives them, within its limits, in both languages; what completes their options."""

import asyncio
import re
from pathlib import Path
from typing import Any

import discord
import pytest

from assistant.answering import Assistant
from bots import wording
from bots.choices import LONGEST, MOST, places_like, terms_like
from bots.discord_client.client import EfcClient, intents
from bots.discord_client.commands import _english
from bots.escaping import width
from bots.guide import ADMINISTRATOR, NEEDED, PERMISSIONS, guide
from bots.plan_rendering import plan_file_name, plan_message
from bots.rendering import MESSAGE_LIMIT
from bots.state import State
from tests.bots.attended import ScriptedAssistant, attended
from tests.sample_plan import sample_plan

NAME = re.compile(r"^[-_'\w]{1,32}$")


@pytest.fixture
def client(tmp_path: Path) -> EfcClient:
    """A client that is not connected."""
    return EfcClient(attended(ScriptedAssistant()), State(tmp_path))


def declared(client: EfcClient) -> list[dict[str, Any]]:
    """Return the commands as they are sent, with their English."""

    async def translated() -> list[dict[str, Any]]:
        await client.tree.prepare()
        translator = client.tree.translator
        assert translator
        return [await one.get_translated_payload(client.tree, translator) for one in client.tree.get_commands()] + [
            await one.get_translated_payload(client.tree, translator)
            for one in client.tree.get_commands(type=discord.AppCommandType.message)
        ]

    return asyncio.run(translated())


def test_every_command_is_declared(client: EfcClient) -> None:
    """The nine commands and the menu of a message, each with its English name."""
    commands = {one["name"]: one for one in declared(client)}
    assert {*wording.COMMANDS, wording.CONTEXT_MENU[0]} == set(commands)
    for name, (english, _, described) in wording.COMMANDS.items():
        assert english == commands[name].get("name_localizations", {}).get("en-GB", name)
        assert described == commands[name]["description_localizations"]["en-US"]


def test_names_and_descriptions_fit(client: EfcClient) -> None:
    """Names of 32 characters, descriptions and choices of 100, in both languages."""
    for command in declared(client):
        for one in (command, *command.get("options", ())):
            names = (one["name"], *one.get("name_localizations", {}).values())
            if command["type"] == 1:
                assert [] == [name for name in names if not NAME.match(name)]
                told = (one["description"], *one.get("description_localizations", {}).values())
                assert [] == [text for text in told if not 0 < len(text) <= 100]
            assert [] == [choice for choice in one.get("choices", ()) if len(choice["name"]) > 100]
    assert [] == [pair for pair in wording.REASONS.values() if max(map(len, pair)) > 100]
    assert len(wording.say("report_mark", "fr")) <= 45


def test_only_administrators_opt_a_forum_in(client: EfcClient) -> None:
    """The command asks for the permission to manage the server, and exists on servers only."""
    forum = next(one for one in declared(client) if one["name"] == "efc-forum")
    assert discord.Permissions(manage_guild=True).value == int(forum["default_member_permissions"])
    assert [0] == forum["contexts"]


def test_nothing_privileged_is_listened_to(client: EfcClient) -> None:
    """Servers and messages, no member list, no presence, no message content; nothing is kept of what is heard."""
    assert {"guilds", "guild_messages", "dm_messages"} == {name for name, on in intents() if on}
    assert discord.MemberCacheFlags.none() == client._connection.member_cache_flags
    assert None is client._connection.max_messages


def test_nobody_is_mentioned_by_default(client: EfcClient) -> None:
    """The client itself allows no mention."""
    assert client.allowed_mentions
    assert {"parse": []} == client.allowed_mentions.to_dict()


def test_no_two_wordings_share_a_french(client: EfcClient) -> None:
    """A French wording has one English only."""
    del client
    assert len(_english()) >= len(wording.COMMANDS) + len(wording.OPTIONS)
    assert len(wording.LEVELS) == len({french for french, _ in wording.LEVELS.values()})


def test_every_sentence_has_its_blanks_in_both_languages() -> None:
    """The same blanks are filled in French and in English, and each notice fits a message."""
    for key, (french, english) in wording._SAID.items():
        assert blanks(french) == blanks(english), key
        assert max(len(french), len(english)) < MESSAGE_LIMIT
        assert not re.search(r"['\"]|\.\.\.", french), key


def test_choices_begin_with_what_is_typed(assistant: Assistant) -> None:
    """Terms and places are found whatever the accents and the case, twenty-five at most."""
    assert "effets utiles" == terms_like("EFFETS", assistant.lexicon)[0]
    assert "Rouen" in places_like("roue", assistant.places)
    assert "Nîmes" in places_like("nimes", assistant.places)
    for typed in ("", "a", "zzzz", "@everyone", "é" * 200):
        found = [*terms_like(typed, assistant.lexicon), *places_like(typed, assistant.places)]
        assert len(found) <= 2 * MOST
        assert [] == [one for one in found if not 0 < width(one) <= LONGEST]


def test_the_invitation_asks_for_what_is_needed() -> None:
    """The permissions are Discord’s own, none is dangerous, and the guide names each."""
    wanted = discord.Permissions(NEEDED)
    assert len(PERMISSIONS) == sum(on for _, on in wanted)
    assert all(getattr(wanted, name) for name in PERMISSIONS)
    assert not NEEDED & (ADMINISTRATOR | discord.Permissions(mention_everyone=True, manage_messages=True).value)
    assert all(label in guide() for _, label in PERMISSIONS.values())


def test_a_plan_fits_one_message() -> None:
    """The title and the timetable, and where the rest is; its file has a plain name."""
    plan = sample_plan()
    text = plan_message(plan)
    assert width(text) <= MESSAGE_LIMIT
    assert text.endswith(wording.say("plan_file", "fr"))
    assert re.fullmatch(r"atelier-[a-z0-9-]+\.md", plan_file_name(plan))


def blanks(text: str) -> set[str]:
    """Return the blanks of a sentence."""
    return set(re.findall(r"\{(\w+)\}", text))
