"""Persons that no list of first names holds: a civility, initials, or what only a person says or does.

A firm may propose, recall or stress; it does not take notes, confide, apologise or sign « bises ». Only such words make
a person of an unknown word. Measured on 86 unlisted names in 43 turns of phrase.
"""

import re
from collections.abc import Iterable, Iterator

from assistant.french import fold
from ingest.redaction_cues import AFTER_FULL_NAME, AFTER_PERSON
from ingest.redaction_full_names import AFTER, SURNAME, is_family_name, takes_part
from ingest.redaction_lexicon import Person, is_first_name, is_unknown, names_a_body
from ingest.redaction_public import PublicRoles

_CAPITAL = "[A-ZÀ-ÖØ-ÞŒŁŚŻ]"
_LETTERS = "[^\\W\\d_]"
_NAME = rf"(?P<name>{_CAPITAL}{_LETTERS}{{2,}}(?:-{_LETTERS}+)*(?: {_CAPITAL}{_LETTERS}{{2,}}(?:-{_LETTERS}+)*)?)"
_AROUND = 32
"""Characters around an unknown word in which the words that address it stand."""
_KIN = (
    r"(?:fils|fille|mari|femme|compagne|compagnon|mère|père|frère|sœur|tante|oncle|cousine?|collègue|voisine?|tutrice|"
    r"tuteur|amie?|copine|copain)"
)
_SAID_TO = re.compile(
    rf"(?:\b(?:[Cc]onfie|[Rr]aconte|[Ss]ourit|[Pp]laisante|[Tt]émoigne|s['’]amuse|s['’]exclame|soupire|se souvient) "
    rf"|\b(?:[Vv]erbatim|[Tt]émoignage|[Pp]arole) \("
    rf"|\b(?:[Qq]uestion|[Rr]emarque|[Pp]rise de parole|[Aa]nniversaire) (?:de |d['’])"
    rf"|(?<=[a-zé], )(?={_CAPITAL}{_LETTERS}+ \?)"
    rf"|\b{_KIN} (?:de |d['’])?|(?<![\w.])@|\b(?:[Pp]ensée pour|[Bb]ises,?) ){_NAME}"
    rf"|\b(?:[Bb]onjour|[Bb]onsoir|[Ss]alut|[Cc]oucou|[Hh]ello|[Bb]ravo|[Cc]hère?|[Mm]erci) "
    rf"{_NAME.replace('<name>', '<greeted>')}(?=\s?[,!.\n]|\s?$)"
    rf"|^\[{_NAME.replace('<name>', '<bracket>')}\](?= )",
    re.MULTILINE,
)
_DOES = re.compile(
    rf"(?:(?<=^)|(?<=[.!?…«] )|(?<=^[-–•—] )|(?<=[:;,] )|(?<=et )){_NAME}"
    r"(?:(?: \([^()\n]{1,40}\))? (?:prend(?:ra)? (?:les notes|la parole|la main)|raconte|témoigne|s['’]interroge|"
    r"se demande|s['’]excuse|"
    r"est (?:absente?|excusée?|malade|en retard|hospitalisée?|d['’]accord)|confie|remercie|sourit|clôt la|"
    r"ouvre la séance|"
    r"(?:nous )?a (?:apporté|quittés|rejoints|pris la parole|remercié|raconté|posé (?:la|une)|demandé si|proposé qu)|"
    r"pose (?:la|une) question|propose (?:qu|de (?:se|nous))|(?:évoque|parle de) (?:son|sa|ses)|tient la caisse|"
    r"n['’]est pas (?:là|d['’]accord|convaincu)|s['’]occupe|garde les|nous rejoint|a (?:raison|hâte|mal))"
    r"|, (?:tu|peux-tu|veux-tu)\b|\s?:\s?(?:«|[Jj]e\b|[Jj]['’]|[Oo]ui\b|[Nn]on\b|[Oo]k\b|[Mm]erci\b|[Bb]onjour\b))",
    re.MULTILINE,
)
_TWO_WORDS = re.compile(
    rf"(?<![\w@./’'-])(?P<first>{_CAPITAL}{_LETTERS}{{2,}}(?:-{_LETTERS}+)*)(?P<family>{SURNAME.pattern})"
)
_CIVILITY = re.compile(
    rf"(?<!\w)(?:(?P<plural>MM\.|Mmes|Messieurs|Mesdames)|M\.|Mme|Mlle|Mr|Monsieur|Madame|Maître|Sœur|Docteure?|"
    rf"Me(?= \w{{4}})|Dre?|Pre?) "
    rf"(?:(?P<article>Le |La )|(?:de |d['’]|du |des |El |Ben |Van |De )*)(?={_CAPITAL}){_LETTERS}[\w'’-]*"
    rf"(?: (?={_CAPITAL}){_LETTERS}[\w'’-]*)?"
)
_NEXT = re.compile(rf"(?:, (?:et )?| et | & )({_CAPITAL}[\w'’-]+)")
_INITIAL = rf"{_CAPITAL}[a-z]?\.(?:[ -]?{_CAPITAL}\.)?"
_INITIALS = re.compile(rf"(?<!\w){_INITIAL} ?({_CAPITAL}{_LETTERS}+(?:-{_LETTERS}+)*)")
_MORE_INITIALS = re.compile(rf"(?:(?:, | et | & ){_INITIAL} ?{_CAPITAL}{_LETTERS}+(?:-{_LETTERS}+)*)+")
_INITIALS_BY = re.compile(rf"\b(?:par|avec|selon|dixit) ({_CAPITAL}\. ?{_CAPITAL}\.)(?![\w.]| ?{_CAPITAL})")
_TWO_INITIALS = re.compile(rf"(?<![\w.]){_CAPITAL}\.-{_CAPITAL}\.(?! ?{_CAPITAL})")
_ERA = re.compile(r"(?i:\bav\.|\bap\.|\bapr\.|avant|après) $")
_ROLE_SAID = re.compile(r"\s?:\s?[a-zà-ÿ]")


