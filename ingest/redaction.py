"""Take out what gives access to a person or to a meeting: links, numbers, codes, addresses.

Names of persons are the matter of `ingest.redaction_names`. A rule here must hold for any document: it
looks at the shape of a value, and at the words that announce it, never at one value.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from ingest.aligned import AlignedText, Edit
from ingest.cleaning_log import CleaningLog
from ingest.redaction_codes import BARE_CODE, CODE, MEETING_NUMBER, codes_in_tables
from ingest.redaction_numbers import Span, cards, ibans, social_security_numbers

_MEETING_HOSTS = re.compile(
    r"(^|[./@])(zoom\.(us|com)|zoomgov\.com|teams\.(microsoft|live)\.com|meet\.google\.com|meet\.jit\.si|"
    r"[\w-]*jitsi[\w.-]*|whereby\.com|webex\.com|gotomeet(ing)?\.(com|me)|gotowebinar\.com|bluejeans\.com|"
    r"framatalk\.org|[\w-]*(bbb|bigbluebutton)[\w.-]*|visio[\w-]*\.[\w.-]+|livestorm\.co|"
    r"(?:meet|kmeet|webconf|conf|reunion|zoom|teams)\.[\w.-]+|webinaires?[\w-]*\.[\w.-]+|rendez-vous\.renater\.fr|webconf[\w-]*\.[\w.-]+|talky\.io|"
    r"discord\.gg|chat\.whatsapp\.com|t\.me)($|[/:?#])",
    re.IGNORECASE,
)
_MEETING_PATH = re.compile(
    r"/(?:meeting/signin|meetup-join|wc/join|rooms/[\w-]{3,}/join|b/[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3})", re.IGNORECASE
)
_SECRET_PARAMETER = re.compile(
    r"(?:^|[?&;#/_.-])(?:pwd|passcode|passwd|password|pass|mdp|motdepasse|token|tk|secret|key|apikey|"
    r"api_key|sig|"
    r"signature|access_token|auth|invite|code)=",
    re.IGNORECASE,
)
_CODED_LINK = re.compile(r"\bhttps?%3A%2F%2F[^\s<>«»\"]+", re.IGNORECASE)
_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,15}://[^\s<>«»\"]+|\b(?:www\.)?(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}/[^\s<>«»\"]*",
    re.IGNORECASE,
)
_SECRET_PIECE = re.compile(
    r"[?&;#](?:pwd|passcode|passwd|password|mdp|token|secret|access_token|apikey)=[^\s<>«»\"]+", re.IGNORECASE
)
_TOKEN_START = re.compile(r"[^\s<>«»\"]*$")
_TRAILING = ".,;:!?)]}»’'"

_EMAIL = re.compile(
    r"(?:mailto:\s?)?(?<![\w.+-])[\w.+%-]{1,64}(?: \+ [\w.-]{1,30})?[ ]?(?:@|%40)[ ]?"
    r"(?:(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}\b|(?:[\w-]{1,63} \. ){1,3}(?-i:[a-z]{2,6})\b)",
    re.IGNORECASE,
)
_AT = (
    r"\s*(?:\(\s*(?:at|arobase|a)\s*\)|\[\s*(?:at|arobase|a)\s*\]|\{\s*(?:at|arobase)\s*\}|\s(?:AT|"
    r"arobase)\s)\s*"
)
_DOT = r"(?:\s*(?:\(\s*(?:dot|point|pt)\s*\)|\[\s*(?:dot|point|pt)\s*\]|\s(?:DOT|point)\s)\s*|\.)"
_SPELLED_DOT = r"(?:\s(?:dot|point|DOT)\s)"
_HIDDEN_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,3}}"
    rf"|\sat\s[\w-]{{1,63}}(?:{_SPELLED_DOT}[\w-]{{1,63}}){{1,3}})\b"
)
_AT_SIGN = re.compile(r"[(\[{]\s{0,3}(?:at|arobase|a)\s{0,3}[)\]}]|\s(?:AT|at|arobase)\s")

_FRENCH_PHONE = re.compile(
    r"(?<![\d,])(?:\(?(?:\+|00)\s?(?:33|262|590|594|596|687|689)\)?[ .\-]?(?:\(0\)[ .\-]?)?[1-9]|0[1-9])"
    r"(?:[ .\-/\n]{0,2}\d{2}){4}(?!\d)"
)
_FREE_PHONE = re.compile(r"(?<![\d,])0[ .]?8\d{2}(?:[ .\-]?\d{3}){2}(?!\d)|(?<!\d)0 8\d{2}(?: \d{2}){3}(?!\d)")
_FOREIGN_PHONE = re.compile(r"(?<![\w+])\+\s?\d{1,3}(?:[ .\-/]?\(?\d{1,4}\)?){2,6}(?!\d)")

_BRAZILIAN_PHONE = re.compile(r"(?<![\d+])\(0?[1-9]\d\)[ ]?9?[ ]?\d{4}[ .\-]?\d{4}(?!\d)")

_MANY_DIGITS = re.compile(r"\d(?:[ .\-/()\n]{0,3}\d){6}")
_CODE_WORDS = ("code", "passe", "mdp", "pass", "pin", "clé", "cle ", "identifiant", "login", "utilisateur")

_MEETING_WORDS = ("réunion", "reunion", "meeting", "webin", "conf", "visio", "salle", "salon")

_LINK_SAID = "[lien de réunion retiré]"
_EMAIL_SAID = "[adresse électronique retirée]"
_PHONE_SAID = "[téléphone retiré]"

_NOT_BLANK = re.compile(r"\S")
LINES_AFTER = 2
"""Lines that say something, after an announcement, in which its value stands; a number may be cut in two."""

LINK_REACH = 300
"""Characters before a secret parameter in which the link that carries it begins."""


@dataclass(frozen=True, slots=True)
class ContactRule:
    """A kind of private value, how it is found around what announces it, and what the reader sees instead."""

    name: str
    replacement: str
    find: Callable[[str, int, int], Iterator[Span]]
    """Yield the values of `text[start:end]`, in order; it may look around."""
    anchors: tuple[str, ...] | re.Pattern[str]
    """What a line must hold for the rule to be tried on it and on its neighbours; words in small letters."""


def _is_private_link(link: str) -> bool:
    plain = unquote(link)
    host = plain.split("://")[-1].split("/")[0].split("?")[0]
    return bool(_MEETING_HOSTS.search(host) or _MEETING_PATH.search(plain) or _SECRET_PARAMETER.search(plain)) or (
        "@" in host
    )


def _links(pattern: re.Pattern[str]) -> Callable[[str, int, int], Iterator[Span]]:
    """Return what finds the private links among those of a pattern, without the punctuation that ends them."""

    def find(text: str, start: int, end: int) -> Iterator[Span]:
        for match in pattern.finditer(text, start, end):
            link = match.group().rstrip(_TRAILING) or match.group()
            if _is_private_link(link):
                yield match.start(), match.start() + len(link)

    return find


def _secret_pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the secret parameters left of a link that was cut, with what stands before them in one piece."""
    for match in _SECRET_PIECE.finditer(text, start, end):
        found = _TOKEN_START.search(text, max(start, match.start() - LINK_REACH), match.start())
        yield (found.start() if found else match.start()), match.end()


