"""Blocks of a reply as Discord messages: the answer first, then what to do next, and the sources.

No message is over a limit of the platform, each mark has its source in the same reply, and no text of a document acts
on a reader’s screen. Another chat is another file like this one.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.composing.blocks import Advice, Blocks, Evidence
from assistant.composing.rendering import Said, source_words
from assistant.domain import Language
from bots import wording
from bots.escaping import bare_address, cleaned, escaped, width
from bots.splitting import cut, pack

MESSAGE_LIMIT = 2000
"""Characters of a Discord message."""
ANSWER_LIMIT = 1200
"""Characters of the answer, at most: about what a telephone shows in two screens. On the 599 public questions without
earlier turns of `evals/questions`, three answers are longer, and every reply with its sources fits one message."""
LABEL_LIMIT = 80
"""Characters of the label of a button."""
BUTTONS = 3
"""Further questions shown as buttons."""

_LINE_LIMIT = 480
"""Characters of a line about a source or a step, its address left out."""
_QUESTION_LIMIT = 200
"""Characters of the question as understood: it tells those who did not ask what an answer is about."""
_MARKS_LIMIT = 120
"""Characters of the marks of one statement: a score of sources."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A reply as messages, each within `MESSAGE_LIMIT`."""

    messages: tuple[str, ...]
    """What is sent at once, one message at least; the first begins with the answer, of `ANSWER_LIMIT` at most."""
    more: tuple[str, ...]
    """What « Voir plus » opens: the rest of the answer, and the exact quotes of each source. May be empty."""
    follow_ups: tuple[str, ...]
    """Labels of buttons that ask a further question: at most `BUTTONS`, each within `LABEL_LIMIT`."""


def render(blocks: Blocks, *, tells_question: bool = False) -> Shown:
    """Return a reply as Discord messages.

    Args:
        blocks: what to show.
        tells_question: an answer says what was asked, for those who did not ask. The words of a person are repeated
            at that person’s own wish only, and never under an abstention: what the corpus ignores may be anything.
    """
    language = blocks.language
    verdict = f"**{wording.pick(wording.VERDICTS[blocks.reason], language)}**" if blocks.reason else ""
    room = ANSWER_LIMIT - width(verdict) - (1 if verdict else 0)
    text, told, rest = _filled(blocks.said, room)
    answer = "\n".join(part for part in (verdict, text) if part) or wording.say("empty", language)
    second = list(
        pack(_second(blocks, _marks_in(told), has_rest=bool(rest), tells_question=tells_question), MESSAGE_LIMIT)
    )
    labels = [label for label in map(_one_line, blocks.follow_ups) if width(label) <= LABEL_LIMIT]
    return Shown(tuple(_joined(answer, second)), tuple(_more(blocks, rest)), tuple(labels[:BUTTONS]))


def render_evidence(blocks: Blocks) -> tuple[str, ...]:
    """Return the sources of a reply with their exact quotes, as messages; empty when it has none."""
    return tuple(pack(_evidence(blocks), MESSAGE_LIMIT))


def _joined(answer: str, second: list[str]) -> Iterator[str]:
    """Yield the answer with what follows it, in one message when they fit."""
    if second and width(f"{answer}\n\n{second[0]}") <= MESSAGE_LIMIT:
        answer, second = f"{answer}\n\n{second[0]}", second[1:]
    yield from (answer, *second)


def _filled(said: Sequence[Said], limit: int) -> tuple[str, Sequence[Said], Sequence[Said]]:
    """Return the first statements that fit as text, those statements, and the rest; the first is cut when it must.

    An announcement (« … : ») is not left without what it announces, unless it stands alone.
    """
    count, text = 0, ""
    while count < len(said) and width(longer := text + _piece(said[count], opens=not text)) <= limit:
        count, text = count + 1, longer
    if said and not count:
        first = said[0]
        head, tail = cut(cleaned(first.text), limit - width(_with_marks("", first.marks)))
        told = replace(first, text=head)
        return _piece(told, opens=True), (told,), (replace(first, text=tail), *said[1:])
    if 1 < count < len(said) and not said[count - 1].marks and said[count - 1].text.rstrip().endswith(":"):
        return _filled(said[: count - 1], limit)[0], said[: count - 1], said[count - 1 :]
    return text, said[:count], said[count:]


