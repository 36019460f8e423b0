"""Typing slips: a question as hurried fingers would have typed it, always the same way."""

from zlib import crc32

from assistant.french import tokens

SHORTEST_SLIPPED = 6
"""Letters of the words that take a slip: in shorter ones it often makes another word."""


def slipped(text: str) -> str:
    """Return `text` with one slip in one of its content words; unchanged when none is long enough.

    The word, the place and the slip (a letter left out, doubled, swapped with the next, or changed) are
    drawn from the CRC-32 of the text, so that every run types the same.
    """
    words = [one for one in tokens(text) if not one.is_stop and one.text.isalpha()]
    long = [one for one in words if len(one.text) >= SHORTEST_SLIPPED]
    if not long:
        return text
    drawn, pick = divmod(crc32(text.encode()), len(long))
    word = long[pick]
    drawn, place = divmod(drawn, len(word.text) - 2)
    at = place + 1
    before, letter, after = word.text[:at], word.text[at], word.text[at + 1 :]
    typed = (
        before + after,
        before + letter + letter + after,
        before + after[0] + letter + after[1:],
        before + "aeiourstnl"[drawn // 4 % 10] + after,
    )[drawn % 4]
    return text[: word.start] + typed + text[word.end :]