def _values(pattern: re.Pattern[str], trailing: str = "") -> Callable[[str, int, int], Iterator[Span]]:
    """Return what finds the named groups of a pattern, or all that it matches when it has none."""

    def find(text: str, start: int, end: int) -> Iterator[Span]:
        for match in pattern.finditer(text, start, end):
            first, last = match.span(match.lastgroup) if match.lastgroup else match.span()
            value = text[first:last].rstrip(trailing) if trailing else ""
            yield first, first + len(value) if value else last

    return find


RULES = (
    ContactRule("meeting_link", _LINK_SAID, _links(_LINK), ("/",)),
    ContactRule("meeting_link", _LINK_SAID, _links(_CODED_LINK), ("%3a", "%2f")),
    ContactRule("meeting_link", _LINK_SAID, _secret_pieces, ("=",)),
    ContactRule("email", _EMAIL_SAID, _values(_EMAIL), ("@", "%40")),
    ContactRule("email", _EMAIL_SAID, _values(_HIDDEN_EMAIL), _AT_SIGN),
    ContactRule("iban", "[IBAN retiré]", ibans, _MANY_DIGITS),
    ContactRule("social_security_number", "[numéro de sécurité sociale retiré]", social_security_numbers, _MANY_DIGITS),
    ContactRule("card_number", "[numéro de carte retiré]", cards, _MANY_DIGITS),
    ContactRule("meeting_number", "[numéro de réunion retiré]", _values(MEETING_NUMBER), _MEETING_WORDS),
    ContactRule("access_code", "[code retiré]", _values(CODE, _TRAILING), _CODE_WORDS),
    ContactRule("access_code", "[code retiré]", codes_in_tables, ("|",)),
    ContactRule("access_code", "[code retiré]", _values(BARE_CODE, _TRAILING), ("code",)),
    ContactRule("phone", _PHONE_SAID, _values(_FRENCH_PHONE), _MANY_DIGITS),
    ContactRule("phone", _PHONE_SAID, _values(_FREE_PHONE), _MANY_DIGITS),
    ContactRule("phone", _PHONE_SAID, _values(_FOREIGN_PHONE), _MANY_DIGITS),
    ContactRule("phone", _PHONE_SAID, _values(_BRAZILIAN_PHONE), _MANY_DIGITS),
)


