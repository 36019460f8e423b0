"""The HTTP side of a pretended Discord: each call recorded with its time, refused when it breaks a rule, else done."""

import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from tests.bots.discord_answers import Answers
from tests.bots.discord_faults import Answer, Faults
from tests.bots.discord_objects import Channel, Message
from tests.bots.discord_rules import RefusedError, check_commands, check_length
from tests.bots.discord_world import World

PREFIX = "/api/v10"

Body = dict[str, Any]
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the client."""

    at: float
    """Seconds of `time.monotonic`, when it came."""
    route: str
    parts: Mapping[str, str]
    body: Any
    status: int
    """0 when the connection was closed instead of an answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks."""

    parts: Mapping[str, str]
    body: Any
    files: Files
    query: Mapping[str, str]


class Rest:
    """The routes that a bot uses."""

    def __init__(self, world: World, token: str, faults: Faults) -> None:
        self._world, self._token, self._faults = world, token, faults
        self.calls: list[Call] = []
        answers = Answers(world)
        self._handlers: dict[str, Callable[[Asked], Awaitable[Any]]] = {
            "GET /users/@me": self._me,
            "GET /users/@me/guilds": self._guilds,
            "GET /oauth2/applications/@me": self._application,
            "GET /applications/@me": self._application,
            "GET /applications/{application}/commands": self._commands,
            "PUT /applications/{application}/commands": self._put_commands,
            "PUT /applications/{application}/guilds/{guild}/commands": self._put_commands,
            "POST /users/@me/channels": self._direct,
            "GET /channels/{channel}": self._channel,
            "POST /channels/{channel}/typing": self._typing,
            "GET /channels/{channel}/messages": self._messages,
            "POST /channels/{channel}/messages": self._post,
            "GET /channels/{channel}/messages/{message}": self._message,
            "PATCH /channels/{channel}/messages/{message}": self._edit,
            "DELETE /channels/{channel}/messages/{message}": self._delete,
            "POST /channels/{channel}/messages/{message}/threads": self._open_thread,
            "POST /channels/{channel}/threads": self._open_thread,
            "POST /interactions/{id}/{token}/callback": answers.respond,
            "POST /webhooks/{application}/{token}": answers.follow,
            "GET /webhooks/{application}/{token}/messages/{message}": answers.read,
            "PATCH /webhooks/{application}/{token}/messages/{message}": answers.edit,
            "DELETE /webhooks/{application}/{token}/messages/{message}": answers.delete,
        }

    def routes(self) -> list[web.RouteDef]:
        """Return the routes for a server."""
        every = (name.split(" ") for name in self._handlers)
        known = [web.route(method, PREFIX + path, self._serve) for method, path in every]
        return [*known, web.route("*", PREFIX + "/{rest:.*}", self._serve)]

    async def _serve(self, request: web.Request) -> web.Response:
        at = time.monotonic()
        resource = request.match_info.route.resource
        route = f"{request.method} {resource.canonical.removeprefix(PREFIX) if resource else ''}"
        body, files = await _read(request)
        asked = Asked(request.match_info, body, files, request.query)
        headers, refusal = self._faults.spend(route, asked.parts)
        refusal = self._faults.next(route) or refusal
        status, shown = 200, None
        if refusal is None:
            refusal = self._unauthorised(request, route)
        if refusal is None or refusal.is_done:
            try:
                shown = await self._handlers[route](asked) if route in self._handlers else _unknown(request)
                status = 204 if shown is None else 200
            except RefusedError as error:
                refusal = Answer(error.status, {"code": error.code, "message": error.message})
        if refusal is not None:
            status, shown, headers = refusal.status, refusal.body, headers | refusal.headers
        if not status and request.transport:
            request.transport.abort()
        self.calls.append(Call(at, route, dict(asked.parts), body, status))
        await self._world.tell()
        if shown is None:
            return web.Response(status=status, headers=headers)
        data = json.dumps(shown).encode()
        return web.Response(status=status, body=data, content_type="application/json", headers=headers)

    def _unauthorised(self, request: web.Request, route: str) -> Answer | None:
        """Refuse a call that needs the token of the bot and does not show it."""
        is_open = route.startswith(("POST /interactions/", "POST /webhooks/")) or "/webhooks/" in route
        if is_open or request.headers.get("Authorization") == f"Bot {self._token}":
            return None
        return Answer(401, {"message": "401: Unauthorized", "code": 0})

    async def _me(self, _: Asked) -> Body:
        return self._world.bot.payload()

    async def _guilds(self, _: Asked) -> list[Body]:
        allowed = str(self._world.bot.permissions)
        return [{"id": str(one.id), "name": one.name, "permissions": allowed} for one in self._world.guilds]

    async def _application(self, _: Asked) -> Body:
        return {
            "id": str(self._world.application),
            "name": "Assistant",
            "description": "",
            "icon": None,
            "bot_public": False,
            "bot_require_code_grant": False,
            "verify_key": "",
            "owner": self._world.bot.payload(),
            "flags": 1 << 19 if self._world.gateway.allowed else 0,
        }

    async def _commands(self, _: Asked) -> list[Body]:
        return self._world.commands

    async def _put_commands(self, asked: Asked) -> list[Body]:
        check_commands(asked.body)
        given = {"application_id": str(self._world.application), "version": "1"}
        self._world.commands = [
            {"type": 1, "options": [], "default_member_permissions": None, "description": ""}
            | one
            | given
            | {"id": str(self._world.application + number + 1)}
            for number, one in enumerate(asked.body)
        ]
        return self._world.commands

    async def _direct(self, asked: Asked) -> Body:
        user = self._world.users.get(int(asked.body["recipient_id"]))
        if user is None:
            raise RefusedError(404, 10013, "Unknown User")
        return self._world.direct(user).payload()

    async def _channel(self, asked: Asked) -> Body:
        return self._world.channel(asked.parts["channel"]).payload()

    async def _typing(self, asked: Asked) -> None:
        self._open(asked)

    async def _messages(self, asked: Asked) -> list[Body]:
        channel = self._open(asked)
        before = int(asked.query.get("before", 1 << 63))
        found = [one for one in channel.messages.values() if one.id < before and not one.is_private]
        return [one.payload() for one in sorted(found, key=lambda one: -one.id)[: int(asked.query.get("limit", 50))]]

    async def _post(self, asked: Asked) -> Body:
        channel = self._open(asked)
        if channel.recipient and not channel.recipient.takes_direct:
            raise RefusedError(403, 50007, "Cannot send messages to this user")
        return (await self._world.post(channel, self._world.bot, asked.body, asked.files)).payload()

    async def _message(self, asked: Asked) -> Body:
        return self._world.message(self._open(asked), asked.parts["message"]).payload()

    async def _edit(self, asked: Asked) -> Body:
        return (await self._world.edit(self._own(asked, 50005), asked.body, asked.files)).payload()

    async def _delete(self, asked: Asked) -> None:
        message = self._own(asked, 50013)
        del message.channel.messages[message.id]

    async def _open_thread(self, asked: Asked) -> Body:
        channel = self._open(asked)
        message = self._world.message(channel, asked.parts["message"]) if "message" in asked.parts else None
        check_length("name", asked.body.get("name"), 1, 100)
        thread = await self._world.open_thread(channel, asked.body["name"], self._world.bot, message)
        return thread.payload()

    def _open(self, asked: Asked) -> Channel:
        channel = self._world.channel(asked.parts["channel"])
        if channel.is_closed:
            raise RefusedError(403, 50013, "Missing Permissions")
        return channel

    def _own(self, asked: Asked, code: int) -> Message:
        message = self._world.message(self._open(asked), asked.parts["message"])
        if message.author is not self._world.bot:
            raise RefusedError(403, code, "Cannot change a message authored by another user")
        return message


def _unknown(request: web.Request) -> Any:
    raise RefusedError(404, 0, f"404: Not Found ({request.method} {request.path})")


async def _read(request: web.Request) -> tuple[Any, Files]:
    """Return the JSON of a call and its files."""
    if not request.content_type.startswith("multipart/"):
        return (json.loads(await request.read()) if request.can_read_body else {}), {}
    body: Any = {}
    files: Files = {}
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader):
            data = bytes(await part.read())
            if part.name == "payload_json":
                body = json.loads(data)
            else:
                files[part.filename or ""] = data
    return body, files
