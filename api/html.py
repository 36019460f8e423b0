"""Build HTML in which text can only be text: every child that is not `Html` already is escaped."""

from html import escape

_VOID = frozenset({"br", "hr", "input", "link", "meta"})


class Html(str):
    """Markup that was built here, and may be written as it is."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str | bool | None) -> Html:
    """Return an element with its children, escaped unless they are `Html`.

    Args:
        name: tag.
        children: texts and elements, in order; empty ones leave no trace.
        attributes: a trailing `_` is dropped and inner ones become `-` (`for_`, `aria_label`);
            True stands for the bare attribute, False and None leave it out.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*children: str) -> Html:
    """Return texts and elements one after the other, texts escaped."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children))


def _attribute(key: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
