"""Find the persons that a text names: participants and facilitators, never public roles.

A first name that is nothing else in French is a person wherever it stands alone. One that is also a
common word, a place or a family name counts only where the sentence shows a person. A full name stays
when the text gives the person a public role, and goes when the text tells of participants.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from assistant.french import fold
from assistant.french.general import is_french_word

_LETTERS = "[^\\W\\d_]"
_WORD = re.compile(rf"(?<![^\W_])[A-ZÀ-ÖØ-ÞŒ]{_LETTERS}+(?:-{_LETTERS}+)*")
_SURNAME = re.compile(
    rf"(?: (?:de |du |d['’]|le |la |von |van |ben |el )?(?=[A-ZÀ-ÖØ-Þ]){_LETTERS}(?:\.|"
    rf"{_LETTERS}[\w'’-]*)){{1,2}}"
)
_SURNAME_BEFORE = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]{2,30} $")
_IN_LIST = re.compile(r"\s?(?:,|&|\bet\b|, et)\s?")
_CIVILITY = re.compile(
    rf"(?<!\w)(?:M\.|Mme|Mlle|Mr|Monsieur|Madame) (?=[A-ZÀ-ÖØ-Þ])(?!Le |La ){_LETTERS}[\w'’-]*"
    rf"(?: (?=[A-ZÀ-ÖØ-Þ]){_LETTERS}[\w'’-]*)?"
)
_LAST_WORD = re.compile(r"([\w.]+)['’]?[ ]?$")

_PLACE_OR_BODY_WORDS = """
saint sainte st ste rue avenue boulevard place quai chemin allee impasse ile lycee college ecole
hopital quartier fort mont port lac pont stade gare fondation prix club association reseau ferme
maison scic scop societe groupe institut atelier ateliers cafe journal collectif cooperative
etablissements jardin jardins les universite librairie residence festival projet programme domaine
chateau villa salle espace centre
"""
_PLACE_OR_BODY = frozenset(_PLACE_OR_BODY_WORDS.split())
_ARTICLE_WORDS = """
l la le les du des un une cette ce ces au aux notre votre leur nos vos leurs
"""
_ARTICLES = frozenset(_ARTICLE_WORDS.split())
_OPENER_WORDS = """
pour selon avec par chez sans de d a et ou que qu mais merci bonjour bonsoir salut bravo cher chere
puis enfin aussi comme quand si lorsque alors ensuite ainsi car entre vers sur apres avant hi hello
"""
_OPENERS = frozenset(_OPENER_WORDS.split())
_SPEECH = (
    r"(?:a|avait|ont|s['’]est|nous a|y a|a bien|a aussi|a également|a ensuite)\s+(?:\w+ment\s+)?(?:soulign|"
    r"relev|"
    r"rappel|partag|ajout|propos|appuy|expliqu|demand|évoqu|témoign|précis|remerci|introdui|racont|insist|"
    r"répon|"
    r"exprim|indiqu|confirm|abord|soulev|présent|anim|parl|dit|aim|appréci|retenu|trouv|reconnu|mentionn|"
    r"cit)\w*"
    r"|(?:souligne|relève|rappelle|partage|ajoute|propose|appuie|explique|demande|évoque|témoigne|précise|"
    r"remercie|"
    r"raconte|insiste|répond|exprime|indique|confirme|soulève|anime|dit|pense|trouve|retient|se demande)\b"
)
_AFTER_PERSON = re.compile(rf"\s*(?:{_SPEECH})", re.IGNORECASE)
_BEFORE_PERSON = re.compile(r"(?:\b(?:selon|d['’]après|merci|bonjour|bravo)|é+e?s? par)\s$", re.IGNORECASE)
_ALONE_IN_BRACKETS = re.compile(r"\((?:par |avec |animé par |animée par )?$", re.IGNORECASE)

PUBLIC_ROLE = re.compile(
    r"\b(?:ancien(?:ne)?s?|ex|délégué|ministre|secrétaire d|député|sénat|maire|préfet|président|"
    r"vice-président|"
    r"directeur|directrice|chercheu|professeur|maître de conf|économiste|sociologue|philosophe|historien|"
    r"géographe|"
    r"anthropologue|ergonome|auteure?|autrice|écrivain|journaliste|essayiste|universitaire|docteur|pilote|"
    r"rapporteur|commissaire|fondat|cofondat|ingénieur|architecte|responsable (?:de|du) (?:l['’]étude|"
    r"rapport))",
    re.IGNORECASE,
)
_PUBLIC_BEFORE = re.compile(
    r"(?:\b(?:pilotage|direction|présidence|autorité|plume|ouvrage|livre|tribune|étude|rapport|thèse|"
    r"article|enquête|"
    r"analyse)s? (?:de |d['’])|\b(?:écrit|écrite|signé|signée|publié|publiée|dirigé|dirigée|piloté|"
    r"pilotée) par )$",
    re.IGNORECASE,
)
_PARTICIPANTS = re.compile(
    r"\bparticipant|\btour de table|\bcompte[- ]rendu|\bprésent(?:e?s|·e·s) *:|\bexcusé|\bémargement|"
    r"\banimé(?:e?s)? par"
    r"|\bstagiaire|\bsession\b|\bvisio\b",
    re.IGNORECASE,
)
PARTICIPANTS_LIMIT = 2
"""Marks of a meeting above which a text tells of one; a passing word does not make minutes."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name in a text: `text[start:end]`, family name included."""

    start: int
    end: int
    full: bool = False


