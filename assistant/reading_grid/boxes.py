"""The eight boxes of the grid: what each asks, the term that explains it, and the words that belong to it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

from pydantic import model_validator

from assistant.domain import Language, Record, Source, Statement
from assistant.french import analyse

DESCRIPTION_LIMIT = 3000
"""Characters of a description, about a typed page: all in one box, they print at 6 points on a sheet of A4."""


@dataclass(frozen=True)
class GridBox:
    """A box of the grid."""

    name: str
    question: str
    """What to ask oneself; the assistant's own wording."""
    term: str
    """Term of the lexicon whose note defines the box."""
    english: tuple[str, str]
    """Name and question in English."""
    vocabulary: str
    """Words of a sentence that belongs there, parted by blanks."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the name and of the vocabulary, its plurals and its plural verbs, which may stem otherwise."""
        listed = self.vocabulary.split()
        plurals = [f"{word}s" for word in listed]
        verbs = [
            word.removesuffix("er") + ending for word in listed if word.endswith("er") for ending in ("ent", "ons")
        ]
        return frozenset(analyse(" ".join([self.name, *listed, *plurals, *verbs])))


BOXES = (
    GridBox(
        "Acteurs",
        "Qui agit déjà, qui est concerné, qui manque autour de la table ?",
        "écosystème coopératif territorialisé",
        ("Actors", "Who acts already, who is concerned, who is missing around the table?"),
        "entreprise association collectivité commune mairie élu habitant citoyen agriculteur artisan commerçant "
        "institution État partenaire coopérative département région agglomération intercommunalité université école "
        "hôpital maison banque caisse mutuelle fondation bénévole salarié équipe collectif réunir associer participer",
    ),
    GridBox(
        "Enjeux et grandes fonctions de vie",
        "De quels besoins du territoire part-on : habiter, se nourrir, se soigner, se déplacer… ?",
        "grandes fonctions de vie",
        (
            "Stakes and great functions of life",
            "Which needs do we start from: housing, food, health, mobility…?",
        ),
        "enjeu besoin problème difficulté défi manque habiter logement se loger alimentation alimenter nourrir manger "
        "santé soigner soin mobilité déplacer déplacement transport travailler emploi chômage formation former "
        "culture cultiver climat eau énergie isolement précarité biodiversité",
    ),
    GridBox(
        "Déjà-là",
        "Qu’est-ce qui existe et marche déjà ici, même sans porter de nom ?",
        "déjà-là",
        ("What is already there", "What exists and works here already, even without a name?"),
        "déjà existe existant existent ancien depuis longtemps habitude tradition histoire patrimoine lancé "
        "ouvert installé réalisé actuellement aujourd’hui connu fonctionne expérience",
    ),
    GridBox(
        "Visée",
        "Quel horizon commun, plus large qu’un produit, veut-on atteindre ensemble ?",
        "visée",
        ("Aim", "Which common horizon, wider than a product, do we want to reach together?"),
        "viser horizon ambition but objectif vouloir voulons souhaiter souhaitons rêver rêve devenir demain futur "
        "avenir vision imaginer finalité permettre afin",
    ),
    GridBox(
        "Solution intégrée et ses briques",
        "Quels biens et services, portés par plusieurs, forment la réponse ? Quelle brique chacun apporte-t-il ?",
        "solution intégrée",
        (
            "Integrated solution and its bricks",
            "Which goods and services make the answer, and who brings which?",
        ),
        "brique service produit offre atelier plateforme lieu équipement légumerie cuisine boutique épicerie location "
        "livraison créer proposer construire aménager assembler mutualiser outil vélo jardin ferme magasin chantier",
    ),
    GridBox(
        "Effets utiles et bénéficiaires",
        "Qu’est-ce que cela change, pour les usagers et pour qui n’en est pas usager ?",
        "effets utiles",
        ("Useful effects and who benefits", "What does it change, for users and for those who are not?"),
        "bénéficier bénéfice bénéficiaire profiter améliorer amélioration réduire réduction baisse augmenter moins "
        "davantage gagner économie éviter usager utilité impact résultat changer évolution lien confiance bienfait",
    ),
    GridBox(
        "Ressources",
        "Sur quelles ressources compter, matérielles et immatérielles, et lesquelles mettre en commun ?",
        "ressources immatérielles",
        ("Resources", "On which resources can we count, material and immaterial, and which can be shared?"),
        "argent budget financement financer subvention euro fonds compétence savoir savoir-faire local terrain "
        "bâtiment matériel temps moyen disposer prêter prêt don bénévolat expertise réseau connaissance",
    ),
    GridBox(
        "Prochain pas",
        "Quel premier geste, par qui, pour quand ?",
        "par où commencer",
        ("Next step", "Which first move, by whom, by when?"),
        "prochaine prochainement suivant suite étape semaine mois rencontrer rencontre réunion inviter appeler "
        "contacter commencer démarrer premier première planifier rendez-vous bientôt essayer tester",
    ),
)
"""The boxes in their reading order; the vocabularies are everyday French, written by us."""


class FilledBox(Record):
    """A box ready to be drawn: its prompts, and the words of whoever fills it."""

    name: str
    definition: Statement | None = None
    """What the corpus says of it, cited; None when no note defines it."""
    question: Statement
    """The assistant's own."""
    words: tuple[str, ...] = ()
    """Sentences of the description, each as it was typed."""


class ReadingGrid(Record):
    """A grid, empty or filled in; its notes are numbered from 1 in the order of the boxes."""

    boxes: tuple[FilledBox, ...]
    language: Language = "fr"
    """Of the names and of the questions; definitions are quoted as they stand."""
    to_sort: tuple[str, ...] = ()
    """Sentences that no vocabulary claims."""
    sources: tuple[Source, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nobody has written in it."""
        return not self.to_sort and not any(box.words for box in self.boxes)

    @model_validator(mode="after")
    def _marks_resolve(self) -> Self:
        cited = [one.mark for box in self.boxes if box.definition for one in box.definition.citations]
        if sorted(set(cited)) != [source.mark for source in self.sources]:
            raise ValueError(f"marks {sorted(set(cited))} do not match the sources")
        return self
