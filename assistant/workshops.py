"""A timed outline for whoever must animate: sourced content, and the assistant's own timings kept apart."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain import Drafted, Hit
from assistant.evidence import Reader, Unit
from assistant.french import analyse, fold, typeset
from assistant.inquiry import Activity, Inquiry
from assistant.knowledge import Lexicon, LexiconEntry
from assistant.ports import PassageIndex
from assistant.workshop_plan import BREAK_BEYOND, LONGEST, SHORTEST

Search = Callable[[str, int], Sequence[Hit]]
Define = Callable[[LexiconEntry], Unit | None]
"""Gives the sentence that defines a term, None when no document does."""

DEFAULT_MINUTES = {
    "Brise-glace": 15,
    "Exercice": 30,
    "Intervention orale": 10,
    "Atelier": 60,
    "Quiz": 15,
    "Jeu de cartes": 20,
    "Jeu de rôle": 30,
    "Grille de lecture": 30,
    "Invitation": 60,
}
"""Minutes of an activity when nobody says how long it lasts."""

THEME_SHARE = 0.5
"""Share of the words of a described theme that a unit holds to be about it."""

_DEFINES = re.compile(r"\b(?:est|sont|designe|regroupe|represente|reunit) (?:un|une|l'|le|la|les|des|l)\b")
_AUDIENCE = re.compile(r"\b(?:pour|avec|a destination d\w+|devant)\b.*$|\b\d+ (?:pers\w*|participant\w*)\b.*$")
_EXAMPLE = re.compile(r"^(?:exemples?|par exemple|ainsi|comme)\b")
_ASIDE = re.compile(r"^(?:limites|in english|prochain pas|a ne pas confondre|ce que rapportent)")

_HOW = {
    "Brise-glace": "À tour de rôle, chaque personne dit en une phrase ce que ces mots évoquent dans son activité.",
    "Exercice": "En petits groupes : partir d’un projet réel, noter ce que disent les extraits, puis ce "
    "qui y ressemble ici.",
    "Intervention orale": "Dire l’idée, lire l’extrait, puis demander un exemple à la salle.",
    "Quiz": "Lire chaque extrait en cachant un mot, demander lequel, puis montrer la source.",
    "Jeu de rôle": "Chaque personne joue un acteur nommé dans les extraits, dit ce qu’il attend, puis "
    "cherche un accord.",
    "Jeu de cartes": "Une carte par extrait : au recto la notion, au verso l’extrait et sa source ; "
    "tirer, lire, relier.",
    "Grille de lecture": (
        "Six cases à remplir pour un projet : l’enjeu du territoire, les acteurs, le déjà-là, la "
        "coopération à construire, "
        "les effets utiles et qui en profite, le prochain pas."
    ),
}
_MAIL = (
    "Objet : invitation à un atelier ({minutes} min)\n"
    "Bonjour,\nNous vous invitons à un atelier, à la date et au lieu de votre choix : [date], [lieu].\n"
    "Ce que disent les documents de notre réseau :"
)
_MAIL_END = "Merci de nous dire si vous viendrez.\nBien à vous,\n[votre nom]"

_STAGES = (
    ("Ouverture", 0.15, "Tour de table : prénom, structure, une attente."),
    ("Apport", 0.2, "Dire les notions avec les extraits cités."),
    (
        "Travail en petits groupes",
        0.4,
        "Partir de projets réels et suivre les étapes ci-dessous, s’il y en a.",
    ),
    ("Mise en commun", 0.15, "Chaque groupe dit une trouvaille et une question."),
    ("Clôture", 0.1, "Un mot de la fin, et le prochain pas de chaque personne."),
)
"""Stages of a workshop: name, share of the time, what one does; generic facilitation, ours and said so."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline as a draft, and the share of its themes that the corpus knows, in [0, 1]."""

    drafted: tuple[Drafted, ...]
    known: float


def outline(
    inquiry: Inquiry, search: Search, index: PassageIndex, reader: Reader, lexicon: Lexicon, define: Define
) -> Outline | None:
    """Return the blocks asked for with their minutes and what the corpus says; None without any content."""
    activities = inquiry.activities
    if any(not _shortest(activity) <= _minutes(activity) <= LONGEST for activity in activities):
        return None
    themes = [theme for activity in activities for theme in themes_of(activity, inquiry)]
    found = {theme: evidence(theme, search, index, reader, lexicon, define) for theme in dict.fromkeys(themes)}
    if not any(found.values()):
        return None
    statements: list[Drafted] = []
    shown: set[tuple[str, int]] = set()
    for activity in activities:
        units = [unit for theme in themes_of(activity, inquiry) or list(found) for unit in found.get(theme, ())]
        new = {_place(unit): unit for unit in units if _place(unit) not in shown}
        shown |= set(new)
        statements += _block(activity, list(new.values()))
    return Outline(tuple(statements), sum(bool(units) for units in found.values()) / len(found))


def _place(unit: Unit) -> tuple[str, int]:
    return unit.document.id, unit.span.start


def schedule(minutes: int) -> list[tuple[str, int, str]]:
    """Return the stages of a workshop with their minutes, which add up to `minutes` exactly."""
    pause = 10 if minutes > BREAK_BEYOND else 0
    left = minutes - pause
    step = 5 if minutes >= 45 else 1
    stages = [(name, max(step, step * round(left * share / step)), how) for name, share, how in _STAGES]
    slack = left - sum(length for _, length, _ in stages)
    name, length, how = stages[2]
    stages[2] = (name, length + slack, how)
    if pause:
        stages.insert(3, ("Pause", pause, "Laisser la salle souffler."))
    return stages


