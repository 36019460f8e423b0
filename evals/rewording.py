"""Questions as people put them: number, chat spelling, homophones, order of words, politeness, other names.

Each function returns the text unchanged when it holds nothing of its class, or when the change would not be
grammatical. The meaning never changes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Language
from assistant.french import fold, tokens, word_set
from assistant.knowledge import Lexicon, LexiconEntry, Places
from assistant.understanding.naming import Named, Names, words_of


@dataclass(frozen=True, slots=True)
class Background:
    """What a rewording must know to leave the meaning alone."""

    names: Names
    places: frozenset[str]
    """Folded names of places, which take no plural."""
    language: Language = "fr"
    """Language of the question."""

    @classmethod
    def of(cls, lexicon: Lexicon, places: Places) -> "Background":
        """Return the background of a field, for questions in French."""
        return cls(Names(lexicon, places), frozenset(fold(name) for name in places.by_name))

    def terms(self, text: str) -> list[tuple[Named, LexiconEntry]]:
        """Return the terms that a text names, in order."""
        return self.names.terms(words_of(text))


_CHAT = (
    (r"\bqu'est-ce que c'est\b|\bc'est quoi\b", "c koi"),
    (r"\bqu'est-ce qu(?:e\b ?|')", "keske "),
    (r"\best-ce qu(?:e\b ?|')", "eske "),
    (r"\bc'est\b", "c"),
    (r"\bs'il (?:te|vous) pla[iî]t\b", "stp"),
    (r"\bil y a\b", "ya"),
    (r"\by a-t-il\b", "ya"),
    (r"\bje suis\b", "jsuis"),
    (r"\bj'ai\b", "g"),
    (r"\bparce qu(?:e\b|')", "pck"),
    (r"\bquelqu'un\b", "qqn"),
    (r"\bquelque chose\b", "qqch"),
    (r"\bqu'", "k"),
    (r"\bquoi\b", "koi"),
    (r"\bqui\b", "ki"),
    (r"\bque\b", "ke"),
    (r"\bquel(le)?(s)?\b", r"kel\1\2"),
    (r"\bquand\b", "kan"),
    (r"\bpourquoi\b", "pk"),
    (r"\bcomment\b", "cmt"),
    (r"\bcombien\b", "cb"),
    (r"\bpour\b", "pr"),
    (r"\bdans\b", "ds"),
    (r"\bavec\b", "avc"),
    (r"\bvous\b", "vs"),
    (r"\bnous\b", "ns"),
    (r"\btout\b", "tt"),
    (r"\btous\b", "ts"),
    (r"\bm[eê]me\b", "mm"),
    (r"\bbeaucoup\b", "bcp"),
    (r"\btoujours\b", "tjs"),
    (r"\btemps\b", "tps"),
    (r"\brendez-vous\b", "rdv"),
    (r"\bbonjour\b", "bjr"),
    (r"\bsalut\b", "slt"),
)
"""Words and what they become in chats, longest first; classes of the usual French text-message spellings."""

_CHAT_PATTERNS = tuple((re.compile(rf"(?<!-){pattern}(?!-)", re.IGNORECASE), typed) for pattern, typed in _CHAT)

_HOMOPHONES = {
    "ou": "où",
    "où": "ou",
    "c'est": "s'est",
    "s'est": "c'est",
    "quel": "quelle",
    "quels": "quelles",
    "quelle": "quel",
    "quelles": "quels",
}
"""Words that sound alike and are taken for one another."""
_HOMOPHONE = re.compile(rf"\b(?:{'|'.join(sorted(_HOMOPHONES, key=len, reverse=True))})\b", re.IGNORECASE)
_INFINITIVE = re.compile(r"(?<![\w'’-])[^\W\dA-Z]{3,}[^\Wi]er(?!\w)")

_DETERMINERS = word_set(
    "un une le la l du de au des les aux ce cet cette ces mon ma mes notre nos votre vos son sa ses leur leurs "
    "quel quels quelle quelles deux trois quatre cinq six chaque"
)
_PLURAL_DETERMINERS = word_set("des les aux ces mes nos vos ses leurs quels quelles deux trois quatre cinq six")
_INVARIABLE = word_set(
    "deja temps pas cas acces processus corps fois mois gens fonds progres succes cours concours parcours discours "
    "pays avis choix prix voix"
)
"""Nouns that are written the same in both numbers, folded."""
_SHORTEST_NOUN = 4
"""Letters under which a word takes no plural: short ones are mostly grammar or acronyms."""

_OPENING = re.compile(
    r"(?:c'est (?:quoi|qui|quand)|c (?:quoi|koi)|quel|quels|quelle|quelles|qui|comment|combien|quand|où|ou|pourquoi|"
    r"à qui|de quoi|what|who|which|how|when|where|why)\b",
    re.IGNORECASE,
)
_GREETED = re.compile(r"\W*(?:bonjour|bonsoir|salut|coucou|hello|hi|hey)\b", re.IGNORECASE)
_PROPER = frozenset({"actor", "programme", "label"})
_NUMBER = re.compile(r"\d")
_VOWELS = tuple("aeiouyh")
_SHORTEST_WRAPPED = 2
"""Words under which a message is no request to wrap."""


def chat_spelled(text: str, background: Background) -> str:
    """Spell as in a chat: « c'est quoi » is typed « c koi »; English is left alone."""
    if background.language != "fr":
        return text
    typed = text
    for pattern, short in _CHAT_PATTERNS:
        typed = pattern.sub(short, typed.replace("’", "'") if "'" in pattern.pattern else typed)
    return typed if typed != text.replace("’", "'") else text


