"""Discord’s side of the bot, and the one place that knows discord.py: events in, messages out, nothing decided here."""

import discord

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no voice channel is ever joined