def _piece(said: Said, *, opens: bool) -> str:
    separator = "" if opens else "\n" if said.begins_line else " "
    return separator + _with_marks(escaped(cleaned(said.text)), said.marks)


def _with_marks(text: str, marks: Iterable[int]) -> str:
    shown = ""
    for mark in marks:
        if width(shown + f"[{mark}]") <= _MARKS_LIMIT:
            shown += f"[{mark}]"
    return f"{text} {shown}" if shown else text


def _second(blocks: Blocks, marks: set[int], *, has_rest: bool, tells_question: bool) -> Iterator[str]:
    """Yield the lines after the answer: steps, the sources of every mark shown, what was asked, who answers."""
    language = blocks.language
    if blocks.advice:
        yield _heading("step", language)
        known = {one.source.url for one in blocks.evidence}
        yield from (line for one in blocks.advice for line in _advice(one, known))
    wanted = marks | {mark for one in blocks.advice for mark in one.marks}
    sources = [one for one in blocks.evidence if one.source.mark in wanted]
    if sources:
        yield _heading("sources", language)
        yield from (_source(one) for one in sources)
    if has_rest:
        yield f"-# {wording.say('rest', language)}"
    if tells_question and blocks.reason is None:
        question = _fitted(_one_line(blocks.question), _QUESTION_LIMIT)
        yield f"-# {wording.say('understood', language, question=question)}"
    if blocks.evidence:
        yield f"-# {wording.say('automatic', language)}"


def _more(blocks: Blocks, rest: Sequence[Said]) -> Iterator[str]:
    while rest:
        text, _, rest = _filled(rest, MESSAGE_LIMIT)
        yield text
    yield from pack((*_evidence(blocks), *_long_follow_ups(blocks)), MESSAGE_LIMIT)


def _evidence(blocks: Blocks) -> Iterator[str]:
    if blocks.evidence:
        yield _heading("sources", blocks.language)
    for one in blocks.evidence:
        yield _source(one)
        yield from (_quote(quote, one.source.mark, blocks.language) for quote in one.quotes)


def _quote(quote: str, mark: int, language: Language) -> str:
    """Return a quote whole, or how long it is: a quote is never cut."""
    lines = "\n".join(f"> {line}" for line in escaped(cleaned(quote)).splitlines())
    text = _with_marks(lines, (mark,))
    return text if width(text) <= MESSAGE_LIMIT else f"> {wording.say('too_long', language, count=len(quote))}"


def _long_follow_ups(blocks: Blocks) -> Iterator[str]:
    long = [_one_line(one) for one in blocks.follow_ups if width(_one_line(one)) > LABEL_LIMIT]
    if long:
        yield _heading("follow_ups", blocks.language)
        yield from (f"• {_fitted(one)}" for one in long)


def _advice(advice: Advice, known: Container[str | None]) -> Iterator[str]:
    """Yield a step, then why it fits in small; its address is left out when a source shows it already."""
    text = _with_marks(f"→ {_fitted(_one_line(advice.label))}", advice.marks)
    address = "" if advice.url in known else bare_address(advice.url)
    yield f"{text} {address}" if address else text
    if advice.why.strip():
        yield f"-# {_fitted(_one_line(advice.why))}"


def _source(evidence: Evidence) -> str:
    words = _fitted(_one_line(source_words(evidence.source)))
    address = bare_address(evidence.source.url)
    return f"[{evidence.source.mark}] {words}" + (f" · {address}" if address else "")


def _fitted(text: str, limit: int = _LINE_LIMIT) -> str:
    """Return a label escaped, its end left out, and said to be, when it is too long."""
    head, tail = cut(text, limit)
    return f"{escaped(head)} […]" if tail else escaped(head)


def _one_line(text: str) -> str:
    return cleaned(text).replace("\n", " ")


def _heading(key: str, language: Language) -> str:
    return f"**{wording.say(key, language)}**"


def _marks_in(said: Iterable[Said]) -> set[int]:
    return {mark for one in said for mark in one.marks}
