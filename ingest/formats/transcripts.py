"""Read the transcript of a meeting or a film (WebVTT, SubRip): turns of speech, without times nor names."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.aligned import AlignedText
from ingest.formats.extraction import Remark, plausible_title
from ingest.formats.speakers import Speakers, speaker_before

PAUSE = 2.0
"""Seconds of silence, after the end of a sentence, that open a paragraph where nobody is named."""
TURN_LENGTH = 900
"""Characters of a turn after which its next sentence opens a paragraph, said by the same person."""

_TIMING = re.compile(
    r"[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[ \t]*-->[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_HEADER = re.compile(r"WEBVTT[ \t]+(?:[-–—:][ \t]*)?(?P<title>[^\r\n]{5,200})")
_NUMBER = re.compile(r"[ \t]*\d{1,6}[ \t]*\r?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,60})?[ \t]+(?P<name>[^<>]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<[\d:.]{5,14}>|\{\\[^{}\n]{1,60}\}|</v>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_SOUND = re.compile(
    r"\[(?!(?:arobase|at|point|dot)\])[^\]\n]{1,40}\]|♪+|^\s*\((?:[Rr]ires?|[Aa]pplaudissements|[Mm]usique|[Ii]naudible)\)"
)
_OPENING = re.compile(r"^\s*(?:>>+|[-–—])\s*")
_ENDED = re.compile(r"[.!?…][»”\")\]]*$")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown between two moments, in seconds: one line said by one person."""

    start: float
    end: float
    content: AlignedText
    speaker: str = ""
    """As written; empty when nobody is named."""
    opens: bool = False
    """Whether a mark of dialogue says that another person speaks."""


@dataclass(slots=True)
class _Turn:
    speaker: str
    parts: list[AlignedText] = field(default_factory=list)
    end: float = 0.0

    @property
    def ended(self) -> bool:
        return bool(self.parts) and bool(_ENDED.search(self.parts[-1].text))

    @property
    def length(self) -> int:
        return sum(len(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, one turn a line, without a name."""

    text: AlignedText
    remarks: tuple[Remark, ...]
    """Where the names of those who speak were."""
    title: str | None
    """What the first line of a WebVTT file announces."""


def read_transcript(text: str) -> Transcript:
    """Read the turns of a transcript.

    A turn begins with « Participant·e 1 : », the number of a person being the same from end to end.
    """
    cues = _named(_without_rolling(list(_cues(text))))
    speakers = Speakers([cue.speaker for cue in cues if cue.speaker])
    lines: list[AlignedText] = []
    remarks: list[Remark] = []
    for turn in _turns(cues):
        said = AlignedText.joined([part for one in turn.parts for part in (one, AlignedText.made(" "))]).stripped()
        said, hidden = speakers.hidden_in(said)
        remarks += hidden
        label = speakers.label(turn.speaker)
        lines += [AlignedText.made(f"{label} : " if label else ""), said, AlignedText.made("\n\n")]
    announced = _HEADER.match(text)
    title = plausible_title(announced.group("title")) if announced else None
    if title:
        title = speakers.hidden_in(AlignedText.made(title))[0].text
    return Transcript(AlignedText.joined(lines), tuple(remarks), title)


def _cues(text: str) -> Iterator[Cue]:
    """Yield each line of each cue, in the order of the file."""
    start = end = 0.0
    inside = False
    voice = ""
    raw = AlignedText.of(text).lines()
    for index, line in enumerate(raw):
        timing = _TIMING.match(line.text)
        if timing:
            start, end = _seconds(timing, 1), _seconds(timing, 5)
            inside, voice = True, ""
        elif not line.text.strip():
            inside = False
        elif inside and not _announces(raw, index):
            for name, content in _voices(line):
                voice = voice if name is None else name
                plain = _plain(content)
                opened = _OPENING.match(plain.text)
                plain = plain.cut(opened.end(), len(plain)) if opened else plain
                if plain.text.strip():
                    yield Cue(start, end, plain.stripped(), voice, opened is not None)


def _announces(lines: Sequence[AlignedText], index: int) -> bool:
    """Tell whether a line is the number of the next cue, in a file without blank lines."""
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    return bool(_NUMBER.fullmatch(lines[index].text)) and bool(_TIMING.match(following))


def _seconds(timing: re.Match[str], first: int) -> float:
    hours, minutes, seconds, thousandths = (timing.group(first + rank) or "0" for rank in range(4))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths.ljust(3, "0")) / 1000


def _voices(line: AlignedText) -> Iterator[tuple[str | None, AlignedText]]:
    """Yield the pieces of a line with the name that its voice tag gives; None goes on with the last one."""
    name: str | None = None
    position = 0
    for found in _VOICE.finditer(line.text):
        if found.start() > position:
            yield name, line.cut(position, found.start())
        name, position = " ".join(html.unescape(found.group("name")).split()), found.end()
    yield name, line.cut(position, len(line))


def _plain(content: AlignedText) -> AlignedText:
    for pattern in (_TAG, _SOUND):
        content = content.edited([(m.start(), m.end(), "") for m in pattern.finditer(content.text)])
    return content.edited([(m.start(), m.end(), html.unescape(m.group())) for m in _ENTITY.finditer(content.text)])


def _without_rolling(cues: list[Cue]) -> list[Cue]:
    """Leave out a line that live captions show again above the next one."""
    kept: list[Cue] = []
    for cue in cues:
        again = kept and kept[-1].content.text == cue.content.text and cue.start - kept[-1].end < PAUSE
        if not again:
            kept.append(cue)
    return kept


def _named(cues: list[Cue]) -> list[Cue]:
    """Take the « Nom : » that opens a line off it, and make it the speaker until another is named."""
    prefixes = [speaker_before(cue.content.text) for cue in cues]
    counts: dict[str, int] = {}
    for name, _, _ in prefixes:
        counts[_unnumbered(name)] = counts.get(_unnumbered(name), 0) + 1
    named: list[Cue] = []
    current = ""
    for cue, (name, length, sure) in zip(cues, prefixes, strict=True):
        if name and not cue.speaker and (sure or counts[_unnumbered(name)] > 1):
            current = name
            content = cue.content.cut(length, len(cue.content)).stripped()
        else:
            current = cue.speaker or ("" if cue.opens else current)
            content = cue.content
        named.append(Cue(cue.start, cue.end, content, current, cue.opens))
    return named


def _unnumbered(name: str) -> str:
    """Return a name without the number of « Speaker 2 »."""
    return name.rstrip(" 0123456789")


def _turns(cues: Sequence[Cue]) -> Iterator[_Turn]:
    """Join the cues of one person that follow one another."""
    turn = _Turn("")
    for cue in cues:
        silent = not cue.speaker and cue.start - turn.end > PAUSE
        ended = turn.ended and (silent or turn.length > TURN_LENGTH)
        if turn.parts and (cue.speaker != turn.speaker or cue.opens or ended):
            yield turn
            turn = _Turn("")
        turn.speaker, turn.end = cue.speaker, cue.end
        turn.parts += [cue.content] if cue.content.text else []
    if turn.parts:
        yield turn
