"""The buttons under a reply: each carries the id of the reply, and works after a restart.

| button | id | who may |
|---|---|---|
| thumbs, « Signaler une source », « Voir plus » | `efc:up:REPLY`, `down`, `report`, `more` | whoever sees it |
| « Partager » | `efc:share:REPLY:ASKER` | the asker |
| a further question, its label | `efc:next:RANK:REPLY` | whoever sees it |
"""

import re
from typing import Any

import discord

from assistant.composing.blocks import blocks_of
from assistant.domain import Language, Reply
from bots import wording
from bots.rendering import render

REPLY_IN_BUTTON = re.compile(r"^efc:(?:up|down|report|more):(?P<reply>[0-9a-f]{1,64})$")


class ReplyButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"efc:(?P<act>up|down|report|more):(?P<reply>[0-9a-f]{1,64})",
):
    """An opinion, a report, or the rest of a reply."""

    def __init__(self, act: str, reply_id: str, language: Language = "fr") -> None:
        emoji = {"up": "👍", "down": "👎"}.get(act)
        label = wording.say(act, language)
        super().__init__(discord.ui.Button(label=label, emoji=emoji, custom_id=f"efc:{act}:{reply_id}", row=0))
        self.act, self.reply_id = act, reply_id

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: discord.ui.Item[Any], match: re.Match[str]
    ) -> "ReplyButton":
        """Return the button of an id."""
        return cls(match["act"], match["reply"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Act."""
        await interaction.client.pressed(interaction, self.act, self.reply_id)


class ShareButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"efc:share:(?P<reply>[0-9a-f]{1,64}):(?P<asker>\d{1,20})",
):
    """Show a private reply to the channel; for the asker only."""

    def __init__(self, reply_id: str, asker: int, language: Language = "fr") -> None:
        label = wording.say("share", language)
        super().__init__(discord.ui.Button(label=label, custom_id=f"efc:share:{reply_id}:{asker}", row=0))
        self.reply_id, self.asker = reply_id, asker

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: discord.ui.Item[Any], match: re.Match[str]
    ) -> "ShareButton":
        """Return the button of an id."""
        return cls(match["reply"], int(match["asker"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Share."""
        await interaction.client.share(interaction, self.reply_id, self.asker)


class FollowUpButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"efc:next:(?P<rank>\d):(?P<reply>[0-9a-f]{1,64})",
):
    """Ask the question that the button shows."""

    def __init__(self, rank: int, reply_id: str, question: str) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(discord.ui.Button(label=question, style=style, custom_id=f"efc:next:{rank}:{reply_id}", row=1))
        self.question, self.reply_id = question, reply_id

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> "FollowUpButton":
        """Return the button of an id, its question read from its label."""
        return cls(int(match["rank"]), match["reply"], getattr(item, "label", None) or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask."""
        await interaction.client.follow_up(interaction, self.question, self.reply_id)


BUTTONS = (ReplyButton, ShareButton, FollowUpButton)
"""What a client must know to serve the buttons sent before it started."""


def reply_view(reply: Reply, *, asker: int, private: bool, language: Language) -> discord.ui.View:
    """Return the buttons of a reply, that never expire; a private one can be shared."""
    shown = render(blocks_of(reply))
    view = discord.ui.View(timeout=None)
    if reply.kind != "courtesy":
        for act in ("up", "down", "report", *(("more",) if shown.more else ())):
            view.add_item(ReplyButton(act, reply.id, language))
    if private:
        view.add_item(ShareButton(reply.id, asker, language))
    for rank, question in enumerate(shown.follow_ups):
        view.add_item(FollowUpButton(rank, reply.id, question))
    return view


def reply_id_of(message: discord.Message) -> str | None:
    """Return the id of the reply that a message of the bot shows, read from its buttons."""
    for row in message.components:
        for item in getattr(row, "children", ()):
            match = REPLY_IN_BUTTON.match(getattr(item, "custom_id", None) or "")
            if match:
                return match["reply"]
    return None
