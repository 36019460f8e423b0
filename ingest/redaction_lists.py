"""Persons told by where they stand: lists of presence, roles, tables, signatures, openings of a chat.

Such a place makes a person of a word that no list of first names holds.
"""

import re
from collections.abc import Iterator

from assistant.french import fold
from ingest.redaction_cues import CHAT_OPENING, SIGN_OFF
from ingest.redaction_lexicon import BODIES, Person, first_names, is_first_name, is_sure, is_unknown
from ingest.redaction_public import PublicRoles

_CAPITAL = "[A-ZÀ-ÖØ-ÞŒ]"
_NAMED = re.compile(
    rf"(?P<civility>(?:M\.|Mme|Mlle|Mr|Dr|Pr|Monsieur|Madame) )?(?P<initial>{_CAPITAL}\.(?:[ -]?{_CAPITAL}\.)? ?)?"
    rf"(?P<first>{_CAPITAL}[\w’'-]+)"
    rf"(?P<rest>(?: (?:(?:de|du|des|le|la|von|van|ben|el|dos|da|do) |d['’])?{_CAPITAL}(?:\.|[\w’'-]+)){{0,3}})"
)
_SEPARATOR = re.compile(r"\s*(?:[,;&+|/]|\bet\b|\se\b| [–—-] |→|->)\s*")
_BRACKETED = re.compile(r"\([^()\n]{0,120}\)")
_LABEL_LIMIT = 45
"""Characters before a colon in which a label stands."""
CROWD = 3
"""First names in one list from which it is that of persons met, and not of authors or of firms."""
_ITEMS_LIMIT = 3_000
"""Characters read after a label: a hundred persons with their towns."""
_LABEL_START = re.compile(r"[\n;/|,–—.(](?=[^\n;/|,–—.(]*$)")
_LABEL_NOISE = re.compile(r"^[\s#*>•\-\d.]+|[\s\d*_?]+$| [A-H]$")

_STRONG_WORDS = """
participants, participantes, participant, participante, participantes et participants, participants et participantes,
presents, presentes, present, presente, personnes presentes, etaient presents, etaient presentes, liste des presents,
liste des participants, membres presents, absents, absentes, absent, absente, absents excuses, excuses, excusees,
excuse, excusee, etaient excuses, etaient excusees, inscrits, inscrites, intervenants, intervenantes, intervenant,
intervenante, animateur, animateurs, animatrice, animatrices, facilitateur, facilitatrice, facilitateurs, rapporteur,
rapporteuse, rapporteurs, secretaire, secretaire de seance, referent, referente, referents, temoin, temoins, grand
temoin, porteur de projet, porteurs de projet, porteuse de projet, parrain, marraine, prise de notes, votre
interlocuteur, votre interlocutrice, emargement, stagiaires, invites, nom, noms, prenom, prenoms, nom et prenom,
prenom et nom, qui, participant·e·s, present·e·s, intervenant·e·s, excuse·e·s, absent·e·s, inscrit·e·s,
animateur·rice·s, votants, votantes, pouvoirs, ont participe, ont participe a la reunion, benevoles presents,
signataires, propos recueillis par, redige par, anime par, animee par, animation par, tresorier, tresoriere,
envoye par, signe, inscrites et inscrits, presents et presentes, ont signe, prennent la parole, co-animation,
invitee, invite
"""
_STRONG = frozenset(fold(word.strip()) for word in _STRONG_WORDS.split(","))
_WEAK_WORDS = """
animation, contact, contacts, renseignements, photo, photos, credit photo, credits photo, credits, relecture, synthese,
groupe, table, atelier, de, a, cc, responsable, responsables, pilote, pilotes, action, a faire, facilitation,
moderation, organisation, inscription, inscriptions, par, avec, coordination, equipe, accueil, diaporama, verbatim,
speaker, votre contact, personne, personnes, personne a contacter, qui fait quoi, avec la participation de, merci a,
remerciements, redaction, texte, textes, texte et photos, textes et photos, texte et photo, illustration, illustrations,
dessin, dessins, mise en page, montage, traduction, interpretation, entretien, entretiens, temoignage, temoignages,
l'equipe, l’equipe, equipe de redaction, comite de redaction, table ronde, contact presse, benevole, benevoles, membres,
bureau,
jury, equipe projet, binome, trinome, qui, avec, collecte, cuisine, logistique, permanence, tutrice, tuteur, redacteur,
redactrice, photographies, photographie, captation, voix, relecteurs, correspondant, correspondante
"""
_WEAK = frozenset(fold(word.strip()) for word in _WEAK_WORDS.split(","))
_SPOKEN_WORDS = "merci bonjour bonsoir salut bravo oui non ok alors et mais donc bon ah oh coucou hello"
_SPOKEN = frozenset(_SPOKEN_WORDS.split())
"""Folded words that open what someone says after a label, and no name."""
_HEADING = re.compile(
    r"^[ #*]{0,8}(?:liste des |nos )?(?:participant(?:e|es|s|·e·s)?|présent(?:e|es|s|·e·s)|absent(?:e|es|s|·e·s)|"
    r"excusé(?:e|es|s|·e·s)|intervenant(?:e|es|s|·e·s)?|inscrit(?:e|es|s|·e·s)|émargement)[ *]{0,4}:?[ *]{0,4}$",
    re.IGNORECASE | re.MULTILINE,
)
_BULLET = re.compile(r"[ ]{0,6}(?:[-•*–+]|\d{1,3}[.)])[ ]+")
_LISTED_AT_MOST = 300
"""Lines read under the heading of a list of presence."""
_TABLE_WORDS = """
nom, noms, prenom, prenoms, qui, responsable, participant, participants, contact, referent, referente, animateur,
animatrice, intervenant, intervenante, intervenants, nom et prenom, prenom et nom, pilote, nom prenom, prenom nom,
porteur, personne, par, anime par, redige par, membre, membres, benevole, benevoles, prenoms, redacteur, redactrice,
intervenants et intervenantes, tuteur, tutrice, secretaire, adherent, adherente, referents, orateur, oratrice
"""
_FAMILY_CELL = re.compile(rf"[ *]*({_CAPITAL}[\w’'-]+(?: {_CAPITAL}[\w’'-]+){{0,2}})[ *]*")
"""What a column « Nom » holds beside a column « Prénom »: a family name, were it a word."""
_TABLE_HEADS = frozenset(word.strip() for word in _TABLE_WORDS.split(","))


