"""The client: what it listens to, and how an event becomes a question."""

import asyncio
import logging
from collections import deque
from typing import Any, TypeAlias

import discord

from assistant.adapters.plan_files import export_plan
from assistant.composing.blocks import blocks_of
from assistant.domain import Abstention, Persona, Reply
from assistant.errors import EfcError
from bots import wording
from bots.attending import Asked, Attendant, Notice
from bots.conversations import Scene
from bots.discord_client.buttons import BUTTONS, reply_id_of
from bots.discord_client.commands import command_tree
from bots.discord_client.modals import ReportForm
from bots.discord_client.reading import heard_in, post_of, scene_of
from bots.discord_client.sending import (
    NOBODY,
    acknowledge,
    answer_interaction,
    answer_message,
    language_of,
    notice_text,
    show_texts,
    show_typing,
)
from bots.feedback import Opinion
from bots.plan_rendering import plan_file_name, plan_message
from bots.rendering import render, render_evidence
from bots.speaking import called, is_open_scene, may_volunteer
from bots.state import State

Pressed: TypeAlias = "discord.Interaction[EfcClient]"

_log = logging.getLogger(__name__)
_SPOKEN = 1000
"""Posts remembered as having been answered by somebody while an answer was in the making; interactions, as seen."""


def intents() -> discord.Intents:
    """Return what is listened to: no privileged intent, so no member list and no message meant for others."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    return wanted


class EfcClient(discord.Client):
    """Turn events of Discord into questions, and replies into messages; keeps no message, no member.

    Args:
        attendant: who answers.
        state: what survives a restart.
    """

    def __init__(self, attendant: Attendant, state: State) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=NOBODY,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=60.0,
        )
        self.attendant, self.state = attendant, state
        self.tree = command_tree(self)
        self._spoken: deque[int] = deque(maxlen=_SPOKEN)
        self._acknowledged: deque[int] = deque(maxlen=_SPOKEN)

    async def setup_hook(self) -> None:
        """Serve the buttons sent before, and tell Discord the commands."""
        self.add_dynamic_items(*BUTTONS)
        await self.tree.prepare()
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Say that it listens."""
        _log.info("listening on %d servers", len(self.guilds))

    async def on_error(self, event_method: str, /, *_: object, **__: object) -> None:
        """Log which event failed and how; the formatter leaves out what it held."""
        _log.exception("the event %s failed", event_method)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that calls the bot, or a new post of a forum opted in; anything else leaves no trace."""
        me = self.user.id if self.user else 0
        heard = heard_in(message, me)
        text = called(heard)
        if text is not None:
            await self._called(message, text)
        elif isinstance(message.channel, discord.Thread) and message.author.id != me:
            await self._posted(message, message.channel)

    async def _called(self, message: discord.Message, text: str) -> None:
        if not self.state.claim(str(message.id)):
            return
        referred = message.reference.resolved if message.reference else None
        asked = Asked(
            text=text,
            scene=self.scene(message.channel, message.author.id, private=False),
            guild=str(message.guild.id) if message.guild else None,
            replied_to=reply_id_of(referred) if isinstance(referred, discord.Message) else None,
        )
        _, made = await asyncio.gather(show_typing(message.channel), self.attendant.ask(asked))
        await answer_message(message, made)

    async def _posted(self, message: discord.Message, thread: discord.Thread) -> None:
        if message.id != thread.id:
            self._spoken.append(thread.id)
            return
        post = post_of(message, thread)
        if not may_volunteer(post, self.state.forums()) or not self.state.claim(str(message.id)):
            return
        who = self.state.pseudonym(str(message.author.id))
        reply = await self.attendant.volunteer(post.title, str(thread.guild.id), who)
        if reply and thread.id not in self._spoken:
            await answer_message(message, reply)

    def scene(self, channel: Any, user: int, *, private: bool) -> Scene:  # noqa: ANN401 - any kind of channel
        """Return where something is asked, and by whom, under a pseudonym."""
        return scene_of(channel, self.state.pseudonym(str(user)), private=private)

    async def acknowledge(self, interaction: Pressed, *, private: bool) -> bool:
        """Show « réfléchit… » at once, before anything is written; False when this interaction was seen before.

        Fifty at once are acknowledged in 0.1 s, against 0.6 s with a write to disk before each.
        """
        if interaction.id in self._acknowledged:
            return False
        self._acknowledged.append(interaction.id)
        await acknowledge(interaction, private=private)
        return await asyncio.to_thread(self.state.claim, str(interaction.id))

    def is_private(self, interaction: Pressed, *, visible: bool = False) -> bool:
        """Tell whether an answer is for the person alone: always, but where it is expected aloud, or asked to be."""
        direct = interaction.guild_id is None
        name = getattr(interaction.channel, "name", None) or ""
        return not (visible or is_open_scene(is_direct=direct, channel_name=name))

    async def answer(
        self,
        interaction: Pressed,
        text: str,
        *,
        private: bool,
        persona: Persona | None = None,
        place: str | None = None,
        replied_to: str | None = None,
        is_own: bool = True,
    ) -> None:
        """Acknowledge, ask, and show the reply."""
        if not await self.acknowledge(interaction, private=private):
            return
        asked = Asked(
            text=text,
            scene=self.scene(interaction.channel, interaction.user.id, private=private),
            guild=str(interaction.guild_id) if interaction.guild_id else None,
            language=language_of(interaction),
            persona=persona,
            place=place,
            replied_to=replied_to,
            is_own=is_own,
        )
        await answer_interaction(interaction, await self.attendant.ask(asked), private=private)

    async def plan(self, interaction: Pressed, theme: str, minutes: int | None, audience: str | None) -> None:
        """Acknowledge, plan a workshop, and show its timetable with the whole plan as a file."""
        private = self.is_private(interaction)
        if not await self.acknowledge(interaction, private=private):
            return
        scene = self.scene(interaction.channel, interaction.user.id, private=private)
        guild = str(interaction.guild_id) if interaction.guild_id else None
        made = await self.attendant.plan(Asked(theme, scene, guild, language_of(interaction)), minutes, audience)
        if isinstance(made, Notice | Abstention):
            await answer_interaction(interaction, made, private=private)
            return
        file = (plan_file_name(made), export_plan(made, "md"))
        await show_texts(interaction, (plan_message(made),), private=private, file=file)

    async def pressed(self, interaction: Pressed, act: str, reply_id: str) -> None:
        """Take an opinion, open the form of a report, or show the rest of a reply to who pressed."""
        language = language_of(interaction)
        if act == "report":
            await interaction.response.send_modal(ReportForm(reply_id, language))
        elif act == "more":
            reply = self.attendant.conversations.reply(reply_id)
            texts = render(blocks_of(reply)).more if reply else (wording.say("gone", language),)
            await self.tell(interaction, *texts)
        else:
            await self._judge(interaction, "up" if act == "up" else "down", reply_id)

    async def report(self, interaction: Pressed, reply_id: str, reasons: tuple[str, ...], mark: str) -> None:
        """Keep what was said in the form."""
        await self._judge(interaction, "report", reply_id, reasons, mark)

    async def report_last(self, interaction: Pressed) -> None:
        """Open the form of a report for the last reply to this person here."""
        reply = self.last_reply(interaction)
        if reply:
            await interaction.response.send_modal(ReportForm(reply.id, language_of(interaction)))
        else:
            await self.tell(interaction, wording.say("nothing_yet", language_of(interaction)))

    async def evidence(self, interaction: Pressed) -> None:
        """Show the exact passages behind the last reply to this person here, or what the assistant knows."""
        if not await self.acknowledge(interaction, private=True):  # before waiting for a turn
            return
        reply = self.last_reply(interaction)
        texts = render_evidence(blocks_of(reply)) if reply else ()
        texts = texts or (notice_text(await self.attendant.known(language_of(interaction))),)
        await show_texts(interaction, texts, private=True)

    async def share(self, interaction: Pressed, reply_id: str, asker: int) -> None:
        """Show a private reply to the channel, when the asker wants it; once, so that nobody fills a channel so."""
        language, reply = language_of(interaction), self.attendant.conversations.reply(reply_id)
        if interaction.user.id != asker:
            await self.tell(interaction, wording.say("not_yours", language))
        elif reply is None:
            await self.tell(interaction, wording.say("gone", language))
        elif interaction.message and not self.state.claim(f"share {interaction.message.id}"):
            await self.tell(interaction, wording.say("shared", language))
        elif await self.acknowledge(interaction, private=False):
            await answer_interaction(interaction, reply, private=False, tells_question=True)

    async def follow_up(self, interaction: Pressed, question: str, reply_id: str) -> None:
        """Ask the question of a button, after the reply it stood under."""
        shown = interaction.message
        private = bool(shown and shown.flags.ephemeral) or self.is_private(interaction)
        await self.answer(interaction, question, private=private, replied_to=reply_id)

    async def tell(self, interaction: Pressed, *texts: str) -> None:
        """Say something to the person alone."""
        first, *rest = texts
        await interaction.response.send_message(first, ephemeral=True, allowed_mentions=NOBODY, suppress_embeds=True)
        for text in rest:
            await interaction.followup.send(text, ephemeral=True, allowed_mentions=NOBODY, suppress_embeds=True)

    def last_reply(self, interaction: Pressed) -> Reply | None:
        """Return the last reply to this person here."""
        scene = self.scene(interaction.channel, interaction.user.id, private=True)
        return self.attendant.conversations.last(scene.channel, scene.who)

    async def _judge(
        self, interaction: Pressed, opinion: Opinion, reply_id: str, reasons: tuple[str, ...] = (), mark: str = ""
    ) -> None:
        who = self.state.pseudonym(str(interaction.user.id))
        try:
            self.attendant.judge(opinion, reply_id, who, reasons, mark)
        except EfcError as error:
            _log.error("an opinion was not kept: %s", error.code)
            await self.tell(interaction, notice_text(Notice(str(error), is_foreign=True)))
            return
        await self.tell(interaction, wording.say("thanks", language_of(interaction)))
