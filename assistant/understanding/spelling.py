"""Undo chat spelling and typing slips, so that the rest reads plain French."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from assistant.domain import QUESTION_LIMIT
from assistant.errors import InvalidInputError
from assistant.french import analyse, commonness, distance, fold, is_french_word, seek, slips, stem, tokens, tolerance
from assistant.french.spelling import LONGEST_MENDED, SHORTEST_MENDED
from assistant.understanding.language import is_function_word

_EMPTY = InvalidInputError("La question est vide.", "Écrivez votre question en quelques mots.")

_CHAT = (
    (r"(?<!['’])\b([dlmnstj]|qu) (?=(?:h?[aeiouyéèêàâ])[^\W\d_]*\b)", r"\1'"),
    (r"\bc (?=(?:est|[eé]tai\w*)\b)", "c'"),
    (r"\bs'est (?=(?:quoi|koi|qui|quand|o[uù])\b)", "c'est "),
    (r"\bc'? ?(?:koi|kwa|qoi|quoi)\b", "c'est quoi"),
    (r"(?<!['-])\bc (?=[^\W\d_])", "c'est "),
    (r"\bce?st (?:koi|kwa|qoi)\b", "c'est quoi"),
    (r"\b(?:k|q)e?s?que?c?'?(?: ?(?:est|es))?(?:-| )?c?e? ?(?:ke|que|k)\b", "qu'est-ce que"),
    (r"\b[kq]esk(?:'?on)\b", "qu'est-ce qu'on"),
    (r"\b(?:keske|kesk|qesk|kesko|[kq]u?[eé][szc]{1,2}ac?k?o)\b", "qu'est-ce que"),
    (r"\bf[eé]\b", "fait"),
    (r"\btps\b", "temps"),
    (r"\bques(?:que|t ce que|t-ce que)\b", "qu'est-ce que"),
    (r"\bqu'?est ?ce ?qu", "qu'est-ce qu"),
    (r"\b(?:koi|kwa|qoi)\b", "quoi"),
    (r"\bki\b", "qui"),
    (r"\bke\b", "que"),
    (r"\bkell?es?\b", "quelle"),
    (r"\bqell?es\b", "quelles"),
    (r"\bqell?e\b", "quelle"),
    (r"\bkels?\b", "quel"),
    (r"\b(?:pk|pq|pkoi|pourkoi|prkoi|pourqoi)\b", "pourquoi"),
    (r"\b(?:cmt|comen|komen|coment|kmen)\b", "comment"),
    (r"\b(?:cb|combi1)\b", "combien"),
    (r"\b(?:qd|kan|kand)\b", "quand"),
    (r"\bya\b|\by'a\b", "il y a"),
    (r"\bds\b", "dans"),
    (r"\bavt\b", "avant"),
    (r"\bap\b(?= \w)", "après"),
    (r"\btjr?s\b", "toujours"),
    (r"\bmtn\b", "maintenant"),
    (r"\bmm\b", "même"),
    (r"\bnb\b", "nombre"),
    (r"\bpr\b", "pour"),
    (r"\bavc\b", "avec"),
    (r"\bts\b", "tous"),
    (r"\btt\b", "tout"),
    (r"\bvs (?=[^\W\d_]+ez\b)", "vous "),
    (r"\bns (?=[^\W\d_]+ons\b)", "nous "),
    (r"\bkun(e?)\b", r"qu'un\1"),
    (r"\bkil(s?)\b", r"qu'il\1"),
    (r"\bkon\b", "qu'on"),
    (r"\bj(habite|etais|aimerais|ai|anime|organise)\b", r"j'\1"),
    (r"\banims?\b", "animation"),
    (r"\b(?:def|defs|defin)\b", "définition"),
    (r"\bdiff\b", "différence"),
    (r",? en (?:deux|trois|quelques|un) (?:mots?|phrases?|lignes?)\b", " c'est quoi"),
    (r"\bbcp\b", "beaucoup"),
    (r"\bqq ?(?:un|1)\b|\bqqn\b", "quelqu'un"),
    (r"\b(?:qqch|qqc)\b", "quelque chose"),
    (r"\b(?:jsuis|jsui|chuis?|j'suis|je sui)\b", "je suis"),
    (r"\b(?:jveux|j'veux|jveu)\b", "je veux"),
    (r"\b(?:jpeux|jpeu|j'peux)\b", "je peux"),
    (r"\b(?:jdois|j'dois)\b", "je dois"),
    (r"\b[sçc]a (?:ve(?:u|ut)?|veu) dire\b", "ça veut dire"),
    (r"\bcest\b", "c'est"),
    (r"\bnan\b", "non"),
    (r"\bvisio(s?)\b", r"visioconférence\1"),
    (r"\bc[eé]tai[st]?\b", "c'était"),
    (r"\b([ld])'?unive?\b", r"\1'université"),
    (r"\b(la|une|en) bd\b", r"\1 bande dessinée"),
    (r"^\W*(?:cc|kikou|coucoo)\b", "coucou"),
    (r"\b(?:slt|salu)\b", "salut"),
    (r"\b(?:bjr|bjour|bonjours)\b", "bonjour"),
    (r"\bbsr\b", "bonsoir"),
    (r"\b(?:mrc|mci|merki)\b", "merci"),
    (r"\bassos?\b", "association"),
    (r"\borgas?\b", "organisations"),
    (r"\brdv\b", "rendez-vous"),
    (r"\b(?:stp|svp|s'il (?:te|vous) pla[iî]t|please|pls)\b", ""),
)
"""Spellings of chats and what they stand for, by class of word; applied in order, case aside."""

_CHAT_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), plain) for pattern, plain in _CHAT)


def normalised(text: str) -> str:
    """Return a question as it may be read: NFC, no invisible character, spaces folded.

    Raises:
        InvalidInputError: nothing is left, it is longer than `QUESTION_LIMIT`, or it is not text.
    """
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise InvalidInputError("La question contient des caractères illisibles.", "Envoyez-la encodée en UTF-8.")
    visible = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cn"}
    )
    folded = re.sub(r" +", " ", unicodedata.normalize("NFC", visible)).strip()
    if not any(character.isalnum() or character in "?!" for character in folded):
        raise _EMPTY
    if len(folded) > QUESTION_LIMIT:
        raise InvalidInputError(
            f"La question fait {len(folded)} caractères, la limite est de {QUESTION_LIMIT}.",
            "Raccourcissez-la.",
        )
    return folded


def without_chat_spelling(text: str) -> str:
    """Return the text in plain spelling: « c koi » becomes « c'est quoi »."""
    plain = text.replace("’", "'")
    for pattern, replacement in _CHAT_PATTERNS:
        plain = pattern.sub(replacement, plain)
    return re.sub(r" +", " ", _without_greeting(plain)).strip()


