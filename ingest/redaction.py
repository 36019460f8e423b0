"""Take out what gives access to a person or to a meeting: links, numbers, codes, addresses.

Names of persons are the matter of `ingest.redaction_names`. A rule here must hold for any document: it
looks at the shape of a value, and at the words that announce it, never at one value.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from ingest.aligned import AlignedText, Edit
from ingest.cleaning_log import CleaningLog

_MEETING_HOSTS = re.compile(
    r"(^|[./@])(zoom\.(us|com)|zoomgov\.com|teams\.(microsoft|live)\.com|meet\.google\.com|meet\.jit\.si|"
    r"[\w-]*jitsi[\w.-]*|whereby\.com|webex\.com|gotomeet(ing)?\.(com|me)|gotowebinar\.com|bluejeans\.com|"
    r"framatalk\.org|[\w-]*(bbb|bigbluebutton)[\w.-]*|visio[\w-]*\.[\w.-]+|livestorm\.co|"
    r"(?:meet|kmeet|webconf|conf)\.[\w.-]+|rendez-vous\.renater\.fr|webconf[\w-]*\.[\w.-]+|talky\.io|"
    r"discord\.gg|chat\.whatsapp\.com|t\.me)($|[/:?#])",
    re.IGNORECASE,
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

_EMAIL = re.compile(r"(?:mailto:\s?)?(?<![\w.+-])[\w.+%-]{1,64}[ ]?@[ ]?(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}\b", re.I)
_AT = (
    r"\s*(?:\(\s*(?:at|arobase|a)\s*\)|\[\s*(?:at|arobase|a)\s*\]|\{\s*(?:at|arobase)\s*\}|\s(?:AT|"
    r"arobase)\s)\s*"
)
_DOT = r"(?:\s*(?:\(\s*(?:dot|point|pt)\s*\)|\[\s*(?:dot|point|pt)\s*\]|\s(?:DOT|point)\s)\s*|\.)"
_HIDDEN_EMAIL = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,3}}\b")

_FRENCH_PHONE = re.compile(
    r"(?<![\d,])(?:\(?(?:\+|00)\s?(?:33|262|590|594|596|687|689)\)?[ .\-]?(?:\(0\)[ .\-]?)?[1-9]|0[1-9])"
    r"(?:[ .\-/\n]{0,2}\d{2}){4}(?!\d)"
)
_FREE_PHONE = re.compile(r"(?<![\d,])0[ .]?8\d{2}(?:[ .\-]?\d{3}){2}(?!\d)|(?<!\d)0 8\d{2}(?: \d{2}){3}(?!\d)")
_FOREIGN_PHONE = re.compile(r"(?<![\w+])\+\s?\d{1,3}(?:[ .\-/]?\(?\d{1,4}\)?){2,6}(?!\d)")

_MEETING = r"(?:r[ée]union|meeting|webinaire|webinar|conf[ée]rence|visio(?:conf[ée]rence)?|salle|salon)"
_MEETING_NUMBER = re.compile(
    rf"\b(?:ID|identifiant|num[ée]ro|n°|code)\s*(?:de\s+|du\s+|d['’]\s?)?(?:la\s+|l['’])?{_MEETING}"
    rf"(?:\s+zoom|\s+teams)?\s*(?:[:=]|est)?\s*(?P<value>\d[\d .\-]{{5,20}}\d)"
    rf"|\b{_MEETING}\s+ID\s*[:=]?\s*(?P<other>\d[\d .\-]{{5,20}}\d)",
    re.IGNORECASE,
)
_CODE_NAME = (
    r"(?:code\s+(?:secret|d['’]\s?acc[èe]s|de\s+(?:la\s+)?(?:r[ée]union|s[ée]curit[ée]|connexion))|"
    r"mot\s+de\s+passe"
    r"|mots\s+de\s+passe|mdp|passcode|password|code\s+pin|\bpin|cl[ée]\s+(?:secr[èe]te|d['’]\s?acc[èe]s))"
)
_CODE = re.compile(
    rf"\b{_CODE_NAME}(?:\s+(?:de|du|pour)\s+[\w'’ ]{{1,30}})?(?:\s+est\b)?\s*(?:[:=]\s*|(?=\d)|(?<=\best)\s+)"
    r"(?P<value>(?!\[)(?:\d{2,4}(?: \d{2,4}){1,3}|[^\s,;]{2,64}))",
    re.IGNORECASE,
)
_BARE_CODE = re.compile(r"\bcode\s*[:=]\s*(?P<value>\d{3}[ .\-]?\d{3,6}|\d{4,10})(?!\d)", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_NIR = re.compile(r"(?<!\d)[1-478] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)")

LINK_REACH = 300
"""Characters before a secret parameter in which the link that carries it begins."""


@dataclass(frozen=True, slots=True)
class ContactRule:
    """A shape of private value, the check that spares look-alikes, and what the reader sees instead."""

    name: str
    pattern: re.Pattern[str]
    replacement: str
    holds: Callable[[str], bool] = lambda value: True


def _is_private_link(link: str) -> bool:
    plain = unquote(link)
    host = plain.split("://")[-1].split("/")[0].split("?")[0]
    return bool(_MEETING_HOSTS.search(host)) or bool(_SECRET_PARAMETER.search(plain)) or "@" in host


def _is_iban(value: str) -> bool:
    """Check the remainder of ISO 13616: digits and letters, moved and read as one number, leave 1 by 97."""
    compact = value.replace(" ", "")
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def _is_nir(value: str) -> bool:
    """Check the key of a French social security number: 97 less the 13 first digits modulo 97."""
    compact = value.replace(" ", "").replace("2A", "19").replace("2B", "18")
    return int(compact[13:]) == 97 - int(compact[:13]) % 97


RULES = (
    ContactRule("meeting_link", _LINK, "[lien de réunion retiré]", _is_private_link),
    ContactRule("meeting_link", _CODED_LINK, "[lien de réunion retiré]", _is_private_link),
    ContactRule("meeting_link", _SECRET_PIECE, "[lien de réunion retiré]"),
    ContactRule("email", _EMAIL, "[adresse électronique retirée]"),
    ContactRule("email", _HIDDEN_EMAIL, "[adresse électronique retirée]"),
    ContactRule("iban", _IBAN, "[IBAN retiré]", _is_iban),
    ContactRule("social_security_number", _NIR, "[numéro de sécurité sociale retiré]", _is_nir),
    ContactRule("meeting_number", _MEETING_NUMBER, "[numéro de réunion retiré]"),
    ContactRule("access_code", _CODE, "[code retiré]"),
    ContactRule("access_code", _BARE_CODE, "[code retiré]"),
    ContactRule("phone", _FRENCH_PHONE, "[téléphone retiré]"),
    ContactRule("phone", _FREE_PHONE, "[téléphone retiré]"),
    ContactRule("phone", _FOREIGN_PHONE, "[téléphone retiré]"),
)


def redact_contacts(text: AlignedText, log: CleaningLog) -> AlignedText:
    """Replace every private link, number, code and address by words that say what was there."""
    for rule in RULES:
        edits: list[Edit] = []
        for start, end in _values(rule, text.text):
            log.add(rule.name, "replaced", text.cut(start, end), detail="donnée privée")
            edits.append((start, end, rule.replacement))
        text = text.edited(edits)
    return text


def is_private_url(url: str) -> bool:
    """Tell whether an address opens a meeting or carries a secret."""
    return _is_private_link(url)


def _values(rule: ContactRule, text: str) -> Iterator[tuple[int, int]]:
    previous = 0
    for match in rule.pattern.finditer(text):
        named = [name for name, value in match.groupdict().items() if value]
        start, end = match.span(named[0]) if named else match.span()
        value = text[start:end]
        if rule.pattern in (_LINK, _CODE):
            end = start + len(value.rstrip(_TRAILING)) if value.rstrip(_TRAILING) else end
        if rule.pattern is _SECRET_PIECE:
            found = _TOKEN_START.search(text, max(previous, start - LINK_REACH), start)
            start = found.start() if found else start
        if start >= previous and rule.holds(text[start:end]):
            previous = end
            yield start, end
