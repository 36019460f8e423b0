"""Read the header Accept (RFC 9110, 12.5.1)."""

import re

_QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)


def prefers(other: str, usual: str, accept: str) -> bool:
    """Tell whether a client that sent `accept` wants `other` more than `usual`; when in doubt, it does not.

    Args:
        other: media type that must be asked for.
        usual: media type that is sent otherwise.
        accept: the header, empty when there is none.
    """
    ranges = dict(_ranges(accept))
    return _wanted(other, ranges) > _wanted(usual, ranges)


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for one in accept.split(","):
        name, *parameters = one.split(";")
        qualities = [float(match[1]) for match in map(_QUALITY.fullmatch, parameters) if match]
        found.append((name.strip().lower(), qualities[0] if qualities else 1.0))
    return found


def _wanted(media_type: str, ranges: dict[str, float]) -> float:
    family = media_type.split("/", maxsplit=1)[0]
    return next((ranges[one] for one in (media_type, f"{family}/*", "*/*") if one in ranges), 0.0)