def with_elisions(text: str, known: Callable[[str], bool]) -> str:
    """Put back the apostrophe of a word that nobody knows: « lefc » is « l'efc », « dun » is « d'un ».

    A word that one slip makes whole (« letres ») is left for the corrector.
    """
    whole = re.sub(r"[^\W\d_]{3,}(?:-[^\W\d_]+)+", lambda match: _elided(match.group(), known), text)
    return re.sub(r"[^\W\d_]{3,}", lambda match: _elided(match.group(), known), whole)


def _elided(word: str, known: Callable[[str], bool]) -> str:
    folded = fold(word)
    match = re.match(r"(?:qu|[ldmtsjnc])(?=[aeiouyh])", folded)
    if match is None or known(folded) or len(word) != len(folded):
        return word
    rest = folded[match.end() :]
    short = len(rest) < SHORTEST_ELIDED and rest not in _ELIDED_WORDS
    whole = short or not known(rest) or slip_of(folded, lambda _: False) is not None
    return word if whole else f"{word[: match.end()]}'{word[match.end() :]}"


SHORTEST_ELIDED = 3
"""Letters after an apostrophe that was left out, a few small words aside: « nés » is no « n'és »."""

_ELIDED_WORDS = frozenset({"un", "en", "on", "il", "ai", "as", "au"})

SHORTEST_SLIPPED = 5
"""Letters from which a slip is seen through when the index or everyday French holds the word meant."""

SHORTEST_PHONETIC = 5
"""Letters under which a word with a « k » stays as it is: « ok », « km » and « kit » are words."""


def with_plain_consonants(text: str, known: Callable[[str], bool]) -> str:
    """Write « k » as « c » or « qu » in a word that nobody knows: « explik » is « explique »."""
    return re.sub(r"[^\W\d_]*k[^\W\d_]*", lambda match: _plain_consonants(match.group(), known), text, flags=re.I)


def _plain_consonants(word: str, known: Callable[[str], bool]) -> str:
    folded = fold(word)
    if len(folded) < SHORTEST_PHONETIC or known(folded):
        return word
    written = (folded.replace("k", "c"), re.sub("k$", "que", folded), folded.replace("k", "qu"))
    return next((one for one in written if known(one)), word)


def _without_greeting(text: str) -> str:
    """Drop a greeting that opens a question, so that the question is what is read."""
    rest = re.sub(
        r"^\W*(?:bonjour|bonsoir|salut|coucou|hello|hi|hey)\b(?: (?:a tous|à tous|tout le monde))?[ ,!.]+",
        "",
        text,
        flags=re.I,
    )
    return rest if len(rest.split()) >= 3 else text