@cache
def first_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded first names, sure ones and doubtful ones, of `first_names.txt`."""
    sure: set[str] = set()
    doubtful: set[str] = set()
    for line in files("ingest").joinpath("first_names.txt").read_text(encoding="utf-8").splitlines():
        name, _, mark = line.partition(" ")
        if name and name != "#":
            (doubtful if mark == "?" else sure).add(fold(name))
    return frozenset(sure), frozenset(doubtful)


def tells_of_participants(text: str) -> bool:
    """Tell whether a text reports a meeting, so that the names in it are those of participants."""
    return sum(1 for _ in _PARTICIPANTS.finditer(text)) >= PARTICIPANTS_LIMIT


def find_persons(text: str) -> list[Person]:
    """Return the persons to hide in a text, in order, without overlap."""
    names = [(match, _is_sure(match.group())) for match in _WORD.finditer(text) if _is_name(match.group())]
    bodies = _names_of_bodies(text, [match for match, _ in names])
    names = [(match, sure) for match, sure in names if fold(match.group()) not in bodies and _stands_free(text, match)]
    established = {fold(m.group()) for m, sure in names if sure or _shows_a_person(text, m)}
    established |= {fold(m.group()) for m, _ in _side_by_side(text, names)}
    meeting = tells_of_participants(text)
    persons = _titled(text) if meeting else []
    for match, sure in names:
        if sure or (fold(match.group()) in established and not _has_article(text, match)):
            persons.extend(_person(text, match, meeting=meeting or _is_list_of_presence(text, match)))
    persons.extend(_in_small_letters(text, {m.group().lower() for m, sure in names if sure}))
    return _apart(persons)


def _apart(persons: list[Person]) -> list[Person]:
    """Return persons in order, the longer of two that overlap."""
    kept: list[Person] = []
    for person in sorted(persons, key=lambda one: (one.start, -one.end)):
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
    return kept


def _side_by_side(text: str, names: list[tuple[re.Match[str], bool]]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield the doubtful names that stand in one list with a sure one, each with that one."""
    for (one, sure), (other, also) in pairwise(names):
        if sure != also and _IN_LIST.fullmatch(text, one.end(), other.start()):
            yield (other, one) if sure else (one, other)


def _titled(text: str) -> list[Person]:
    """Return the persons named after a civility, in a text that tells of participants."""
    return [Person(m.start(), m.end(), full=True) for m in _CIVILITY.finditer(text)]


def _is_list_of_presence(text: str, match: re.Match[str]) -> bool:
    start = text.rfind("\n", 0, match.start()) + 1
    return bool(_PARTICIPANTS.search(text, start, match.start()))


