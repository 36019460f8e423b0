"""What the title of a practice says to do."""

import re

from assistant.french import fold

_INFINITIVE = re.compile(r"^[a-z]+(?:er|ir|re)\b")


def act_of(title: str) -> str:
    """Return what a title says to do, empty when it opens with no infinitive: « partir d’un projet existant »."""
    parts = [part for part in re.split(r"\s+:\s+", title) if _INFINITIVE.match(fold(part)) and not part.endswith("?")]
    return parts[-1][:1].lower() + parts[-1][1:] if parts else ""
