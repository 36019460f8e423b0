"""Persons told by how they stand: a name that opens a clause and acts, one to whom a task is given, a cell of a list.

A first name that is also a word acts when a verb follows it and no article precedes it; an unknown word needs a verb
or a turn that only a person takes. Measured on 73 lines written for it: a name stayed in 46 of them before, in 3 now.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from assistant.french import fold
from assistant.french.general import is_french_word
from ingest.redaction_full_names import is_family_word
from ingest.redaction_lexicon import (
    BODIES,
    Person,
    is_first_name,
    is_sure,
    is_unknown,
    names_a_body,
    organisation_names,
    place_names,
)
from ingest.redaction_public import PublicRoles

_CAPITAL = "[A-ZÀ-ÖØ-ÞŒŁŚŻ]"
_SMALL = "[a-zà-öø-ÿœ]"
_WORD = rf"{_CAPITAL}{_SMALL}{{1,}}(?:-{_CAPITAL}?{_SMALL}+)*"
CLAUSE_OPENS = re.compile(
    r"(?:^|[\n.!?…;:«»|(–—•,>-]\s*|\b(?:et|mais|car|donc|puis|que|quand|si|comme|où|alors|sinon|dont|lorsque|puisque|"
    r"hier|demain|aujourd['’]hui|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche) |\b(?:qu|lorsqu|puisqu)['’])$",
    re.IGNORECASE,
)
"""What precedes the subject of a verb."""
_PRONOUNS = (
    r"(?:(?:ne|n['’]|nous|vous|lui|leur|y|en|se|s['’]|me|m['’]|te|t['’]|l['’]|le|la|les|c['’]|nous l['’])[ ]?){0,2}"
)
_VERB_AFTER = re.compile(rf" (?P<pronouns>{_PRONOUNS})(?P<verb>[a-zà-öø-ÿœ]{{1,20}})(?![\w’'-])")
_VERB_FORMS = """
a ont avait avaient est sont etait etaient sera seront aura auront fait font va vont vient viennent peut peuvent doit
doivent veut veulent sait savent voit voient dit disent prend prennent apprend reprend met mettent tient tiennent suit
part partent sort reçoit recoit recoivent attend attendent repond repondent rend vend perd ecrit lit relit relisent
conduit construit produit traduit offre ouvre recouvre accueille cueille finit choisit remplit reunit fournit saisit
agit reussit vit connait inscrit decrit court perçoit entend descend revient devient retient obtient previent intervient
convient accueillent envoie envoient paie essaie
"""
_FORMS = frozenset(_VERB_FORMS.split())
_NOT_VERBS = frozenset(["laterale", "sincere", "propre", "contre", "entre", "outre", "comme", "jaune", "rose", "autre"])
_LONG_FORM = re.compile(r"\w{3,}(?:ait|aient)$|\w{2,}(?:era|eront|ira|iront|dra|dront|tra|rra)$")
_SEASONS = frozenset(["noel", "florence"])
"""First names that open a clause as a feast or as a town of another country."""
_COMMON_NOUN = re.compile(
    r"(?:tions?|ismes?|ités?|ments?|ages?|istes?|logies?|ités?|plast|tech|lab|soft|tique|graphie)$", re.I
)

_UNKNOWN_DOES = re.compile(
    r" (?:(?:nous|vous|lui|leur|y|en|ne|n['’]|l['’])[ ]?)?(?:souligne|relève|rappelle|ajoute|appuie|demande|évoque|"
    r"précise|insiste|répond|confirme|dit|pense|trouve|retient|clôt|parle|note|complète|conclut|suggère|regrette|"
    r"s['’]interroge|réagit|salue|s['’]étonne|aimerait|voudrait|relit|relira|enverra|envoie|apporte(?:ra)?|amènera?|"
    r"s['’]en (?:charge|occupe)|viendra|arrive|appellera|préviendra|corrigera|rédigera?|préfère|hésite|remplace|"
    r"a (?:relu|noté|demandé|rappelé|précisé|dit|répondu|prévenu|préféré|hésité|relancé|rédigé|oublié|"
    r"raconté|insisté))\b"
)
_UNKNOWN_AFTER = re.compile(
    r"\b(?:[Dd]e la part d[e’']|[Vv](?:u|oir|ois|oyez) avec|[Rr]éponse attendue d[e’']|[Rr]elancer|[Pp]révenir|"
    r"[Ss]inon|[Pp]ouvoir à|[Dd]emander à|[Ee]xcuses d[e’']|[Aa]bsence d[e’']|[Rr]etard d[e’']|[Àà] la place d[e’']|"
    r"[Bb]inôme avec|[Pp]arlé avec|"
    r"(?:repris|remplacé|relu|rédigé|animé|demandé|envoyé|signé|rappelé|signalé|suggéré|posé|évoqué|soulevé|noté|"
    r"corrigé|pris|saisi|apporté|raconté)e?s? par) ?$"
)
_JOINED_AFTER = re.compile(rf"(?: et | ou | avec | & | ?\+ |, puis |, sinon )(?P<name>{_WORD})(?![\w’'-]| {_CAPITAL})")
_JOINED_TO_NAME = re.compile(rf"(?P<before>{_WORD})(?: et | & | ?\+ )$")
_GIVEN = re.compile(rf"[\w’)] ?= ?(?P<name>{_WORD})(?=[ ]?(?:[,;.)\n/]|$|\+|et ))")
_ALONE_AFTER = re.compile(rf"(?![\w@’'-]| {_CAPITAL})")
_CELLS = re.compile(r" ?[|;\t] ?")
_CELL_NAME = re.compile(rf"(?:{_WORD}|{_CAPITAL}{{7,}})(?: (?:{_WORD}|{_CAPITAL}{{3,}}|{_CAPITAL}{_SMALL})){{0,2}}")
_PRESENCE = re.compile(r"(?:présent|excusé|absent|émargé|signé|visio|inscrit|arrivé|parti|à distance|sur place)", re.I)
_BACK = 45
"""Characters before a name in which the words that call it stand."""


@cache
def is_finite(word: str) -> bool:
    """Tell whether a small word is a verb in the third person, by its form and by its infinitive being French."""
    folded = fold(word)
    if folded in _FORMS:
        return word != "à"
    if folded in _NOT_VERBS:
        return False
    if _LONG_FORM.search(folded):
        return True
    stem = folded[:-3] if folded.endswith("ent") else folded[:-1] if folded.endswith("e") else ""
    return len(stem) > 2 and is_french_word(f"{stem}er")


def acts(text: str, start: int, end: int) -> bool:
    """Tell whether a name, or a list of names, opens a clause and is the subject of a verb."""
    if not CLAUSE_OPENS.search(text, max(0, start - 20), start):
        return False
    if fold(text[start:end]) in _SEASONS:
        return False
    verb = _VERB_AFTER.match(text, end)
    return bool(verb and (is_finite(verb["verb"]) or verb["pronouns"].strip() in ("n'", "n’", "s'", "s’")))


def standing_persons(text: str, words: Iterable[re.Match[str]], roles: PublicRoles) -> Iterator[Person]:
    """Yield the persons told by their place in a clause, a task or a row, public roles left out, in no order.

    `words` are those of the text with a capital.
    """
    for match in words:
        if text[max(0, match.start() - 1) : match.start()] in _INSIDE or match.group()[1].isupper():
            continue
        doubtful = is_first_name(match.group()) and not is_sure(match.group())
        if doubtful:
            yield from _with_a_town(text, match, roles)
        named = fold(match.group()) not in _NOT_PERSONS and fold(match.group()) not in place_names()
        if named and (doubtful or is_unknown(match.group())):
            yield from _unknown(text, match, roles)
    for match in _GIVEN.finditer(text) if "=" in text else ():
        if _may_name(match["name"]):
            yield Person(*match.span("name"))
    yield from _in_rows(text)


_INSIDE = frozenset("_@./’'-")
"""What precedes a piece of an address, of a path or of a longer name."""
_NOT_PERSONS = frozenset(["verbatim", "debrief", "doodle", "newsletter", "podcast", "webinaire", "zoom", "teams"])
"""Folded words of meetings that no list of everyday French holds."""


def _unknown(text: str, match: re.Match[str], roles: PublicRoles) -> Iterator[Person]:
    start, end = match.span()
    if not _ALONE_AFTER.match(text, end) or len(match.group()) < 3 or _COMMON_NOUN.search(match.group()):
        return
    before = text[max(0, start - _BACK) : start]
    if names_a_body(before):
        return
    beside = _JOINED_TO_NAME.search(before)
    after = _JOINED_AFTER.match(text, end)
    with_a_name = (beside and _is_sure_name(beside["before"])) or (after and _is_sure_name(after["name"]))
    does = _UNKNOWN_DOES.match(text, end) and CLAUSE_OPENS.search(before)
    called = _UNKNOWN_AFTER.search(before)
    if not (with_a_name or does or called) or roles.seems(start, end):
        return
    yield Person(start, end)
    if called and after and _may_name(after["name"]):
        yield Person(*after.span("name"))


def _with_a_town(text: str, match: re.Match[str], roles: PublicRoles) -> Iterator[Person]:
    """Yield a first name that is a word with a family name that is a town or a name, when both act."""
    family = _FAMILY.match(text, match.end())
    if family is None or fold(match.group()) in place_names() or not acts(text, match.start(), family.end()):
        return
    name = fold(family["family"])
    is_name = name in place_names() or is_family_word(family["family"])
    if is_name and not roles.holds(match.start(), family.end()) and not roles.seems(match.start(), family.end()):
        yield Person(match.start(), family.end(), full=True)


_FAMILY = re.compile(rf" (?P<family>{_WORD})(?![\w’'-]| {_CAPITAL})")


def _is_sure_name(word: str) -> bool:
    return is_first_name(word) and is_sure(word)


def _may_name(word: str) -> bool:
    """Tell whether a word may name a person: a first name that is no town, or a word that no list holds."""
    folded = fold(word)
    if folded in place_names() or folded in organisation_names() or folded in BODIES:
        return False
    return is_first_name(word) or is_unknown(word)


def _in_rows(text: str) -> Iterator[Person]:
    """Yield the family name in the cell beside a first name, and the full names of rows that tell a presence."""
    if "|" not in text and ";" not in text and "\t" not in text:
        return
    start = 0
    for line in text.split("\n"):
        if len(line) < _LONGEST_ROW and len(_CELLS.findall(line)) > 1:
            yield from _in_row(line, start)
        start += len(line) + 1


_LONGEST_ROW = 300
"""Characters of a row of a list of presence; a longer one holds sentences."""


def _in_row(line: str, start: int) -> Iterator[Person]:
    places = [0, *(place for match in _CELLS.finditer(line) for place in match.span()), len(line)]
    cells = [(one, line[one:end]) for one, end in zip(places[::2], places[1::2], strict=True)]
    first_names = {number for number, (_, cell) in enumerate(cells) if _is_lone_first_name(cell)}
    tells = _PRESENCE.search(line) is not None
    for number, (place, cell) in enumerate(cells):
        named = _CELL_NAME.fullmatch(cell)
        if named is None or not all(map(_is_unlisted, cell.split())):
            continue
        beside = not first_names.isdisjoint({number - 1, number + 1})
        if (beside and " " not in cell) or (tells and " " in cell and not cell.isupper()):
            yield Person(start + place, start + place + len(cell), full=True)


def _is_unlisted(word: str) -> bool:
    """Tell whether a word is in no list, or is two first names in one, one of which may be in none."""
    return is_unknown(word) or any(is_first_name(part) and is_sure(part) for part in word.split("-")[1:])


def _is_lone_first_name(cell: str) -> bool:
    return bool(cell) and " " not in cell and is_first_name(cell) and fold(cell) not in place_names()