def _in_small_letters(text: str, names: set[str]) -> Iterator[Person]:
    """Yield the names, sure and written with a capital elsewhere in the text, that stand without it."""
    if names:
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(re.escape(name) for name in names))})(?![\w-])")
        yield from (Person(m.start(), m.end()) for m in pattern.finditer(text))


def _person(text: str, match: re.Match[str], *, meeting: bool) -> Iterator[Person]:
    surname = _SURNAME.match(text, match.end())
    before = _SURNAME_BEFORE.search(text, max(0, match.start() - 40), match.start())
    if surname is None:
        yield Person(before.start() if before and meeting else match.start(), match.end())
    elif surname.group().endswith(".") and len(surname.group()) <= 3:
        yield Person(match.start(), surname.end() if not _ends_sentence(text, surname) else match.end())
    elif meeting and not _is_public(text, text[match.start() : surname.end()]):
        yield Person(match.start(), surname.end(), full=True)


def _ends_sentence(text: str, surname: re.Match[str]) -> bool:
    return not text[surname.end() :].strip(" ") or text[surname.end() : surname.end() + 1] == "\n"


def _is_name(word: str) -> bool:
    if word.isupper() and len(word) < 3:
        return False
    sure, doubtful = first_names()
    folded = fold(word)
    if folded in sure or folded in doubtful:
        return True
    parts = folded.split("-")
    return len(parts) == 2 and all(part in sure or part in doubtful for part in parts)


def _is_sure(word: str) -> bool:
    return fold(word) not in first_names()[1]


def _names_of_bodies(text: str, matches: list[re.Match[str]]) -> set[str]:
    """Return the names that a club, an association, a street… bears somewhere in the text."""
    return {fold(m.group()) for m in matches if _word_before(text, m.start()) in _PLACE_OR_BODY}


def _word_before(text: str, start: int) -> str:
    found = _LAST_WORD.search(text, max(0, start - 30), start)
    return fold(found.group(1)) if found else ""


def _has_article(text: str, match: re.Match[str]) -> bool:
    return _word_before(text, match.start()) in _ARTICLES


def _stands_free(text: str, match: re.Match[str]) -> bool:
    """Tell whether the word is not a piece of a longer proper name, like the end of « Victor Hugo »."""
    if text[match.start() - 1 : match.start()] == "-" or text[match.end() : match.end() + 1] in (
        "-",
        "_",
        "@",
    ):
        return False
    before = _LAST_WORD.search(text, max(0, match.start() - 30), match.start())
    if before is None or not before.group(1)[0].isupper() or not before.group().endswith((" ", "’", "'")):
        return True
    word = fold(before.group(1))
    if word.rstrip(".") in ("m", "mme", "mlle", "mr", "monsieur", "madame"):
        return False
    if word in _OPENERS or word in _ARTICLES or word.endswith(".") or before.group(1).isupper():
        return True
    opens = not text[: before.start()].strip(" \n-•") or text[: before.start()].rstrip(" -•")[-1:] in ".!?…:\n"
    return opens and word not in _PLACE_OR_BODY and is_french_word(word)


def _shows_a_person(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 60]
    if _ALONE_IN_BRACKETS.search(before) and after.startswith((")", ",", " et ")):
        return True
    if _has_article(text, match):
        return False
    return bool(_AFTER_PERSON.match(after)) or bool(_BEFORE_PERSON.search(before))


def _is_public(text: str, name: str) -> bool:
    """Tell whether the text gives this full name a public role, at any of its places."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        apposition = re.match(r"\s*[,(–—-]\s*([^.;:\n]{0,60})", text[end : end + 70])
        before = text[max(0, start - 60) : start]
        if apposition and PUBLIC_ROLE.match(apposition.group(1).removeprefix("l’").removeprefix("l'").strip()):
            return True
        if _PUBLIC_BEFORE.search(before) or PUBLIC_ROLE.search(" ".join(before.split()[-2:])):
            return True
        start = text.find(name, end)
    return False
