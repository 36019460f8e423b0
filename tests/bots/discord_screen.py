"""What a person can do on the screen of Discord: only what it offers, with what the bot declared."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.bots.discord_objects import DIRECT, Channel, Message, User, names
from tests.bots.discord_rules import BUTTON, LABEL, SELECT, inputs
from tests.bots.discord_world import World

_TYPES: dict[int, type] = {3: str, 4: int, 5: bool, 10: float}
_CHANNEL = 7


class Screen:
    """A channel as somebody sees it."""

    def __init__(self, world: World, user: User, channel: Channel) -> None:
        self._world, self._user, self._channel = world, user, channel

    def slash(self, name: str, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return the data of a slash command, its options of the types declared."""
        command = self._command(name, 1)
        declared = {one["name"]: one for one in command["options"]}
        missing = [name for name, one in declared.items() if one.get("required") and name not in options]
        assert not missing, f"/{name} needs {missing}"
        assert options.keys() <= declared.keys(), f"/{name} has {list(declared)}, not {list(options)}"
        given = [self._option(declared[key], value) for key, value in options.items()]
        chosen = [one for one in options.values() if isinstance(one, Channel)]
        partial = {str(one.id): one.payload() | {"permissions": str(self._user.permissions)} for one in chosen}
        resolved = {"resolved": {"channels": partial}} if chosen else {}
        return {"id": command["id"], "name": name, "type": 1, "options": given} | resolved

    def menu(self, name: str, message: Message) -> dict[str, Any]:
        """Return the data of a command chosen in the menu of a message, whose words the bot may read."""
        command = self._command(name, 3)
        resolved = {"messages": {str(message.id): message.payload()}}
        return {"id": command["id"], "name": name, "type": 3, "target_id": str(message.id), "resolved": resolved}

    def completion(self, name: str, option: str, typed: str) -> dict[str, Any]:
        """Return the data of an option being typed."""
        command = self._command(name, 1)
        declared = next(one for one in command["options"] if one["name"] == option)
        assert declared.get("autocomplete"), f"{option!r} of /{name} proposes nothing"
        focused = {"name": option, "type": declared["type"], "value": typed, "focused": True}
        return {"id": command["id"], "name": name, "type": 1, "options": [focused]}

    def click(self, message: Message, control: str, values: Iterable[str] | None) -> dict[str, Any]:
        """Return the data of a button pressed, or of a menu in which something was chosen."""
        assert message.seen_by in {None, self._user}, f"{self._user.name} does not see this message"
        assert message.has(control), f"no {control!r} among {message.controls}"
        found = [one for one in message.controls if control in names(one)]
        part = found[0]
        assert not part.get("disabled"), f"{control!r} is greyed"
        data = {"custom_id": part["custom_id"], "component_type": part["type"]}
        return data if part["type"] == BUTTON else data | {"values": _chosen(part, values or ())}

    def form(self, form: dict[str, Any] | None, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return the data of a form filled in."""
        assert form is not None, "no form was opened"
        filled = {part["custom_id"]: _filled(part, label, fields) for part, label in inputs(form)}
        known = {key for part, label in inputs(form) for key in (part["custom_id"], label)}
        assert fields.keys() <= known, f"the form has {sorted(known)}"
        rows = [
            {"type": LABEL, "id": n, "component": filled[row["component"]["custom_id"]]}
            if row["type"] == LABEL
            else {"type": 1, "components": [filled[part["custom_id"]] for part in row["components"]]}
            for n, row in enumerate(form["components"], 1)
            if row["type"] in {1, LABEL}
        ]
        return {"custom_id": form["custom_id"], "components": rows}

    def _command(self, name: str, kind: int) -> dict[str, Any]:
        every = [one for one in self._world.commands if one["type"] == kind]
        found = next((one for one in every if one["name"] == name), None)
        assert found is not None, f"no {name!r} among {[one['name'] for one in every]}"
        contexts = found.get("contexts")
        place = 1 if self._channel.kind == DIRECT else 0
        assert contexts is None or place in contexts, f"{name!r} is not offered here"
        needed = int(found.get("default_member_permissions") or 0)
        assert place or needed & self._user.permissions == needed, f"{name!r} is not offered to {self._user.name}"
        return found

    def _option(self, declared: Mapping[str, Any], value: Any) -> dict[str, Any]:
        name, kind = declared["name"], declared["type"]
        if kind == _CHANNEL:
            assert value.kind in declared.get("channel_types", [value.kind]), f"{value.name!r} is not offered"
            return {"name": name, "type": kind, "value": str(value.id)}
        choices = declared.get("choices") or []
        value = next((one["value"] for one in choices if value in {one["name"], one["value"]}), value)
        values = [one["value"] for one in choices]
        assert not values or value in values, f"{value!r} is not among {values}"
        assert isinstance(value, _TYPES[kind]), f"{name!r} takes {_TYPES[kind]}"
        size = len(value) if isinstance(value, str) else value
        low, high = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
        assert declared.get(low, size) <= size <= declared.get(high, size), f"{name!r} is out of bounds"
        return {"name": name, "type": kind, "value": value}


def _chosen(part: Mapping[str, Any], values: Iterable[str]) -> list[str]:
    """Return the values of entries named by label or value."""
    options = part["options"]
    chosen = [one["value"] for wanted in values for one in options if wanted in {one["label"], one["value"]}]
    assert part.get("min_values", 1) <= len(chosen) <= part.get("max_values", 1), f"{chosen} of {options}"
    return chosen


def _filled(part: Mapping[str, Any], label: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    given = fields.get(part["custom_id"], fields.get(label))
    data = {"type": part["type"], "custom_id": part["custom_id"], "id": 1}
    if part["type"] == SELECT:
        return data | {"values": _chosen(part, [given] if given is not None else [])}
    text = str(part.get("value") or "") if given is None else str(given)
    assert text or not part.get("required", True), f"{label!r} is required"
    assert (part.get("min_length") or 0) <= len(text) <= (part.get("max_length") or 4000), f"{label!r} is out of bounds"
    return data | {"value": text}
