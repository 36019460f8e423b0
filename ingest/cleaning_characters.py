"""Bring characters to one form: composed letters, plain spaces, nothing invisible."""

import re
import unicodedata

from ingest.aligned import AlignedText
from ingest.cleaning_log import CleaningLog

MARKS_LIMIT = 4
"""Combining marks kept on one letter; no living orthography stacks more, decorated text stacks hundreds."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_STACKED = re.compile(rf"(?<=[\u0300-\u036f]{{{MARKS_LIMIT}}})[\u0300-\u036f]+")
_COMPOSABLE = re.compile(r"[^\u0300-\u036f\u1160-\u11ff][\u0300-\u036f\u1160-\u11ff]+|[^\x00-\u02ff]")
_EMOJI = "[\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
_JOINED_EMOJI = re.compile(rf"(?:(?<={_EMOJI})|(?<=\ufe0f))\u200d(?={_EMOJI})")
"""The joiner that makes one picture of two; any other joiner is invisible and goes."""
_PRINTED_BULLETS = {"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf02d": "-"}
_REPLACED_UNREADABLE = "\ufffd"


def normalise_characters(text: AlignedText, log: CleaningLog) -> AlignedText:
    """Compose letters (NFC), make every space plain, remove invisible and private characters.

    Line ends of every kind become line feeds; letters, apostrophes and quotation marks stay as they are.
    """
    text = text.edited([(m.start(), m.end(), "\n") for m in _LINE_ENDS.finditer(text.text)])
    text = text.edited([(m.start(), m.end(), "") for m in _STACKED.finditer(text.text)])
    text = _composed(text)
    table = {character: _replacement(character) for character in set(text.text)}
    changed = {character: other for character, other in table.items() if other != character}
    if not changed:
        return text
    pattern = re.compile("[" + re.escape("".join(sorted(changed))) + "]")
    joined = {m.start() for m in _JOINED_EMOJI.finditer(text.text)}
    found = [m for m in pattern.finditer(text.text) if m.start() not in joined]
    edits = [(m.start(), m.end(), changed[m.group()]) for m in found]
    removed = [start for start, _, replacement in edits if not replacement]
    if removed:
        span = text.cut(removed[0], removed[-1] + 1)
        log.add("invisible_characters", "dropped", span, detail=f"{len(removed)} caractères")
    return text.edited(edits)


def _composed(text: AlignedText) -> AlignedText:
    if unicodedata.is_normalized("NFC", text.text):
        return text
    edits = [
        (m.start(), m.end(), unicodedata.normalize("NFC", m.group()))
        for m in _COMPOSABLE.finditer(text.text)
        if not unicodedata.is_normalized("NFC", m.group())
    ]
    text = _edited_in_place(text, edits)
    whole = unicodedata.normalize("NFC", text.text)
    if whole == text.text:
        return text
    # Rare scripts compose across what the pattern sees: keep the text right and give up its alignment.
    return AlignedText.made(whole)


def _edited_in_place(text: AlignedText, edits: list[tuple[int, int, str]]) -> AlignedText:
    """Replace like `edited`, but a composed letter keeps the origin of its first part."""
    parts, position = [], 0
    for start, end, replacement in edits:
        parts.append(text.cut(position, start))
        parts.append(AlignedText(replacement, text.origins[start : start + 1] * len(replacement)))
        position = end
    parts.append(text.cut(position, len(text)))
    return AlignedText.joined(parts)


def _replacement(character: str) -> str:
    if character == "\n":
        return character
    if character in _PRINTED_BULLETS:
        return _PRINTED_BULLETS[character]
    category = unicodedata.category(character)
    if character == "\t" or category == "Zs":
        return " "
    if category[0] == "C" or character == _REPLACED_UNREADABLE:
        return ""
    if "\ufb00" <= character <= "\ufb06":  # the ligatures of old PDF exports
        return unicodedata.normalize("NFKC", character)
    return character
