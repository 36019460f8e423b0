"""Which passage of the corpus is the next step of whom, at each of the three times: a table, no sentence of its own.

The three times are those of the communities of development: to become aware, to commit oneself, to animate
cooperation around oneself. The table only points at notes, by their path; the words shown are theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.domain import Persona
from assistant.inquiry import Stage


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a step stands."""

    note: str
    """Path of the note in the corpus."""
    says: str = ""
    """How the sentence of the note that tells the step begins, folded; without it, the step is what the note suggests
    under « Prochain pas », or what a practice says to do."""


_LEARN = (
    Pointer("concepts/economie-de-la-fonctionnalite-et-de-la-cooperation.md"),
    Pointer("concepts/par-ou-commencer.md"),
    Pointer("actors/atemis.md"),
)
FIELD = _LEARN[0].note
"""The note on the field itself, of which a first step is asked when it is asked of nothing in particular."""

_JOIN = (Pointer("concepts/trois-temps-des-communautes.md", "au temps 2, une partie prenante"),)
_GATHER = (Pointer("concepts/trois-temps-des-communautes.md", "au temps 3, un adherent"),)

_STEPS: Mapping[tuple[Persona | None, Stage | None], tuple[Pointer, ...]] = MappingProxyType(
    {
        (None, "aware"): _LEARN,
        (None, "committed"): (*_JOIN, Pointer("concepts/trajectoire.md")),
        (None, "animating"): (*_GATHER, Pointer("practices/organiser-un-echange-entre-pairs.md")),
        ("newcomer", None): _LEARN,
        ("newcomer", "aware"): _LEARN,
        ("newcomer", "committed"): (Pointer("concepts/ecosysteme-cooperatif-territorialise.md"),),
        ("newcomer", "animating"): (Pointer("practices/choisir-des-ressources-pour-debutants.md"),),
        ("entreprise", None): (
            Pointer("concepts/entreprises-efc.md"),
            Pointer("concepts/de-la-chaine-de-valeur-a-l-ecosysteme-cooperatif.md"),
        ),
        ("entreprise", "aware"): (
            Pointer("concepts/de-la-chaine-de-valeur-a-l-ecosysteme-cooperatif.md"),
            Pointer("concepts/entreprises-efc.md"),
        ),
        ("entreprise", "committed"): (*_JOIN, Pointer("concepts/changement-d-echelle.md")),
        ("entreprise", "animating"): (*_GATHER, Pointer("practices/ouvrir-un-espace-reflexif.md")),
        ("collectivite", None): (
            Pointer("concepts/role-de-la-collectivite.md"),
            Pointer("concepts/referentiel-territoires-en-transition.md"),
        ),
        ("collectivite", "aware"): (
            Pointer("concepts/role-de-la-collectivite.md"),
            Pointer("concepts/referentiel-territoires-en-transition.md"),
        ),
        ("collectivite", "committed"): (
            Pointer("practices/organiser-un-groupe-de-travail.md"),
            Pointer("practices/dessiner-le-systeme-d-acteurs.md"),
        ),
        ("collectivite", "animating"): (Pointer("practices/preparer-le-terreau-fertile.md"),),
        ("animateur", None): (
            Pointer("sessions/fin-de-cycle-questions-et-suites.md"),
            Pointer("concepts/communaute-d-accompagnateurs.md"),
            Pointer("concepts/intervention-recherche.md"),
        ),
        ("animateur", "aware"): (Pointer("practices/ouvrir-avec-trois-questions.md"),),
        ("animateur", "committed"): (
            Pointer("practices/partir-d-un-projet-existant.md"),
            Pointer("practices/organiser-un-groupe-de-travail.md"),
        ),
        ("animateur", "animating"): (*_GATHER, Pointer("practices/organiser-un-echange-entre-pairs.md")),
        ("association", None): (
            Pointer("concepts/accompagnement.md"),
            Pointer("concepts/economie-sociale-et-solidaire.md"),
        ),
        ("association", "aware"): (
            Pointer("concepts/economie-sociale-et-solidaire.md"),
            Pointer("concepts/accompagnement.md"),
        ),
        ("association", "committed"): (
            Pointer("concepts/accompagnement.md"),
            Pointer("practices/chercher-les-effets-utiles.md"),
        ),
        ("association", "animating"): (Pointer("practices/ouvrir-un-espace-reflexif.md"),),
    }
)

PROFILES: tuple[Persona, ...] = ("entreprise", "collectivite", "animateur", "association")
"""Persons whose first steps differ, asked for when they change the answer."""


def pointers(persona: Persona | None, stage: Stage | None) -> tuple[Pointer, ...]:
    """Return where the steps of a person at a stage stand, the best first; none for whom nothing is known."""
    return _STEPS.get((persona, stage), _STEPS.get((None, stage), ()))
