"""A reply as plain CommonMark: what `efc chat` prints, and what a chat that reads Markdown would be sent."""

from collections.abc import Container, Iterable, Iterator

from assistant.composing.blocks import Advice, Blocks, Evidence
from assistant.composing.rendering import Said, marked, source_words
from assistant.domain import Language
from assistant.exporting.addresses import autolink
from assistant.exporting.cleaning import one_line, shown
from assistant.exporting.markdown import escaped

_HEADINGS: dict[Language, tuple[str, str, str]] = {
    "fr": ("Sources", "Prochain pas", "Pour aller plus loin"),
    "en": ("Sources", "Next step", "To go further"),
}


def reply_markdown(blocks: Blocks) -> str:
    """Return a reply as CommonMark: text with bare `[1]` marks, sources, next steps, further questions.

    Every text of a document is escaped, so that none becomes a mark, a link or a heading. Addresses of sources stand
    between angle brackets; two spaces end a line that breaks. No line break at the end.
    """
    sources, steps, follow_ups = _HEADINGS[blocks.language]
    shown_already = {one.source.url for one in blocks.evidence}
    parts = [
        _said(blocks.said),
        *_listed(sources, map(_source, blocks.evidence)),
        *_listed(steps, (_step(one, shown_already) for one in blocks.advice)),
        *_listed(follow_ups, (escaped(one_line(question)) for question in blocks.follow_ups)),
    ]
    return "\n\n".join(part for part in parts if part)


def _said(said: Iterable[Said]) -> str:
    text = ""
    for one in said:
        separator = ("  \n" if one.begins_line else " ") if text else ""
        text += separator + _with_marks(escaped(shown(one.text)).replace("\n", "  \n"), one.marks)
    return text


def _with_marks(text: str, marks: tuple[int, ...]) -> str:
    return f"{text} {marked(marks)}" if marks else text


def _listed(heading: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {item}" for item in items]
    if lines:
        yield f"**{heading}**"
        yield "\n".join(lines)


def _source(evidence: Evidence) -> str:
    words = escaped(one_line(source_words(evidence.source)))
    address = autolink(evidence.source.url)
    return f"[{evidence.source.mark}] {words}" + (f" · {address}" if address else "")


def _step(advice: Advice, known: Container[str | None]) -> str:
    """Return a step, why it fits, and its address unless a source shows it already, each on a line of the item."""
    address = "" if advice.url in known else autolink(advice.url)
    lines = (_with_marks(escaped(one_line(advice.label)), advice.marks), escaped(one_line(advice.why)), address)
    return "  \n  ".join(line for line in lines if line)
