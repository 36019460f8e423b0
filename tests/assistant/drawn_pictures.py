"""Read a picture back: its shapes, its words, and whether it could act."""

from dataclasses import dataclass

from lxml import etree

NS = "{http://www.w3.org/2000/svg}"
_ALLOWED = {"svg", "title", "desc", "style", "defs", "pattern", "rect", "line", "path", "text", "tspan"}


@dataclass(frozen=True)
class Drawn:
    """What a picture holds."""

    width: float
    height: float
    title: str
    told: str
    """The description: what is read aloud."""
    texts: tuple[str, ...]
    """The words of each `text`, its lines joined by a space."""
    boxes: tuple[tuple[float, float, float, float], ...]
    """Left, top, right and bottom of each frame that is drawn with a rule."""
    fills: tuple[str, ...]
    """How each frame is filled."""


def read_picture(svg: str) -> Drawn:
    """Read a picture, and find nothing in it that runs or asks for anything."""
    root = etree.fromstring(svg.encode())
    tags = [node.tag.removeprefix(NS) for node in root.iter()]
    assert _ALLOWED >= set(tags)
    names = {name for node in root.iter() for name in node.attrib}
    assert not {one for one in names if one.startswith("on") or "href" in one}
    assert ["svg", "title", "desc"] == tags[:3]
    assert "img" == root.get("role")
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
    left, top, wide, high = map(float, root.get("viewBox").split())
    assert (0.0, 0.0) == (left, top)
    frames = [one for one in root.iter(f"{NS}rect") if one.get("stroke") and one.get("width") != "30"]
    return Drawn(
        wide,
        high,
        root[0].text,
        root[1].text,
        tuple(" ".join(span.text or "" for span in one) for one in root.iter(f"{NS}text")),
        tuple(_sides(one) for one in frames),
        tuple(one.get("fill") for one in frames),
    )


def _sides(frame: etree._Element) -> tuple[float, float, float, float]:
    x, y, wide, high = (float(frame.get(name)) for name in ("x", "y", "width", "height"))
    return x, y, x + wide, y + high


def overlapping(boxes: tuple[tuple[float, float, float, float], ...]) -> list[tuple[int, int]]:
    """Return the pairs of frames that cover a common surface."""
    return [
        (one, other)
        for other, second in enumerate(boxes)
        for one, first in enumerate(boxes[:other])
        if first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
    ]
