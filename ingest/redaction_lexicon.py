"""What is known of words that may name a person: first names, places, bodies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.french import fold
from assistant.french.general import is_french_word

_BODY_WORDS = """
saint sainte st ste rue avenue boulevard place quai chemin allee impasse ile lycee college ecole
hopital quartier fort mont port lac pont stade gare fondation prix club association reseau ferme
maison scic scop societe groupe institut atelier ateliers cafe journal collectif cooperative
etablissements jardin jardins les universite librairie residence festival projet programme domaine
chateau villa salle espace centre
boulangerie halle cabinet hotel parc gymnase theatre cinema mediatheque bibliotheque square cite cours
passage tour editions stadium complexe immeuble batiment station restaurant epicerie brasserie garage
menuiserie marque magasin agence banque sarl sas eurl sa ets entreprise methode loi rapport theorie plan
region departement commune ville metropole vallee canal pointe cap baie plage forum campus cimetiere
label arret tramway effet syndrome matrice diagramme theoreme indice coefficient pyramide
plateforme logiciel outil application appli monnaie revue magazine film operation dispositif tempete
ouragan navire bateau gamme eglise cathedrale chapelle clinique creche studio galerie musee
"""
BODIES = frozenset(_BODY_WORDS.split())
"""Folded words that open the name of a place or of a body."""

_NAMED_AFTER_WORDS = """
ferme maison rue place fondation prix jardin jardins cafe librairie boulangerie halle quai villa
chateau domaine chemin epicerie restaurant brasserie ile pointe fort
"""
_NAMED_AFTER = frozenset(_NAMED_AFTER_WORDS.split())
"""Those that take a first name with « de »: « la ferme de … »."""


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


@cache
def small_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return the first names as typed without a capital, sure ones and doubtful ones, French words left out."""
    found: tuple[set[str], set[str]] = set(), set()
    for line in files("ingest").joinpath("first_names.txt").read_text(encoding="utf-8").splitlines():
        name, _, mark = line.lower().partition(" ")
        if name.isalpha() and len(name) >= SMALLEST and fold(name) not in ENGLISH and not is_french_word(fold(name)):
            found[mark == "?"].update({name, fold(name)})
    return frozenset(found[0]), frozenset(found[1])


_ENGLISH_WORDS = """
said frank dean may page art jade rob don drew bill will chase gene ray tab sky grace
mark peter harry jack roger ernest kelly sally sandy teddy mary
"""
ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""Folded first names that are words of English, in which notes are written too."""

SMALLEST = 4
"""Letters of the shortest first name that counts without a capital; « ana », « noa », « ugo » stand in other words."""


@cache
def names_in_small() -> frozenset[str]:
    """Return the first names of no town as they are typed without a capital, with their accents and without."""
    lines = files("ingest").joinpath("first_names.txt").read_text(encoding="utf-8").splitlines()
    names = {line.partition(" ")[0].lower() for line in lines}
    return frozenset(form for name in names for form in (name, fold(name)) if fold(name) not in place_names())


@cache
def place_names() -> frozenset[str]:
    """Return the folded names of towns, regions and countries of `place_names.txt`."""
    lines = files("ingest").joinpath("place_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(name.strip()) for line in lines if not line.startswith("#") for name in line.split(","))


@cache
def organisation_names() -> frozenset[str]:
    """Return the folded names of firms, media, software and public bodies of `organisation_names.txt`."""
    lines = files("ingest").joinpath("organisation_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(name.strip()) for line in lines if not line.startswith("#") for name in line.split(","))


@cache
def is_first_name(word: str) -> bool:
    """Tell whether a word is a first name of the list, or two of them joined by a hyphen."""
    if word.isupper() and len(word) < 3:
        return False
    sure, doubtful = first_names()
    folded = fold(word)
    if folded in sure or folded in doubtful:
        return True
    parts = folded.split("-")
    return len(parts) == 2 and all(part in sure or part in doubtful for part in parts)


def is_sure(word: str) -> bool:
    """Tell whether a first name is nothing else in French; a short one in capitals may be an acronym (« GRETA »)."""
    return fold(word) not in first_names()[1] and not (word.isupper() and len(word) <= LONGEST_ACRONYM)


@cache
def is_unknown(word: str) -> bool:
    """Tell whether a word is in no list: no place, no body, no French word, no acronym."""
    folded = fold(word)
    if word.isupper() and len(word) <= LONGEST_ACRONYM:
        return False
    parts = re.split(r"[-'’]", folded)
    known = folded in place_names() or folded in organisation_names()
    known = known or any(part in BODIES or is_french_word(part) for part in parts)
    return not known and len(folded) > 1


LONGEST_ACRONYM = 5
"""Letters up to which a word in capitals is an acronym."""


_WORD_BEFORE = re.compile(r"([^\W_]+)(?:\.?[ ’'-]| [Cc]hez )$")
_WORD_BEFORE_OF = re.compile(r"([^\W_]+) (?:de |du |d['’])$")


def names_a_body(before: str, *, of: bool = True) -> bool:
    """Tell whether the words before a name make of it that of a place or of a body: « rue », and « la ferme de »."""
    direct = _WORD_BEFORE.search(before)
    if direct and fold(direct[1]) in BODIES:
        return True
    after = _WORD_BEFORE_OF.search(before) if of else None
    return bool(after and fold(after[1]) in _NAMED_AFTER)


def folded_tokens(names: Sequence[str]) -> frozenset[str]:
    """Return the folded words of some names, particles and initials left out."""
    words = (fold(word) for name in names for word in re.findall(r"[^\W\d_][\w-]+", name) if word[0].isupper())
    return frozenset(word for word in words if len(word) > 2 and word not in {"mme", "mlle", "monsieur", "madame"})
