"""Remove from a page what its reader does not see: a hidden text is where instructions to machines hide."""

import re

import lxml.html

_NEVER_SHOWN = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "audio", "video",
    "select", "datalist", "head", "map", "math",
)  # fmt: skip
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$|!)|"
    r"font-size\s*:\s*[01](?:px|pt|em|rem|%)?\s*(?:;|$|!)|text-indent\s*:\s*-\d{3,}|"
    r"(?:left|top|right|bottom)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0|(?:^|;)\s*(?:max-)?(?:height|"
    r"width)\s*:\s*0(?:px)?\s*(?:;|$)|"
    r"clip-path\s*:\s*inset\(\s*(?:50|100)%|transform\s*:\s*scale\(\s*0|color\s*:\s*transparent",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!\s]+)", re.IGNORECASE)
_HIDING_CLASSES = frozenset(
    ["sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only", "visuallyhidden", "d-none"]
)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_SIMPLE_SELECTOR = re.compile(r"([.#])([\w-]{1,100})")
SHEET_LIMIT = 500_000
"""Characters of style sheets that are read; hiding rules of a page come in its own first ones."""


def remove_hidden(tree: lxml.html.HtmlElement) -> None:
    """Remove, in place, scripts, comments, and the elements that attributes or simple style rules hide."""
    classes, ids = _hidden_by_sheets(tree)
    for element in list(tree.iter()):
        hidden = not isinstance(element.tag, str) or element.tag in _NEVER_SHOWN or _is_hidden(element, classes, ids)
        if hidden and element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: lxml.html.HtmlElement, classes: frozenset[str], ids: frozenset[str]) -> bool:
    attributes = element.attrib
    if "hidden" in attributes or (element.tag == "input" and attributes.get("type") == "hidden"):
        return True
    if attributes.get("id") in ids or not classes.isdisjoint(attributes.get("class", "").split()):
        return True
    style = attributes.get("style", "")[:2000]
    return bool(style) and (bool(_HIDING_STYLE.search(style)) or _is_invisible_ink(style))


def _is_invisible_ink(style: str) -> bool:
    colour, background = _COLOUR.search(style), _BACKGROUND.search(style)
    if colour is None:
        return False
    ink = _plain_colour(colour.group(1))
    return ink == (_plain_colour(background.group(1)) if background else "white")


def _plain_colour(value: str) -> str:
    value = value.strip().lower().replace(" ", "")
    return "white" if value in ("#fff", "#ffffff", "rgb(255,255,255)") else value


def _hidden_by_sheets(tree: lxml.html.HtmlElement) -> tuple[frozenset[str], frozenset[str]]:
    classes, ids = set(_HIDING_CLASSES), set[str]()
    sheets = "\n".join(sheet.text or "" for sheet in tree.iter("style"))[:SHEET_LIMIT]
    for selectors, style in _RULE.findall(sheets):
        if not _HIDING_STYLE.search(style):
            continue
        for selector in selectors.split(","):
            simple = _SIMPLE_SELECTOR.fullmatch(selector.strip())
            if simple:
                (classes if simple.group(1) == "." else ids).add(simple.group(2))
    return frozenset(classes), frozenset(ids)