def _shortest(activity: Activity) -> int:
    return SHORTEST if activity.name == "Atelier" else 1


def _minutes(activity: Activity) -> int:
    return activity.minutes if activity.minutes is not None else DEFAULT_MINUTES[activity.name]


def _block(activity: Activity, units: Sequence[Unit]) -> list[Drafted]:
    minutes = _minutes(activity)
    origin = "durée demandée" if activity.minutes is not None else "durée proposée par l’assistant"
    content = [Drafted(_shown(unit), (unit.span,)) for unit in units]
    if activity.name == "Invitation":
        return [Drafted(typeset(_MAIL.format(minutes=minutes))), *content, Drafted(typeset(_MAIL_END))]
    if activity.name != "Atelier":
        return [Drafted(typeset(f"{activity.name} ({minutes} min, {origin}). {_HOW[activity.name]}")), *content]
    stages = "\n".join(f"- {name}, {length} min : {how}" for name, length, how in schedule(minutes))
    heading = f"Atelier ({minutes} min, {origin} ; déroulé proposé par l’assistant) :\n{stages}"
    return [Drafted(typeset(heading)), Drafted(typeset("Ce que disent les documents :")), *content]


def themes_of(activity: Activity, inquiry: Inquiry) -> list[str]:
    """Return the notions of an activity: the terms its theme names, else its parts, else the terms asked."""
    named = [entry.term for entry in inquiry.terms if _names(activity.theme, entry)]
    if named and not re.search(r",|;", activity.theme):
        return named
    parts = [part.strip(" :,;.?!") for part in re.split(r",|;|:|/|\bet\b|\bpuis\b|\band\b", activity.theme)]
    parts = [part for part in parts if analyse(_AUDIENCE.sub("", part))]
    return parts or [entry.term for entry in inquiry.terms]


def _names(theme: str, entry: LexiconEntry) -> bool:
    stems = frozenset(analyse(theme))
    return any(form and form <= stems for form in (frozenset(analyse(name)) for name in entry.names))


def evidence(
    theme: str, search: Search, index: PassageIndex, reader: Reader, lexicon: Lexicon, define: Define
) -> list[Unit]:
    """Return what the documents say of a theme: a sentence, an example, and the steps of a practice."""
    entry = lexicon.find(re.sub(r"^(?:l'|d'|le |la |les |un |une |des |du |de )+", "", fold(theme)))
    forms = [frozenset(analyse(name)) for name in (entry.names if entry else (theme,))]
    units = [
        unit
        for unit in reader.units(search(theme, 14))
        if not unit.is_question and unit.passage.language == "fr" and unit.kind != "item"
        if any(_speaks_of(unit, form) for form in forms)
    ]
    sentences = [unit for unit in units if unit.kind == "sentence"]
    spoken = max(sentences, key=lambda unit: (_worth(unit, forms), -unit.rank, -unit.span.start), default=None)
    best = (define(entry) if entry else None) or spoken
    if best is None:
        return []
    around = [
        unit
        for passage in index.passages_of(best.document.id)
        if best.passage.number <= passage.number <= best.passage.number + 2
        for unit in reader.units_of(passage, best.document, best.rank)
        if unit.kind == "sentence" and not unit.is_question
    ]
    naming = [unit for unit in sentences if any(form <= unit.stems for form in forms)]
    examples = [unit for unit in [*around, *naming] if unit is not best and _is_example(unit)]
    steps = [unit for unit in units if unit.passage.layout == "steps" and _is_titled(unit, forms)]
    return [best, *_nearest(examples, best), *steps[:1]]


def _speaks_of(unit: Unit, form: frozenset[str]) -> bool:
    """Tell whether a unit, with its headings and title, holds a theme: all of a name, most of a description."""
    held = form & (unit.stems | unit.context)
    return bool(form) and (held == form or (len(form) > 1 and len(held) >= THEME_SHARE * len(form)))


def _nearest(examples: Sequence[Unit], best: Unit) -> list[Unit]:
    """Return the example that stands nearest after a sentence, in its document first."""
    return sorted(
        examples,
        key=lambda unit: (unit.document.id != best.document.id, abs(unit.span.start - best.span.start)),
    )[:1]


def _is_example(unit: Unit) -> bool:
    heading = fold(unit.passage.headings[-1]) if unit.passage.headings else ""
    return heading.startswith("exemple") or _EXAMPLE.match(unit.folded) is not None or unit.document.kind == "case"


def _is_titled(unit: Unit, forms: Sequence[frozenset[str]]) -> bool:
    """Tell whether the title or the headings above a unit name the theme."""
    return any(form <= unit.context for form in forms)


def _worth(unit: Unit, forms: Sequence[frozenset[str]]) -> float:
    own = 1.0 if any(form <= unit.stems for form in forms) else 0.0
    role = 0.4 if unit.passage.role == "definition" else -0.3 if unit.passage.role in {"slides", "invitation"} else 0.0
    heading = fold(unit.passage.headings[-1]) if unit.passage.headings else ""
    first = (0.3 if unit.position == 0 else 0.0) + (0.5 if _is_titled(unit, forms) else 0.0)
    defines = 0.3 if _DEFINES.search(unit.folded[:90]) else 0.0
    opens = defines + 0.5 if any(form <= frozenset(analyse(unit.text[:45])) for form in forms) else 0.0
    return own + opens + role + first + 0.5 / (1 + unit.rank) - (0.6 if _ASIDE.match(heading) else 0.0)


def _shown(unit: Unit) -> str:
    if unit.kind == "list":
        return unit.text
    text = unit.text[:1].upper() + unit.text[1:]
    return text if re.search(r"[.!?…:][»\")\s]*$", text) else f"{text}."