def with_homophones(text: str, background: Background) -> str:
    """Write what sounds alike: « quel » for « quelle », « s'est » for « c'est », « évalué » for « évaluer »."""
    if background.language != "fr":
        return text
    typed = text.replace("’", "'")
    typed = _HOMOPHONE.sub(lambda match: _HOMOPHONES[match.group().lower()], typed)
    named = [one for one, _ in background.terms(typed)]
    typed = _INFINITIVE.sub(lambda match: _participle(match, named), typed)
    return typed if typed != text.replace("’", "'") else text


def _participle(match: re.Match[str], named: Sequence[Named]) -> str:
    inside = any(one.start <= match.start() < one.end for one in named)
    return match.group() if inside else f"{match.group()[:-2]}é"


def with_other_number(text: str, background: Background) -> str:
    """Forget or add the mark of the plural on one noun, the first: « des effet utiles », « le clubs ».

    A noun is a word after a determiner, or a word of a notion that is named; names, acronyms, places and words
    that take no other number stay.
    """
    if background.language != "fr":
        return text
    terms = background.terms(text)
    before = ""
    for word in words_of(text):
        written = text[word.start : word.end]
        inside = next(((one, entry) for one, entry in terms if one.start <= word.start < one.end), None)
        plural = inside[0].name.split()[0][-1] in "sx" if inside else before in _PLURAL_DETERMINERS
        noun = inside[1].kind == "notion" if inside else before in _DETERMINERS
        if noun and _takes_a_number(written, word.folded, background) and _other_number(written, plural) != written:
            return text[: word.start] + _other_number(written, plural) + text[word.end :]
        before = word.folded
    return text


def _takes_a_number(written: str, folded: str, background: Background) -> bool:
    if len(written) < _SHORTEST_NOUN or not written.isalpha() or written.isupper():
        return False
    fixed = folded in _INVARIABLE or folded in background.places
    return not fixed and not any(token.is_stop for token in tokens(written))


def _other_number(word: str, plural: bool) -> str:
    if word[-1] not in "sxz":
        return f"{word}x" if word.endswith(("eau", "eu")) else f"{word}s"
    return word[:-1] if plural and word[-1] != "z" and len(word) > _SHORTEST_NOUN else word


def politely(text: str, background: Background) -> str:
    """Wrap a request as in a letter: a greeting, a polite formula before, thanks after."""
    asked = bare_request(text)
    if len(asked.split()) < _SHORTEST_WRAPPED or _GREETED.match(text):
        return text
    said = asked[:1].lower() + asked[1:] if asks(asked) else f": {asked}"
    if background.language == "en":
        return f"Hello, could you please tell me {said}? Thank you in advance."
    return f"Bonjour, pourriez-vous me dire {said} s'il vous plaît ? Merci d'avance."


def familiarly(text: str, background: Background) -> str:
    """Wrap a request as among friends: « salut, dis moi … stp merci »."""
    asked = bare_request(text)
    if background.language != "fr" or len(asked.split()) < _SHORTEST_WRAPPED or _GREETED.match(text):
        return text
    said = asked[:1].lower() + asked[1:] if asks(asked) else asked
    return f"salut ! j'ai une petite question, {said} stp ? merci bcp"


def with_other_name(text: str, background: Background) -> str:
    """Call the first term that can take one by another of its French names; see `_fits`."""
    if background.language != "fr":
        return text
    for named, entry in background.terms(text):
        written = fold(text[named.start : named.end])
        other = next(
            (name for name in _names_of(entry) if fold(name) not in fold(text) and _fits(name, written, entry)), ""
        )
        if other:
            return text[: named.start] + other + text[named.end :]
    return text


def _names_of(entry: LexiconEntry) -> tuple[str, ...]:
    acronym = (entry.acronym,) if entry.acronym else ()
    return (entry.term, *acronym, *entry.expansions, *entry.aliases.fr)


def _fits(other: str, written: str, entry: LexiconEntry) -> bool:
    """Tell whether a name may stand where a folded one stands, with the same article and the same verb.

    The one written is a name of the term, letter for letter, and not of one of its numbered parts; one of
    both is the acronym, or both begin by the
    same word, or the term is a proper name; and both open with a vowel or not, both are plural or not.
    """
    new, short = fold(other), fold(entry.acronym or "")
    if written not in {fold(name) for name in _names_of(entry)} or _NUMBER.search(written):
        return False
    alike = entry.kind in _PROPER or short in {new, written} or new.split()[0] == written.split(maxsplit=1)[0]
    plural = [one != short and one.split()[0].endswith("s") for one in (new, written)]
    return alike and new.startswith(_VOWELS) == written.startswith(_VOWELS) and plural[0] == plural[1]


def bare_request(text: str) -> str:
    """Return a request without the marks that end it."""
    return text.strip().rstrip(" ?!.…\u00a0\u202f")


def asks(text: str) -> bool:
    """Tell whether a text opens with words that ask."""
    return _OPENING.match(text) is not None