def listed_persons(text: str, roles: PublicRoles) -> list[Person]:
    """Return the persons told by the place where they stand, in no order, public roles left out."""
    found = [*_labelled(text), *_under_headings(text), *_in_tables(text), *_signing(text), *_speaking(text)]
    return [one for one in found if not (one.full and roles.holds(one.start, one.end))]


def _labelled(text: str) -> Iterator[Person]:
    """Yield the persons of « Participants : …, … et … », « Contact : … », « Animateur : … »."""
    place = text.find(":")
    while place >= 0:
        label = _label(text, place)
        if label in _STRONG or label in _WEAK:
            end = text.find("\n", place)
            end = min(len(text) if end < 0 else end, place + _ITEMS_LIMIT)
            if text[place + 1 : end].strip(" *_"):
                persons = list(_items(text, place + 1, end, strong=label in _STRONG))
                crowd = len(persons) >= CROWD  # the others of the list are persons too
                yield from _items(text, place + 1, end, strong=True) if crowd else persons
            elif label in _STRONG:
                yield from _lines_of_list(text, end + 1)
        place = text.find(":", place + 1)


def _label(text: str, colon: int) -> str:
    window = text[max(0, colon - _LABEL_LIMIT) : colon]
    found = _LABEL_START.search(window)
    label = window[found.end() :] if found else window
    return fold(_LABEL_NOISE.sub("", _LABEL_NOISE.sub("", label)))


def _items(text: str, start: int, end: int, *, strong: bool) -> Iterator[Person]:
    """Yield the persons among the items of `text[start:end]`, what stands in brackets being left out."""
    content = _BRACKETED.sub(lambda match: " " * len(match.group()), text[start:end])
    position = 0
    for match in [*_SEPARATOR.finditer(content), None]:
        last = match.start() if match else len(content)
        person = _item(content[position:last], start + position, strong=strong)
        if person:
            yield person
        position = match.end() if match else last


