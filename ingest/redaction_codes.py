"""What opens a meeting or a door: numbers of meetings, access codes, passwords, in prose and in tables."""

import re
from collections.abc import Iterator, Sequence

from assistant.french import fold

Span = tuple[int, int]

_MEETING = r"(?:r[ée]union|meeting|webinaire|webinar|conf[ée]rence|visio(?:conf[ée]rence)?|salle|salon)"
_BULLET = r"(?:(?:[-•*+]|\d{1,2}[.)])[ \t]+|\|[ \t]*\d{0,3}[ \t]*\|[ \t]*)"
"""What stands before a value that has its own item of a list, or its own row of a table."""
_BEFORE_NUMBER = rf"\s{{0,9}}(?:[:=|→]|est\b|is\b)?[\s|]{{0,9}}{_BULLET}?"
MEETING_NUMBER = re.compile(
    rf"\b(?:ID|identifiant|num[ée]ro|n°|code)\s{{0,3}}(?:de\s+|du\s+|d['’]\s?)?(?:la\s+|l['’])?{_MEETING}"
    rf"(?:\s+zoom|\s+teams|\s+webex)?{_BEFORE_NUMBER}(?P<value>\d[\d .\-]{{5,20}}\d)"
    rf"|\b{_MEETING}\s+ID{_BEFORE_NUMBER}(?P<other>\d[\d .\-]{{5,20}}\d)",
    re.IGNORECASE,
)
_CODE_NAME = (
    r"(?:codes?\s+(?:secret|d['’]\s?acc[èe]s|d['’]\s?entr[ée]e|confidentiel|personnel"
    r"|de\s+(?:la\s+)?(?:r[ée]union|s[ée]curit[ée]|connexion|visio|salle|porte))|"
    r"mots?\s+de\s+passe|mdp|passcode|pass\s?code|password|code\s+pin|\bpin|digicode|"
    r"cl[ée]\s+(?:secr[èe]te|d['’]\s?acc[èe]s|wi-?fi))"
)
_NOT_SAID = (
    r"(?!demand|requi|n[ée]cessaire|obligatoire|envoy|communiqu|affich|indiqu|donn|transmis|inutile|facultati|diff[ée]|"
    r"personnel|[àa]\b|au\b|dans\b|sur\b|l[ea]\b|inchang|fourni|rappel|chang|mis\b|perdu|disponible|en\b|votre\b)"
)
"""What follows « le mot de passe est » without being the password."""
_LOGIN = r"(?:identifiant|login|username|nom\s+d['’]utilisateur)(?:\s+de\s+connexion)?"
_ABOUT = r"(?:\s+(?:de|du|pour|d['’])\s?[\w'’ ]{1,30}?)?"
_FIGURES = (
    "z[ée]ro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|"
    "trente|quarante|cinquante|soixante|cents?|mille|et"
)
_IN_WORDS = rf"(?:{_FIGURES})(?:[ ,.\-]{{1,3}}(?:{_FIGURES})\b){{2,15}}"
_GROUPED = r"\d{1,4}(?:[ .\-]\d{1,4}){1,4}"
CODE = re.compile(
    rf"\b{_CODE_NAME}{_ABOUT}(?:\s+est)?[ \t]*"
    rf"(?:[:=|→]\s*\|?\s*{_BULLET}(?=\S*\d)|[:=|→][\s|]*|\n\s*{_BULLET}?(?=\S*\d)"
    rf"|(?=\d)|(?<=\best)\s+{_NOT_SAID}|\s(?=[^\s,;]*\d))"
    rf"(?P<value>(?!\[)(?:{_GROUPED}|{_IN_WORDS}|[^\s,;|]{{2,64}}))"
    rf"|\b{_LOGIN}\s{{0,2}}[:=]\s{{0,3}}(?P<login>(?!\[)(?:{_GROUPED}|[^\s,;|]{{2,64}}))",
    re.IGNORECASE,
)
_PUBLIC_CODES = (
    r"(?!postal|postaux|ape\b|naf\b|insee|civil|du\b|des\b"
    r"|de\s+(?:bonne|conduite|commerce|route|l)|barre|source|couleur)"
)
BARE_CODE = re.compile(
    rf"\bcodes?\b\s*{_PUBLIC_CODES}(?:[\w-]{{2,15}}\s{{0,2}}){{0,2}}(?:[:=]|est)[\s|]{{0,9}}{_BULLET}?"
    rf"(?P<value>\d{{3}}[ .\-]?\d{{3,6}}(?!\d)|\d{{4,10}}(?!\d)|{_IN_WORDS}"
    r"|(?=[\w!#@$%&*?.+-]{0,40}\d)[\w!#@$%&*?.+-]{4,40})"
    r"|\bcodes?\s(?P<spaced>\d{3,4}[ .\-]\d{3,4}(?!\d)|\d{4,10}(?!\d))",
    re.IGNORECASE,
)

_SECRET_COLUMNS = frozenset(
    {"mot de passe", "mdp", "passcode", "password", "code d'acces", "code secret", "pin", "code pin", "digicode"}
)
_OPENING_COLUMNS = _SECRET_COLUMNS | {
    "id",
    "identifiant",
    "login",
    "code",
    "numero de reunion",
    "id de reunion",
    "meeting id",
    "id reunion",
}
_EMPTY_CELL = re.compile(r"[\s:|\-]*")


def codes_in_tables(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the cells of `text[start:end]` under a heading that announces a code.

    A column « ID » or « Code » counts only in a table that has a column of passwords.
    """
    columns: list[int] = []
    position = start
    for line in text[start:end].split("\n"):
        cells = _cells(line, position)
        heads = _secret_columns(text, cells)
        if heads or not cells:
            columns = heads
        else:
            yield from (cells[column] for column in columns if column < len(cells) and _holds(text, cells[column]))
        position += len(line) + 1


def _cells(line: str, start: int) -> list[Span]:
    """Return where each cell of a row lies, spaces around it left out; none when the line is no row."""
    if "|" not in line:
        return []
    cells: list[Span] = []
    position = start
    for cell in line.split("|"):
        first = position + len(cell) - len(cell.lstrip())
        cells.append((first, max(first, position + len(cell.rstrip()))))
        position += len(cell) + 1
    return cells


def _secret_columns(text: str, cells: Sequence[Span]) -> list[int]:
    if len([one for one in cells if one[0] < one[1]]) < 2:
        return []
    names = [fold(text[first:last]) for first, last in cells]
    following = [names[number + 1] if number + 1 < len(names) else "" for number in range(len(names))]
    beside_a_value = any(
        name in _SECRET_COLUMNS and any(sign.isdigit() for sign in after)
        for name, after in zip(names, following, strict=True)
    )
    if beside_a_value or not _SECRET_COLUMNS.intersection(names):
        return []
    return [number for number, name in enumerate(names) if name in _OPENING_COLUMNS]


def _holds(text: str, cell: Span) -> bool:
    content = text[cell[0] : cell[1]]
    return not _EMPTY_CELL.fullmatch(content) and not content.startswith("[")
