"""The bot speaks when it is called, on the pretended platform, and is silent otherwise."""

from pathlib import Path

from assistant.answering import Assistant
from tests.bots.discord_objects import Message, User
from tests.bots.fake_discord import FakeDiscord
from tests.bots.scenes import play

QUESTION = "C’est quoi un ECT ?"
ANSWER = "écosystème coopératif territorialisé"


async def mention(discord: FakeDiscord, user: User, words: str) -> Message:
    """Call the bot in the first channel; return its answer."""
    return await discord.answer(await discord.say(user, discord.home.channels[0], f"{discord.bot.mention} {words}"))


def test_a_mention_is_answered_under_it_and_calls_nobody(assistant: Assistant, tmp_path: Path) -> None:
    """A mention is answered by a reply to it, that calls nobody, not even who asked."""

    async def scene(discord: FakeDiscord) -> None:
        answer = await mention(discord, discord.user(), f"{QUESTION} @everyone <@&3>")
        assert ANSWER in answer.content
        assert ([], False) == (answer.mentioned(), answer.calls_everyone)
        assert answer.reply_to is not None

    play(assistant, tmp_path, scene)


def test_a_reply_to_the_bot_follows_on(assistant: Assistant, tmp_path: Path) -> None:
    """A reply to an answer is understood after it, its asker called by pronoun."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        first = await mention(discord, user, QUESTION)
        follow = await discord.say(user, channel, "Et comment en créer un ?", to=first)
        answer = await discord.answer(follow)
        alone = await mention(discord, discord.user("Alex"), "Et comment en créer un ?")
        assert "ECT" in answer.content or ANSWER in answer.content
        assert answer.content != alone.content

    play(assistant, tmp_path, scene)


def test_a_reply_that_does_not_call_is_withheld_and_ignored(assistant: Assistant, tmp_path: Path) -> None:
    """A reply sent without calling the bot reaches it without its words: it is left alone."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        first = await mention(discord, user, QUESTION)
        await discord.say(user, channel, "merci à toutes et à tous", to=first, pings=False)
        await mention(discord, user, "Quel club à Lille ?")
        assert 2 == len(discord.posted)

    play(assistant, tmp_path, scene)


def test_what_is_asked_in_a_thread_is_remembered_for_all_in_it(assistant: Assistant, tmp_path: Path) -> None:
    """In a thread, what one person asked is remembered for the next one who speaks."""

    async def scene(discord: FakeDiscord) -> None:
        user, other, channel = discord.user(), discord.user("Alex"), discord.home.channels[0]
        thread = await discord.world.open_thread(channel, "Notre projet", user)
        call = discord.bot.mention
        await discord.answer(await discord.say(user, thread, f"{call} Quel club à Rouen ?"))
        inside = await discord.answer(await discord.say(other, thread, f"{call} Et à Lille ?"))
        assert "Club Noé" in inside.content
        assert inside.channel is thread

    play(assistant, tmp_path, scene)


def test_a_direct_message_is_answered_without_a_mention(assistant: Assistant, tmp_path: Path) -> None:
    """In private every message is a question, and follows the ones before it."""

    async def scene(discord: FakeDiscord) -> None:
        user = discord.user()
        first = await discord.answer(await discord.say(user, discord.direct(user), "Quel club à Rouen ?"))
        second = await discord.answer(await discord.say(user, discord.direct(user), "Et à Lille ?"))
        assert ("Club Inné" in first.content, "Club Noé" in second.content) == (True, True)

    play(assistant, tmp_path, scene)


def test_an_empty_call_is_told_what_to_ask(assistant: Assistant, tmp_path: Path) -> None:
    """A mention without words is told what the bot can do."""

    async def scene(discord: FakeDiscord) -> None:
        assert "/aide" in (await mention(discord, discord.user(), "")).content

    play(assistant, tmp_path, scene)


def test_bots_are_never_answered(assistant: Assistant, tmp_path: Path) -> None:
    """A mention by another bot, in a channel or in private, is left alone: two bots never talk without end."""

    async def scene(discord: FakeDiscord) -> None:
        other, user, channel = discord.user("Robot", is_bot=True), discord.user(), discord.home.channels[0]
        await discord.say(other, channel, f"{discord.bot.mention} {QUESTION}")
        await discord.say(other, discord.direct(other), QUESTION)
        await mention(discord, user, QUESTION)
        assert 1 == len(discord.posted)

    play(assistant, tmp_path, scene)


def test_a_forum_is_answered_once_when_it_was_opted_in(assistant: Assistant, tmp_path: Path) -> None:
    """A new post of a forum is answered once, when a manager opted it in and the answer is sure; else never."""

    async def scene(discord: FakeDiscord) -> None:
        user, manager, (channel, forum, _) = discord.user(), discord.manager(), discord.home.channels[:3]
        before = await discord.open_post(user, forum, QUESTION, "avant")
        assert "questions" in (await discord.slash(manager, channel, "efc-forum", forum=forum)).text
        sure = await discord.open_post(user, forum, QUESTION, "qui sait ?")
        vague = await discord.open_post(user, forum, "Quel temps fera-t-il demain ?", "à votre avis ?")
        await discord.until(lambda: len(sure.messages) == 2)
        await discord.say(user, sure, "merci")
        await mention(discord, user, QUESTION)
        assert ANSWER in list(sure.messages.values())[1].content
        assert [1, 3, 1] == [len(one.messages) for one in (before, sure, vague)]
        await discord.slash(manager, channel, "efc-forum", forum=forum, actif=False)
        after = await discord.open_post(user, forum, QUESTION, "après")
        await mention(discord, user, QUESTION)
        assert 1 == len(after.messages)

    play(assistant, tmp_path, scene)


def test_only_a_manager_opts_a_forum_in(assistant: Assistant, tmp_path: Path) -> None:
    """The command of forums is offered to managers only; a person who forges it is refused."""

    async def scene(discord: FakeDiscord) -> None:
        user, (channel, forum, _) = discord.user(), discord.home.channels
        for one in discord.world.commands:
            one["default_member_permissions"] = None  # as a server may set for itself
        assert "droit de gérer" in (await discord.slash(user, channel, "efc-forum", forum=forum)).text
        post = await discord.open_post(user, forum, QUESTION, "alors ?")
        await mention(discord, user, QUESTION)
        assert 1 == len(post.messages)

    play(assistant, tmp_path, scene)


def test_messages_not_addressed_to_the_bot_are_never_answered(assistant: Assistant, tmp_path: Path) -> None:
    """Of 600 messages of people who talk among themselves, none is answered; the next question is."""

    async def scene(discord: FakeDiscord) -> None:
        people = [discord.user(name) for name in ("Camille", "Alex", "Sam")]
        channel, forum, _ = discord.home.channels
        thread = await discord.world.open_thread(channel, "Entre nous", people[0])
        post = await discord.open_post(people[1], forum, QUESTION, "pas à vous")
        said: list[Message] = []
        for number in range(600):
            user, place = people[number % 3], (channel, thread, post)[number % 3]
            words = (QUESTION, f"{people[0].mention} tu sais ?", "@everyone bonjour", "<@&12> un rôle", "EFC ?")[
                number % 5
            ]
            to = said[-3] if number % 4 == 3 and said[-3].channel is place else None
            said.append(await discord.say(user, place, words, to=to))
        await mention(discord, people[0], QUESTION)
        assert (600, 1) == (len(said), len(discord.posted))
        assert [1, 1] == [len(discord.calls(part)) for part in ("typing", "POST /channels/{channel}/messages")]

    play(assistant, tmp_path, scene)
