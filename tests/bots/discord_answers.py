"""How a bot answers an interaction: within three seconds, once, then as often as it likes for fifteen minutes."""

import time
from collections.abc import Mapping
from typing import Any, Protocol

from tests.bots.discord_objects import EPHEMERAL, Message
from tests.bots.discord_rules import RefusedError, check_choices, check_modal
from tests.bots.discord_world import (
    CHOICES,
    COMMAND,
    COMPLETION,
    COMPONENT,
    FORM,
    MESSAGE,
    OPEN_FORM,
    UPDATE,
    WAIT,
    WAIT_UPDATE,
    Interaction,
    World,
)

ACKNOWLEDGE_SECONDS = 3.0
FOLLOW_SECONDS = 900.0

_POSSIBLE = {
    COMMAND: {MESSAGE, WAIT, OPEN_FORM},
    COMPONENT: {MESSAGE, WAIT, WAIT_UPDATE, UPDATE, OPEN_FORM},
    COMPLETION: {CHOICES},
    FORM: {MESSAGE, WAIT, WAIT_UPDATE, UPDATE},
}


class Asked(Protocol):
    """What a call asks."""

    @property
    def parts(self) -> Mapping[str, str]:
        """The blanks of its route."""

    @property
    def body(self) -> Any:
        """Its JSON."""

    @property
    def files(self) -> dict[str, bytes]:
        """The files it brings."""


class Answers:
    """The routes of interactions."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def respond(self, asked: Asked) -> dict[str, Any]:
        """Take the first answer to an interaction."""
        interaction = self._world.interactions.get(asked.parts["token"])
        now = time.monotonic()
        if interaction is None or str(interaction.id) != asked.parts["id"]:
            raise RefusedError(404, 10062, "Unknown interaction")
        if interaction.response is not None:
            raise RefusedError(400, 40060, "Interaction has already been acknowledged.")
        if interaction.is_expired or now - interaction.sent_at > ACKNOWLEDGE_SECONDS:
            raise RefusedError(404, 10062, "Unknown interaction")
        kind, data = asked.body["type"], asked.body.get("data") or {}
        if kind not in _POSSIBLE[interaction.kind] or (kind in {UPDATE, WAIT_UPDATE} and interaction.message is None):
            raise RefusedError(400, 50035, f"Invalid Form Body: type {kind} is not an answer to this interaction")
        message = await self._first(interaction, kind, data, asked.files)
        interaction.response, interaction.acknowledged_at = kind, now
        await self._world.tell()
        told = {"id": str(interaction.id), "type": interaction.kind}
        told |= {"response_message_loading": kind == WAIT, "response_message_ephemeral": interaction.is_private}
        resource = {"resource": {"type": kind, "message": message.payload()}} if message else {}
        return {"interaction": told} | resource

    async def follow(self, asked: Asked) -> dict[str, Any]:
        """Post one more message; the first one after a wait takes its place."""
        interaction = self._live(asked)
        waits = self._waits(interaction)
        private = interaction.is_private if waits else bool((asked.body.get("flags") or 0) & EPHEMERAL)
        message = await self._post(interaction, asked.body, asked.files, private=private)
        if waits:
            interaction.original = message
        else:
            interaction.others.append(message)
        await self._world.tell()
        return message.payload()

    async def read(self, asked: Asked) -> dict[str, Any]:
        """Return an answer."""
        return self._answer(asked).payload()

    async def edit(self, asked: Asked) -> dict[str, Any]:
        """Change an answer, or put one in the place of the wait."""
        interaction = self._live(asked)
        if asked.parts["message"] == "@original" and self._waits(interaction):
            message = await self._post(interaction, asked.body, asked.files, private=interaction.is_private)
            interaction.original = message
        else:
            message = await self._world.edit(self._answer(asked), asked.body, asked.files)
            interaction.is_updated |= message is interaction.message
        await self._world.tell()
        return message.payload()

    async def delete(self, asked: Asked) -> None:
        """Delete an answer."""
        interaction, message = self._live(asked), self._answer(asked)
        del message.channel.messages[message.id]
        if message is interaction.original:
            interaction.original = None
        elif message in interaction.others:
            interaction.others.remove(message)

    async def _first(
        self, interaction: Interaction, kind: int, data: dict[str, Any], files: dict[str, bytes]
    ) -> Message | None:
        if kind == MESSAGE:
            private = bool((data.get("flags") or 0) & EPHEMERAL)
            interaction.original = await self._post(interaction, data, files, private=private)
        elif kind == UPDATE and interaction.message:
            interaction.original = await self._world.edit(interaction.message, data, files)
            interaction.is_updated = True
        elif kind == WAIT_UPDATE:
            interaction.original = interaction.message
        elif kind == WAIT:
            interaction.is_private = bool((data.get("flags") or 0) & EPHEMERAL)
        elif kind == CHOICES:
            check_choices(data["choices"])
            interaction.choices = data["choices"]
        elif kind == OPEN_FORM:
            check_modal(data)
            interaction.form = data
        return interaction.original

    async def _post(
        self, interaction: Interaction, body: dict[str, Any], files: dict[str, bytes], *, private: bool
    ) -> Message:
        seen_by = interaction.user if private else None
        flags = (body.get("flags") or 0) & ~EPHEMERAL | (EPHEMERAL if private else 0)
        return await self._world.post(
            interaction.channel, self._world.bot, body | {"flags": flags}, files, seen_by=seen_by
        )

    def _waits(self, interaction: Interaction) -> bool:
        return interaction.response == WAIT and interaction.original is None

    def _live(self, asked: Asked) -> Interaction:
        interaction = self._world.interactions.get(asked.parts["token"])
        if interaction is None or interaction.response is None:
            raise RefusedError(404, 10015, "Unknown Webhook")
        if interaction.is_expired or time.monotonic() - interaction.sent_at > FOLLOW_SECONDS:
            raise RefusedError(401, 50027, "Invalid Webhook Token")
        return interaction

    def _answer(self, asked: Asked) -> Message:
        interaction, wanted = self._live(asked), asked.parts["message"]
        found = interaction.original if wanted == "@original" else interaction.channel.messages.get(int(wanted))
        if found is None or found.author is not self._world.bot:
            raise RefusedError(404, 10008, "Unknown Message")
        return found
