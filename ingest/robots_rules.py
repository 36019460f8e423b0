"""The paths that a `robots.txt` allows: the rule that says most decides, `*` and `$` have their meaning (RFC 9309)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

LINES_LIMIT = 5_000
"""Lines read of one file; those of large sites have a few hundred."""

_STARS = re.compile(r"\*+")


@dataclass(slots=True)
class _Group:
    """The agents that a group names, in lower case, and its rules: (whether it allows, its path)."""

    agents: set[str] = field(default_factory=set)
    rules: list[tuple[bool, str]] = field(default_factory=list)


class PathRules:
    """The rules for one agent, those of all agents when none names it.

    Args:
        text: of the `robots.txt`.
        agent: our name, in lower case.
    """

    def __init__(self, text: str, agent: str) -> None:
        groups = list(_groups(text))
        ours = [one for one in groups if agent in one.agents] or [one for one in groups if "*" in one.agents]
        self._rules = [rule for one in ours for rule in one.rules]

    def allows(self, target: str) -> bool:
        """Say whether a path with its query may be read: by the longest rule, by the one that allows among equals."""
        target = _normal(target)
        matching = [(len(path), allows) for allows, path in self._rules if _matches(path, target)]
        return max(matching)[1] if matching else True


def _groups(text: str) -> Iterator[_Group]:
    """Yield the groups of a file: lines that name agents, then the rules for them."""
    group = _Group()
    for line in text.splitlines()[:LINES_LIMIT]:
        key, _, value = (one.strip() for one in line.partition("#")[0].partition(":"))
        match key.lower():
            case "user-agent":
                if group.rules:
                    yield group
                    group = _Group()
                group.agents.add(value.partition("/")[0].strip().lower())
            case "allow" | "disallow" if group.agents and value:
                group.rules.append((key.lower() == "allow", _normal(value)))
            case "disallow" if group.agents:
                group.rules.append((True, ""))  # an empty one forbids nothing, and ends the list of agents
    yield group


def _normal(path: str) -> str:
    return quote(unquote(path), safe="/?&=*$:@!'()+,;~-._%")


def _matches(path: str, target: str) -> bool:
    """Say whether a target begins as a rule says; each piece between stars is found at its earliest, once."""
    body, whole = (path[:-1], True) if path.endswith("$") else (path, False)
    first, *others = _STARS.split(body)
    if not target.startswith(first):
        return False
    if not others:
        return not whole or target == first
    at = len(first)
    for piece in others[:-1]:
        at = target.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    last = others[-1]
    return target.endswith(last) and len(target) - len(last) >= at if whole else target.find(last, at) >= 0
