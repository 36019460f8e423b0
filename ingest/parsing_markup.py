"""Turn inline marks of Markdown and stray HTML into the words a reader sees."""

import html
import re

from ingest.aligned import AlignedText, Edit

_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|big|blockquote|body|br|button|center|cite|code|dd|del|details|div|dl|dt|"
    r"em|"
    r"figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|"
    r"link|main|"
    r"mark|meta|nav|object|ol|p|pre|q|s|section|small|source|span|strong|sub|summary|sup|svg|table|tbody|td|"
    r"tfoot|"
    r"th|thead|title|tr|u|ul|video)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_HIDDEN = (
    ("<!--", "-->"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<template", "</template>"),
    ("<noscript", "</noscript>"),
)
_SHOWN_GROUP = "shown"
_INLINE = (
    re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\)"),
    re.compile(r"^[ ]{0,3}\[[^\]\n^]{1,100}\]:[ ]+\S+(?:[ ]+[\"'(][^\n]{0,300})?$", re.MULTILINE),
    re.compile(r"\[(?P<shown>[^\[\]\n]{1,300})\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\)"),
    re.compile(r"\[(?P<shown>[^\[\]\n]{1,300})\]\[[^\[\]\n]{0,100}\]"),
    re.compile(r"\[\^[^\[\]\n]{1,30}\]:?"),
    re.compile(r"<(?P<shown>https?://[^\s<>]{1,2000})>"),
    re.compile(r"^[ ]{0,3}(?:`{3,}|~{3,})[^\n`]*$", re.MULTILINE),
    re.compile(r"\*{4,}|_{4,}|~~"),
    re.compile(r"\*\*\*?(?=\S)(?P<shown>[^*\n]{1,500})(?<=\S)\*\*\*?"),
    re.compile(r"(?<![\w_])__(?=\S)(?P<shown>[^_\n]{1,500})(?<=\S)__(?![\w_])"),
    re.compile(r"(?<![\w*\\])\*(?=[^\s*])(?P<shown>[^*\n]{1,500})(?<=[^\s*\\])\*(?![\w*])"),
    re.compile(r"(?<![\w_\\])_(?=[^\s_])(?P<shown>[^_\n]{1,500})(?<=[^\s_\\])_(?![\w_])"),
    re.compile(r"(?<!`)`(?P<shown>[^`\n]{1,500})`(?!`)"),
    re.compile(r"\\(?P<shown>[!\"#$%&'()*+,./:;<=>?@\[\]^_`{|}~-])"),
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,30}\d{0,2});", re.IGNORECASE)


def without_markup(text: AlignedText) -> AlignedText:
    """Remove comments, hidden elements, tags and inline marks; links become their words, images nothing."""
    text = _without_hidden(text)
    if "<" in text.text:
        text = text.edited([(m.start(), m.end(), _in_place_of(m.group())) for m in _TAG.finditer(text.text)])
    for pattern in _INLINE:
        edits: list[Edit] = []
        for match in pattern.finditer(text.text):
            edits.extend(_around_shown(match))
        text = text.edited(edits)
    if "&" in text.text:
        text = text.edited([(m.start(), m.end(), html.unescape(m.group())) for m in _ENTITY.finditer(text.text)])
    return text


def _in_place_of(tag: str) -> str:
    name = re.match(r"</?(\w+)", tag)
    breaking = name is not None and name.group(1).lower() in ("br", "p", "div", "li", "tr", "hr")
    return "\n" if breaking else ""


def _around_shown(match: re.Match[str]) -> list[Edit]:
    if not match.groupdict().get(_SHOWN_GROUP):
        return [(match.start(), match.end(), "")]
    start, end = match.span(_SHOWN_GROUP)
    return [(match.start(), start, ""), (end, match.end(), "")]


def _without_hidden(text: AlignedText) -> AlignedText:
    """Remove what a browser would not show; what is never closed goes to the end, as there."""
    for opening, closing in _HIDDEN:
        if opening not in text.text.lower():
            continue
        lowered, edits, position = text.text.lower(), [], 0
        while (start := lowered.find(opening, position)) >= 0:
            found = lowered.find(closing, start + len(opening))
            position = len(lowered) if found < 0 else found + len(closing)
            edits.append((start, position, ""))
        text = text.edited(edits)
    return text
