"""Dates as French says them."""

NO_BREAK = "\u00a0"

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def say_date(partial: str) -> str:
    """Return a partial ISO date in French, as much as is known; `--10-13` says that its year is unknown."""
    year, _, rest = partial.partition("-") if not partial.startswith("--") else ("", "", partial[2:])
    month, _, day = rest.partition("-")
    number = "1er" if day == "01" else day.lstrip("0")
    known = NO_BREAK.join(part for part in (number, MONTHS[int(month) - 1] if month else "", year) if part)
    return known if year else f"{known} (année inconnue)"