def unlisted_persons(
    text: str, words: Iterable[re.Match[str]], roles: PublicRoles, *, meeting: bool
) -> Iterator[Person]:
    """Yield the persons told by a civility, by initials or by a human act, public roles left out.

    `words` are those of the text with a capital.
    """
    yield from _titled(text, roles)
    yield from _by_initials(text, roles, meeting=meeting)
    for match in words:
        if len(match.group()) > 2 and is_unknown(match.group()):
            yield from _told(text, match, roles)


def _told(text: str, word: re.Match[str], roles: PublicRoles) -> Iterator[Person]:
    """Yield the person that opens with an unknown word, or that the words before it address."""
    named = _TWO_WORDS.match(text, word.start())
    if named and _is_full_unlisted(text, named, roles):
        yield Person(*named.span(), full=True)
    first = max(text.rfind("\n", 0, word.start()) + 1, word.start() - _AROUND)
    for match in (_DOES.match(text, word.start()), _SAID_TO.search(text, first, word.end() + _AROUND)):
        if match is None:
            continue
        start, end = match.span(match.lastgroup or 0)
        if _is_nobody_else(text[start:end]) and not roles.seems(start, end) and not roles.holds(start, end):
            yield Person(start, end, full=" " in text[start:end])


_WRITTEN = re.compile(r"[^\W\d_][^\W\d_A-ZÀ-ÖØ-Þ]+(?:-[^\W\d_][^\W\d_A-ZÀ-ÖØ-Þ]*)*")
"""A word with a capital at the start of its parts only: no acronym, no « FabLab »."""
_NOT_PERSONS = frozenset(
    [
        "verbatim",
        "debrief",
        "brief",
        "icebreaker",
        "doodle",
        "newsletter",
        "podcast",
        "feedback",
        "workshop",
        "webinaire",
        "webinar",
        "timing",
        "storytelling",
        "brainstorming",
        "benchmark",
        "mindmap",
        "crowdfunding",
        "coworking",
        "ateliers",
    ]
)
"""Folded words of meetings that no list of everyday French holds."""


def _is_nobody_else(name: str) -> bool:
    """Tell whether each word is in no list, or is a first name, and none is an acronym."""
    words = name.split()
    return (
        fold(words[0]) not in _NOT_PERSONS
        and all(_WRITTEN.fullmatch(word) and (is_unknown(word) or is_first_name(word)) for word in words)
        and any(map(is_unknown, words))
    )


def _is_full_unlisted(text: str, match: re.Match[str], roles: PublicRoles) -> bool:
    """Tell whether two unknown words with a capital are those of a person, by a by-line, a trade or an act."""
    first, family = match["first"], match["family"]
    if first.isupper() or family.isupper() or not is_family_name(family):
        return False
    return takes_part(text, *match.span(), roles, alone=False) and not roles.holds(*match.span())


def _titled(text: str, roles: PublicRoles) -> Iterator[Person]:
    for match in _CIVILITY.finditer(text):
        start, end = match.span()
        if match["article"] and not is_unknown(text[match.end("article") : end].split(maxsplit=1)[0]):
            continue
        if roles.holds(start, end) or names_a_body(text[max(0, start - 40) : start]):
            continue
        yield Person(start, end, full=True)
        following = _NEXT.match(text, end) if match["plural"] else None
        while following:
            yield Person(*following.span(1), full=True)
            following = _NEXT.match(text, following.end())


def _by_initials(text: str, roles: PublicRoles, *, meeting: bool) -> Iterator[Person]:
    """Yield the family names after an initial that act as in a meeting, and the double initials alone."""
    for match in _INITIALS.finditer(text):
        public = roles.seems(*match.span()) or roles.holds(*match.span())
        if not public and (meeting or is_unknown(match[1]) or _acts(text, *match.span())):
            yield Person(*match.span(), full=True)
    for match in _INITIALS_BY.finditer(text):
        yield Person(*match.span(1))
    for match in _TWO_INITIALS.finditer(text) if ".-" in text else ():
        if not _ERA.search(text, max(0, match.start() - 8), match.start()):
            yield Person(*match.span())


def _acts(text: str, start: int, end: int) -> bool:
    more = _MORE_INITIALS.match(text, end)
    end = more.end() if more else end
    after = text[end : end + AFTER]
    opens = start == 0 or text[start - 1] == "\n" or text[max(0, start - 3) : start].strip(" -•–") == ""
    acts = AFTER_FULL_NAME.match(after) or (more and AFTER_PERSON.match(after))
    return bool(acts or (opens and _ROLE_SAID.match(after)))


def repeated_persons(text: str, persons: list[Person]) -> Iterator[Person]:
    """Yield the other places of a full name, and those where its family name stands alone."""
    full = {text[one.start : one.end] for one in persons if one.full}
    tokens = {
        word
        for name in full
        for word in re.findall(rf"{_LETTERS}[\w-]{{2,}}", name)
        if word[0].isupper() and is_unknown(word) and not is_first_name(word) and fold(word) not in _TITLES
    }
    tokens |= {name for name in full if " " in name and not tokens.isdisjoint(name.split())}
    if not tokens:
        return
    pattern = "|".join(re.escape(word) for word in sorted(tokens, key=lambda word: (-len(word), word)))
    for match in re.finditer(rf"(?<![\w@./-])(?:{pattern})(?![\w@/-])", text):
        if not names_a_body(text[max(0, match.start() - 40) : match.start()]):
            yield Person(*match.span())


_TITLES = frozenset({"mme", "mmes", "mlle", "maitre"})
