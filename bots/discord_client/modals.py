"""The forms: a long question, and what is wrong with a source."""

from typing import Any

import discord

from assistant.domain import QUESTION_LIMIT, Language
from bots import wording


class QuestionForm(discord.ui.Modal):
    """Take a question too long for one line."""

    def __init__(self, language: Language, *, private: bool) -> None:
        super().__init__(title=wording.say("question_title", language), timeout=900)
        self._private = private
        style = discord.TextStyle.paragraph
        self._question: discord.ui.TextInput[Any] = discord.ui.TextInput(style=style, max_length=QUESTION_LIMIT)
        self.add_item(discord.ui.Label(text=wording.say("question_title", language), component=self._question))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Ask it."""
        await interaction.client.answer(interaction, self._question.value, private=self._private)


class ReportForm(discord.ui.Modal):
    """Take what is wrong with a reply, and with which of its sources."""

    def __init__(self, reply_id: str, language: Language) -> None:
        super().__init__(title=wording.say("report_title", language), timeout=900)
        self._reply_id = reply_id
        options = [
            discord.SelectOption(label=wording.pick(label, language), value=key)
            for key, label in wording.REASONS.items()
        ]
        self._reasons: discord.ui.Select[Any] = discord.ui.Select(options=options, max_values=len(options))
        self._mark: discord.ui.TextInput[Any] = discord.ui.TextInput(required=False, max_length=3)
        self.add_item(discord.ui.Label(text=wording.say("report_reason", language), component=self._reasons))
        self.add_item(discord.ui.Label(text=wording.say("report_mark", language), component=self._mark))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Keep it."""
        reasons = tuple(self._reasons.values)
        await interaction.client.report(interaction, self._reply_id, reasons, self._mark.value)
