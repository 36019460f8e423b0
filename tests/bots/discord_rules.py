"""The limits that Discord documents and enforces: what breaks one is refused, as the real platform refuses it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

NAME = re.compile(r"^[-_'\w]{1,32}$")
"""Name of a slash command or option; lower case besides."""
LOCALES = frozenset(
    ("bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja",
     "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW")
)  # fmt: skip
MESSAGE, SLASH, BUTTON, SELECT, INPUT, LABEL = 2000, 1, 2, 3, 4, 18


class RefusedError(Exception):
    """An answer of the platform that is not a success."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def invalid(where: str, what: str) -> RefusedError:
    """Return the refusal of a body that breaks a rule."""
    return RefusedError(400, 50035, f"Invalid Form Body: {where}: {what}")


def check_length(where: str, text: object, least: int, most: int) -> None:
    """Refuse a text whose length in UTF-16 units is not between two bounds."""
    if not isinstance(text, str) or not least <= len(text.encode("utf-16-le")) // 2 <= most:
        raise invalid(where, f"Must be between {least} and {most} in length, not {text!r}")


def check_message(body: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    """Refuse a message that is too long, empty, or whose parts break a rule."""
    content = body.get("content") or ""
    check_length("content", content, 0, MESSAGE)
    embeds = body.get("embeds") or []
    if len(embeds) > 10:
        raise invalid("embeds", "Must be 10 or fewer in length.")
    for embed in embeds:
        check_length("embeds.title", embed.get("title") or "", 0, 256)
        check_length("embeds.description", embed.get("description") or "", 0, 4096)
    if not (content.strip() or embeds or files or body.get("attachments")):
        raise RefusedError(400, 50006, "Cannot send an empty message")
    check_components(body.get("components") or [])
    allowed = body.get("allowed_mentions") or {}
    if "users" in allowed.get("parse", ()) and allowed.get("users"):
        raise invalid("allowed_mentions", "parse:[users] and users:[ids...] are mutually exclusive")


def check_components(rows: Sequence[Mapping[str, Any]]) -> None:
    """Refuse rows of buttons and menus that Discord would not draw."""
    if len(rows) > 5:
        raise invalid("components", "Must be 5 or fewer in length.")
    identifiers: list[str] = []
    for row in rows:
        parts = row.get("components", [])
        if row.get("type") != 1 or not 1 <= len(parts) <= (5 if parts and parts[0]["type"] == BUTTON else 1):
            raise invalid("components", f"a row of {len(parts)} parts")
        for part in parts:
            _check_part(part)
            identifiers.append(part.get("custom_id", part.get("url", "")))
    if len(set(identifiers)) < len(identifiers):
        raise invalid("components", "Component custom id cannot be duplicated")


def _check_part(part: Mapping[str, Any]) -> None:
    if part["type"] == BUTTON:
        if not part.get("label") and not part.get("emoji"):
            raise invalid("button", "a label or an emoji is required")
        check_length("button.label", part.get("label") or "", 0, 80)
        has_id, has_url = bool(part.get("custom_id")), bool(part.get("url"))
        if has_id == has_url or (part["style"] == 5) != has_url:
            raise invalid("button", "a link has an address and no custom id; any other, the contrary")
    if part["type"] == SELECT:
        check_options(part)
    if not part.get("url"):
        check_length("custom_id", part.get("custom_id"), 1, 100)


def check_options(part: Mapping[str, Any]) -> None:
    """Refuse a menu whose entries break a rule."""
    options = part.get("options", [])
    if not 1 <= len(options) <= 25:
        raise invalid("select.options", "Must be between 1 and 25 in length.")
    for one in options:
        check_length("select.option.label", one["label"], 1, 100)
        check_length("select.option.value", one["value"], 1, 100)
        check_length("select.option.description", one.get("description") or "", 0, 100)
    if len({one["value"] for one in options}) < len(options):
        raise invalid("select.options", "The specified option value is already used")


def inputs(modal: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield the fields of a form, each with its label."""
    for row in modal.get("components", []):
        if row["type"] == LABEL:
            yield row["component"], row["label"]
        else:
            yield from ((part, part.get("label", "")) for part in row.get("components", []))


def check_modal(modal: Mapping[str, Any]) -> None:
    """Refuse a form that Discord would not open."""
    check_length("modal.title", modal.get("title"), 1, 45)
    check_length("modal.custom_id", modal.get("custom_id"), 1, 100)
    if not 1 <= len(modal.get("components", [])) <= 5:
        raise invalid("modal.components", "Must be between 1 and 5 in length.")
    for part, label in inputs(modal):
        check_length("modal.label", label, 1, 45)
        check_length("modal.input.custom_id", part.get("custom_id"), 1, 100)
        most = 150 if part["type"] == SELECT else 100
        check_length("modal.input.placeholder", part.get("placeholder") or "", 0, most)
        check_length("modal.input.value", part.get("value") or "", 0, 4000)
        if part["type"] == SELECT:
            check_options(part)


def check_choices(choices: Sequence[Mapping[str, Any]]) -> None:
    """Refuse proposals for an option that Discord would not show."""
    if len(choices) > 25:
        raise invalid("choices", "Must be 25 or fewer in length.")
    for one in choices:
        check_length("choices.name", one["name"], 1, 100)
        check_length("choices.value", str(one["value"]), 1, 100)


def check_commands(commands: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a set of commands of which one breaks a rule, or has the name of another of its type."""
    names = [(one.get("type", SLASH), one["name"]) for one in commands]
    if len(set(names)) < len(names):
        raise RefusedError(400, 50035, "Application command names must be unique")
    for kind, most in ((SLASH, 100), (2, 15), (3, 15)):
        if sum(one == kind for one, _ in names) > most:
            raise RefusedError(400, 30032, f"Maximum number of application commands reached ({most}).")
    for command in commands:
        if command.get("type", SLASH) == SLASH:
            _check_named(command)
            _check_arguments(command.get("options") or [])
        else:
            check_length("command.name", command["name"], 1, 32)
            _check_locales(command, "name_localizations", 32)


def _check_arguments(options: Sequence[Mapping[str, Any]]) -> None:
    if len(options) > 25:
        raise invalid("options", "Must be 25 or fewer in length.")
    required = [bool(one.get("required")) for one in options]
    if required != sorted(required, reverse=True):
        raise invalid("options", "Required options must be placed before non-required options")
    for option in options:
        _check_named(option)
        if option.get("choices") and option.get("autocomplete"):
            raise invalid("options", "choices and autocomplete are mutually exclusive")
        check_choices(option.get("choices") or [])


def _check_named(one: Mapping[str, Any]) -> None:
    names = [one["name"], *(one.get("name_localizations") or {}).values()]
    for name in names:
        if not NAME.match(name) or name != name.lower():
            raise invalid("name", f"Command name is invalid: {name!r}")
    check_length("description", one.get("description"), 1, 100)
    _check_locales(one, "name_localizations", 32)
    _check_locales(one, "description_localizations", 100)


def _check_locales(one: Mapping[str, Any], key: str, most: int) -> None:
    for locale, text in (one.get(key) or {}).items():
        if locale not in LOCALES:
            raise invalid(key, f"{locale!r} is not a locale of Discord")
        check_length(key, text, 1, most)
