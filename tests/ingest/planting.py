"""Private values made from a fixed seed, and documents of every format that hold them."""

import html
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from textwrap import wrap

from tests.ingest.formats.office_files import docx, frame, odt, para, pptx
from tests.ingest.formats.pdf_files import lines, pdf

SEED = 20_260_401

Builder = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Planted:
    """A private value as it is written in a document, and the pieces of it that must be found nowhere."""

    kind: str
    text: str
    needles: tuple[str, ...]


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _page(body: str, head: str = "<title>Compte rendu de l’atelier</title>") -> bytes:
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in _lines(text))


def _attributes(text: str) -> bytes:
    """Show half of the lines, and put the others where a browser shows nothing, or shows it on hovering."""
    lines = _lines(text)
    hidden = [html.escape(line, quote=True) for line in lines[2:]]
    places = [
        '<img src="plan.png" alt="{}">',
        '<a href="/suite" title="{}">la suite</a>',
        '<span aria-label="{}">⬤</span>',
        '<div data-note="{}"></div>',
        "<!-- {} -->",
        '<input type="hidden" value="{}">',
        "<script>var note = '{}';</script>",
        '<a href="mailto:{}">écrire</a>',
    ]
    rest = "".join(places[number % len(places)].format(line) for number, line in enumerate(hidden))
    return _page(f"<main>{_paragraphs(chr(10).join(lines[:2]))}{rest}</main>")


def _in_head(text: str) -> bytes:
    lines = _lines(text)
    title, description = html.escape(lines[-1]), html.escape(lines[-2], quote=True)
    head = f'<title>{title}</title><meta name="description" content="{description}">'
    return _page(f"<main>{_paragraphs(text)}</main>", head + f'<meta property="og:title" content="{description}">')


def _table(text: str) -> bytes:
    lines = _lines(text)
    rows = "".join(
        f"<tr><td>{number}</td><td>{html.escape(line)}</td></tr>" for number, line in enumerate(lines[2:], 1)
    )
    head = "<tr><th>Point</th><th>Note</th></tr>"
    return _page(f"<main>{_paragraphs(chr(10).join(lines[:2]))}<table>{head}{rows}</table></main>")


def _docx(text: str) -> bytes:
    return docx("".join(para(html.escape(line)) for line in _lines(text)))


def _odt(text: str) -> bytes:
    return odt("".join(f"<text:p>{html.escape(line)}</text:p>" for line in _lines(text)))


def _slides(text: str) -> bytes:
    parts = _lines(text)
    half = len(parts) // 2
    return pptx([frame(html.escape("\n".join(part))) for part in (parts[:half], parts[half:])])


def _captions(text: str) -> bytes:
    cues = [
        f"00:{number // 6:02}:{number % 6 * 10:02}.000 --> 00:{number // 6:02}:{number % 6 * 10 + 9:02}.000\n{line}"
        for number, line in enumerate(_lines(text))
    ]
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