class Corrector:
    """Replace words that nobody knows by the known word they are a slip of."""

    def __init__(self, words: Iterable[str], places: Iterable[str]) -> None:
        """Take the folded words worth reading a slip as; those of `places` only after a preposition of place."""
        self._words, self._places = _by_length(words), _by_length(places)

    def correct(self, text: str, known: Callable[[str], bool], *, bold: bool = True) -> str:
        """Return the text with each unknown word replaced when one known word is within `tolerance`.

        Args:
            text: a question.
            known: whether a stem is held by the index or the lexicon.
            bold: whether words of the index and everyday French count beside those of the lexicon.
        """
        pieces, last = [], 0
        for token in tokens(text):
            if (
                token.is_stop
                or is_function_word(token.folded)
                or len(token.folded) < 5
                or known(token.stem)
                or token.start < last
            ):
                continue
            close = _closest(token.folded, self._words)
            if close is None and seek(_BEFORE_A_PLACE, fold(text[: token.start])):
                close = _closest(token.folded, self._places, shortest=SHORTEST_PLACE)
            if close is None:
                named = token.start > 0 and token.text[0].isupper() and not token.text.isupper()
                close = slip_of(token.folded, known, bold=bold and not named)
            if close and not analyse(close) and seek(_BEFORE_A_NOUN, fold(text[: token.start])):
                close = None
            if close and not is_french_word(token.folded):
                pieces += [text[last : token.start], close]
                last = token.end
        return "".join([*pieces, text[last:]])


_BEFORE_A_NOUN = r"\b(?:le|la|les|un|une|du|des|au|aux|ce|cette|ces|mon|ma|mes|the|an?)\s$"
"""What no word of grammar follows: « l'économie du donut » is not « du dont »."""

_BEFORE_A_PLACE = r"\b(?:a|au|en|de|du|sur|vers|pour|habite|pres de|d'|l'|in|at|near)\s?$"

SHORTEST_PLACE = 5
"""Letters from which a town after a preposition is read through one slip."""

USUAL = 4.0
"""Commonness from which a French word that no document holds is worth reading a slip as.

With the words of the index alone 93 % of typed slips, 95 % of keyboard slips and 92 % of doubled letters leave a
verdict unchanged; with those of this commonness too 95, 97 and 94 % (`efc eval --perturb`, own, further, hostile).
"""


def slip_of(word: str, known: Callable[[str], bool], *, bold: bool = True) -> str | None:
    """Return the known word one edit away that has the same first letter, the most usual one; None when none is.

    Args:
        word: folded.
        known: whether a stem is held by the index or the lexicon.
        bold: whether a usual French word counts that neither holds.
    """
    if not word.isalpha() or not SHORTEST_SLIPPED <= len(word) <= LONGEST_MENDED or is_french_word(word):
        return None
    least = USUAL if len(word) > SHORTEST_SLIPPED else MOST_USUAL
    found = {one for one in slips(word) if one[:1] == word[0] and len(one) >= SHORTEST_MENDED}
    held = {one for one in found if known(stem(one))}
    scored = [
        (commonness(one) + (INDEXED if one in held else 0.0), one)
        for one in found
        if one in held or (bold and commonness(one) >= least)
    ]
    return max(scored, default=(0.0, None))[1]


MOST_USUAL = 5.0
"""The same for the shortest words, which are near many others."""

INDEXED = 4.0
"""What a word that documents hold is worth beside the commonness of one that none holds."""


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    table: dict[int, list[str]] = {}
    for word in sorted({word for word in words if len(word) >= 5}):
        table.setdefault(len(word), []).append(word)
    return table


def _closest(word: str, table: dict[int, list[str]], shortest: int = 0) -> str | None:
    """Return the nearest word of a table within `tolerance`, or within one slip from `shortest` letters on."""
    limit = max(tolerance(word), int(bool(shortest) and len(word) >= shortest))
    best: tuple[int, str] | None = None
    for length in range(len(word) - limit, len(word) + limit + 1):
        for candidate in table.get(length, ()):
            if candidate[0] != word[0] and candidate[1:3] != word[1:3]:
                continue
            found = (distance(word, candidate, limit), candidate)
            if found[0] <= limit and (best is None or found < best):
                best = found
    return best[1] if best else None


def vocabulary_of(texts: Iterable[str]) -> set[str]:
    """Return the folded words of some texts."""
    return {token.folded for text in texts for token in tokens(text)} | {
        word for text in texts for word in fold(text).split()
    }
