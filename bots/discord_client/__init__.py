"""Discord’s side of the bot, and the one place that knows discord.py: events in, messages out, nothing decided here."""