def _mail(text: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Compte rendu de l’atelier"
    message["From"] = "secretariat.prive@exemple-inconnu.fr"
    message.set_content(text)
    return message.as_bytes()


def _pdf(text: str) -> bytes:
    rows = [
        row for line in _lines(text) for row in (*wrap(line, 85, break_long_words=False, break_on_hyphens=False), "")
    ]
    pages = [rows[first : first + 40] for first in range(0, len(rows), 40)]
    plain = [[row.encode("cp1252", "replace").decode("cp1252") for row in page] for page in pages]
    return pdf([[word for word in lines(page, size=9) if word.text] for page in plain])


FORMATS: dict[str, Builder] = {
    "md": lambda text: f"# Compte rendu\n\n{text}\n".encode(),
    "list.md": lambda text: ("# Compte rendu\n\n" + "\n".join(f"- {line}" for line in _lines(text))).encode(),
    "txt": lambda text: text.encode(),
    "latin.txt": lambda text: text.replace("’", "'").encode("cp1252", errors="replace"),
    "html": lambda text: _page(f"<main>{_paragraphs(text)}</main>"),
    "attributes.html": _attributes,
    "head.html": _in_head,
    "table.html": _table,
    "docx": _docx,
    "odt": _odt,
    "pptx": _slides,
    "vtt": _captions,
    "eml": _mail,
    "pdf": _pdf,
}
"""Format, which ends the name of the file, and what makes a document of it from text: one line for each new one."""


class Planter:
    """Draw private values, each unlike the others, from a seed."""

    def __init__(self, seed: int = SEED) -> None:
        self._draw = random.Random(seed)

    def values(self) -> list[Planted]:
        """Return one value of each kind, in a shape drawn among several."""
        makers = (self.link, self.code, self.phone, self.email, self.iban, self.nir, self.card, self.phone, self.code)
        return [make() for make in (*makers, self.email, self.link)]

    def _digits(self, count: int) -> str:
        return "".join(self._draw.choice("0123456789") for _ in range(count))

    def _word(self, count: int) -> str:
        return "".join(self._draw.choice("bcdfghjkmnpqrstvwxz23456789") for _ in range(count))

    def link(self) -> Planted:
        """Return a link that opens a meeting."""
        room, key = "8" + self._digits(10), self._word(14)
        shapes = (
            f"Rejoindre : https://us02web.zoom.us/j/{room}?pwd={key}",
            f"Visio https://meet.jit.si/{key}{room} à 14 h",
            f"(https://teams.microsoft.com/l/meetup-join/{room}/{key})",
            f"lien : https%3A%2F%2Fzoom.us%2Fj%2F{room}%3Fpwd%3D{key}",
            f"Salle : https://visio.exemple.org/b/{key}-{room}.",
        )
        return Planted("link", self._draw.choice(shapes), (room, key))

    def code(self) -> Planted:
        """Return a password, a code, or the number of a meeting."""
        number, key = "9" + self._digits(10), "Zq" + self._word(8)
        spaced = f"{number[:3]} {number[3:7]} {number[7:]}"
        six = f"{number[:3]} {number[3:6]}"
        shapes = (
            (f"Mot de passe : {key}", (key,)),
            (f"Code d’accès : {six} pour entrer", (six,)),
            (f"Code secret :\n{key}7", (key,)),
            (f"ID de réunion : {spaced}", (spaced, number)),
            (f"code : {six}", (six,)),
            (f"Passcode: {key}4", (key,)),
            (f"Code wifi : {key}9", (key,)),
        )
        text, needles = self._draw.choice(shapes)
        return Planted("code", text, needles)

    def phone(self) -> Planted:
        """Return a phone number of France, of its overseas departments or of Brazil."""
        pairs = [self._digits(2) for _ in range(4)]
        sign = self._draw.choice((" ", ".", "-", "", "\u00a0", "\u202f"))
        tail = sign.join(pairs)
        shapes = (
            f"0{self._draw.choice('1234567')}{sign}{tail}",
            f"+33{sign}6{sign}{tail}",
            f"+33 (0)6{sign}{tail}",
            f"(+33) 3{sign}{tail}",
            f"0033 7{sign}{tail}",
            f"+262 692 {' '.join(pairs[:3])}",
            f"0590 {' '.join(pairs[:3])}",
            f"+55 11 9{pairs[0]}{pairs[1]}-{pairs[2]}{pairs[3]}",
            f"(21) 9{pairs[0]}{pairs[1]}-{pairs[2]}{pairs[3]}",
        )
        number = self._draw.choice(shapes)
        plain = " ".join(number.split())
        return Planted("phone", f"Joindre le secrétariat au {number} le matin.", (number, plain, _compact(number)))

    def email(self) -> Planted:
        """Return an address, plain or spelled."""
        local, host = f"{self._word(6)}.{self._word(5)}", self._word(7)
        shapes = (
            f"Écrire à {local}@{host}.fr avant lundi.",
            f"Adresse : {local} (at) {host} point fr",
            f"Adresse : {local} [arobase] {host} [point] org",
            f"mailto:{local}@{host}.org",
            f"Courriel {local}%40{host}.com",
            f"Courriel : {local} AT {host} DOT net",
        )
        return Planted("email", self._draw.choice(shapes), (local, host))

    def iban(self) -> Planted:
        """Return a bank account whose remainder by 97 is 1."""
        country, length = self._draw.choice((("FR", 23), ("FR", 23), ("BE", 12), ("DE", 18), ("ES", 20), ("PT", 21)))
        account = self._digits(length)
        rest = 98 - int(account + "".join(str(int(one, 36)) for one in country) + "00") % 97
        compact = f"{country}{rest:02}{account}"
        written = compact if self._draw.random() < 0.5 else _grouped(compact, 4)
        return Planted("iban", f"Virement sur le compte {written} avant juin.", (compact, written, account))

    def nir(self) -> Planted:
        """Return a social security number with its key."""
        department = self._draw.choice(("59", "62", "2A", "2B", "75", "13"))
        parts = [self._draw.choice("12"), self._digits(2), f"{self._draw.randint(1, 12):02}", department]
        parts += [self._digits(3), self._digits(3)]
        number = int("".join(parts).replace("2A", "19").replace("2B", "18"))
        parts.append(f"{97 - number % 97:02}")
        sign = self._draw.choice((" ", "", "\u00a0"))
        written = sign.join(parts)
        return Planted("nir", f"Numéro du dossier : {written}.", (written, " ".join(parts), "".join(parts)))

    def card(self) -> Planted:
        """Return a payment card whose Luhn sum ends in 0."""
        digits = self._draw.choice("45") + self._digits(14)
        doubled = [int(one) * (2 if place % 2 == 0 else 1) for place, one in enumerate(digits)]
        check = -sum(one - 9 if one > 9 else one for one in doubled) % 10
        compact = f"{digits}{check}"
        written = self._draw.choice((compact, _grouped(compact, 4), _grouped(compact, 4).replace(" ", "-")))
        return Planted("card", f"Payé avec la carte {written} au guichet.", (compact, written))


def _grouped(compact: str, count: int) -> str:
    return " ".join(compact[start : start + count] for start in range(0, len(compact), count))


def _compact(number: str) -> str:
    return "".join(one for one in number if one.isdigit())


_NAMES = """
Solveig Armande Tancrède Yolaine Gwendal Philiberte Oriane Kader Mariama Lívia Rogério Ottavia Bérangère
Firmin Lucette Maryvonne Ysaline Corentin Djibril Ombeline Quitterie Servane Tugdual Zéphyrin Anatole Clotilde
Edwige Fulbert Hermance
"""
PERSONS = tuple(_NAMES.split())
TELLINGS = (
    "{} a présenté la démarche du groupe.",
    "Merci à {} pour la préparation.",
    "Participants : {}, et deux entreprises.",
    "Selon {}, le prix doit suivre l’usage.",
    "Une remarque de {} a fait débat.",
    "{} (Dunkerque) demande un exemple.",
    "10:42 {} : je partage mon écran",
)


def tellings(seed: int, count: int) -> list[tuple[str, str]]:
    """Return names and a sentence about each, drawn from a seed."""
    draw = random.Random(seed)
    names: Sequence[str] = draw.sample(PERSONS, count)
    return [(name, draw.choice(TELLINGS).format(name)) for name in names]