def _item(item: str, start: int, *, strong: bool) -> Person | None:
    """Return the person that an item names from its first word on, None when it names something else."""
    lead = len(item) - len(item.lstrip(' *_@«“"\t'))
    named = _NAMED.match(item, lead)
    if named is None:
        return None
    tail = item[named.end() :].lstrip(' *_»”"')
    if not _is_person(named, tail, strong=strong):
        return None
    return Person(start + lead, start + named.end(), full=bool(named["rest"] or named["civility"] or named["initial"]))


def _is_person(named: re.Match[str], tail: str, *, strong: bool) -> bool:
    words = [named["first"], *re.findall(rf"{_CAPITAL}[\w’'-]+", named["rest"])]
    if any(fold(word) in BODIES for word in words):
        return False
    if len(words) > 1 and fold(words[0]) in _SPOKEN:
        return False
    if named["civility"] or (named["initial"] and len(words) <= 2):
        return True
    if is_first_name(words[0]) or (len(words) > 1 and is_first_name(words[-1])):
        return is_sure(words[0]) or bool(named["rest"]) or not tail[:1].islower()
    return strong and not tail[:1].islower() and all(is_unknown(word) for word in words)


def _under_headings(text: str) -> Iterator[Person]:
    """Yield the persons of the list under a heading that says « Participants » without a colon."""
    for match in _HEADING.finditer(text):
        if not match.group().rstrip(" *").endswith(":"):
            yield from _lines_of_list(text, match.end() + 1)


def _lines_of_list(text: str, start: int) -> Iterator[Person]:
    """Yield the persons of the lines from `start` on, until one is no item; one empty line may come first."""
    if text[start : start + 1] == "\n":
        start += 1
    for _ in range(_LISTED_AT_MOST):
        end = text.find("\n", start)
        end = min(len(text) if end < 0 else end, start + _ITEMS_LIMIT)
        bullet = _BULLET.match(text, start, end)
        persons = list(_items(text, bullet.end() if bullet else start, end, strong=True))
        if start >= len(text) or (not bullet and not persons):
            return
        yield from persons
        start = end + 1


def _in_tables(text: str) -> Iterator[Person]:
    """Yield the persons of the columns whose heading announces persons."""
    if "|" not in text:
        return
    heads: dict[int, bool] = {}
    for start, line in _rows(text):
        if "|" not in line:
            heads = {}
        else:
            cells = line.split("|")
            names = {number: fold(cell.strip(" *")) for number, cell in enumerate(cells)}
            apart = {"nom", "prenom"} <= set(names.values())
            headed = {number: apart and name == "nom" for number, name in names.items() if name in _TABLE_HEADS}
            if headed:
                heads = headed
            else:
                yield from _cells_of_persons(text, start, cells, heads)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their places; « a | b || c | d », a table on one line, is cut into rows."""
    start = 0
    for line in text.split("\n"):
        rows = line.split("||")
        if len({row.count("|") for row in rows}) > 1:
            rows = [line]
        for row in rows:
            yield start, row
            start += len(row) + 2
        start -= 1  # one sign ends a line, two end a row


def _cells_of_persons(text: str, start: int, cells: list[str], heads: dict[int, bool]) -> Iterator[Person]:
    for number, cell in enumerate(cells):
        if number in heads:
            family = _FAMILY_CELL.fullmatch(cell) if heads[number] else None
            if family:
                yield Person(start + family.start(1), start + family.end(1), full=True)
            else:
                yield from _items(text, start, start + len(cell), strong=True)
        start += len(cell) + 1


def _signing(text: str) -> Iterator[Person]:
    """Yield those who sign a letter."""
    for match in SIGN_OFF.finditer(text):
        yield from _items(text, *match.span("name"), strong=True)


def _speaking(text: str) -> Iterator[Person]:
    """Yield those who speak in a chat: a first name, or any name after an hour."""
    sure, doubtful = first_names()
    for match in CHAT_OPENING.finditer(text):
        words = match["name"].split()
        first = fold(re.split(r"[._]", words[0])[0])
        timed = bool(match["clock"] or match["then"] or (match["from"] and match["to"]))
        alone = len(words) == 1 or (len(words) == 2 and len(words[1].rstrip(".")) == 1)
        known = first in sure or (first in doubtful and (timed or not match["colon"]))
        unknown = timed and words[0][0].isupper() and all(is_unknown(word) for word in words)
        if (known and (alone or timed)) or unknown:
            yield Person(*match.span("name"), full=len(words) > 1)