def redact_contacts(text: AlignedText, log: CleaningLog) -> AlignedText:
    """Replace every private link, number, code and address by words that say what was there."""
    windows: dict[object, list[Span]] = {}
    for rule in RULES:
        if rule.anchors not in windows:
            windows[rule.anchors] = _windows(text.text, rule.anchors)
        edits: list[Edit] = []
        for start, end in _found(rule, text.text, windows[rule.anchors]):
            log.add(rule.name, "replaced", text.cut(start, end), detail="donnée privée")
            edits.append((start, end, rule.replacement))
        if edits:
            text, windows = text.edited(edits), {}
    return text


def is_private_url(url: str) -> bool:
    """Tell whether an address opens a meeting or carries a secret."""
    return _is_private_link(url)


def _found(rule: ContactRule, text: str, windows: Iterable[Span]) -> Iterator[Span]:
    """Yield the values that a rule finds in some windows, without overlap."""
    previous = 0
    for first, last in windows:
        for start, end in rule.find(text, first, last):
            if start >= previous:
                previous = end
                yield start, end


def _windows(text: str, anchors: tuple[str, ...] | re.Pattern[str]) -> list[Span]:
    """Return stretches of whole lines: those with an anchor, one before, two that say something after."""
    windows: list[Span] = []
    looked = -1
    for place in sorted(_places(text, anchors)):
        if place <= looked:
            continue
        looked = end = _line_end(text, place)
        for _ in range(LINES_AFTER):
            end = _line_end(text, _after_blanks(text, end))
        start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, place))) + 1
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end))
    return windows


def _after_blanks(text: str, start: int) -> int:
    """Return the place of the next character that is no blank, the end of the text when there is none."""
    found = _NOT_BLANK.search(text, start)
    return found.start() if found else len(text)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _places(text: str, anchors: tuple[str, ...] | re.Pattern[str]) -> Iterator[int]:
    if isinstance(anchors, re.Pattern):
        yield from (match.start() for match in anchors.finditer(text))
        return
    lowered = text.lower()
    if len(lowered) != len(text):  # a rare letter grows when it is made small: look everywhere
        lowered = text
        anchors = ("",)
    for anchor in anchors:
        place = lowered.find(anchor)
        while place >= 0:
            yield place
            place = lowered.find("\n", place + 1)
            place = lowered.find(anchor, place) if place >= 0 else -1
