"""A small, plain client of the library, that uses each thing the pretended platform offers."""

import asyncio
import logging
import re

import discord
from discord import app_commands
from discord.ui import Button, DynamicItem, Modal, TextInput, View

logging.getLogger("discord").setLevel(logging.CRITICAL)


class Vote(DynamicItem[Button[View]], template=r"vote:(?P<subject>\w+)"):
    """A button that a restart does not kill: what it is about is in its identifier."""

    def __init__(self, subject: str) -> None:
        super().__init__(Button(label="Utile", custom_id=f"vote:{subject}"))
        self.subject = subject

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[View], match: re.Match[str], /
    ) -> "Vote":
        """Rebuild the button from its identifier."""
        return cls(match["subject"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Thank who pressed it."""
        await interaction.response.send_message(f"merci pour {self.subject}", ephemeral=True)


class Form(Modal, title="Votre question"):
    """A form of one field."""

    question: TextInput[Modal] = TextInput(label="Question")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Repeat what was typed."""
        await interaction.response.send_message(f"lu : {self.question.value}")


class SmallClient(discord.Client):
    """Repeats what it is told, in each way there is to be told something."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True))
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="redire", description="Redit")(redire)
        self.tree.command(name="ouvrir", description="Ouvre un formulaire")(ouvrir)
        self.tree.context_menu(name="Relire")(relire)
        self.heard: list[str] = []

    async def setup_hook(self) -> None:
        """Declare the commands and the lasting button."""
        self.add_dynamic_items(Vote)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify without the five seconds of courtesy that the platform asks."""

    async def on_message(self, message: discord.Message) -> None:
        """Repeat what is said to it; open a thread when asked."""
        if message.author == self.user:
            return
        self.heard.append(message.content)
        if self.user in message.mentions and "fil" in message.content:
            thread = await message.create_thread(name="Un fil")
            await thread.send("dans le fil")
        elif self.user in message.mentions or message.guild is None:
            await message.channel.typing()
            once = {"nonce": f"n-{message.id}"} if "une fois" in message.content else {}
            await message.reply(f"lu : {len(message.content)} caractères", mention_author=False, **once)


async def proposed(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Propose what begins as what is typed."""
    return [app_commands.Choice(name=one, value=one) for one in ("coopération", "usage") if one.startswith(typed)]


@app_commands.describe(texte="Ce qu’il faut redire", attente="En secondes")
@app_commands.autocomplete(texte=proposed)
async def redire(interaction: discord.Interaction, texte: str, attente: float = 0.0) -> None:
    """Wait, then repeat, with a lasting button."""
    await interaction.response.defer(ephemeral=True)
    await asyncio.sleep(attente)
    view = View(timeout=None)
    view.add_item(Vote("essai"))
    await interaction.followup.send(texte, view=view)
    await interaction.followup.send("et voilà", ephemeral=True)


async def ouvrir(interaction: discord.Interaction) -> None:
    """Open the form."""
    await interaction.response.send_modal(Form())


async def relire(interaction: discord.Interaction, message: discord.Message) -> None:
    """Repeat a message chosen in its menu."""
    await interaction.response.send_message(message.content, ephemeral=True)
