"""A two-hour workshop plan over an invented field, as long and as full as a real one."""

from assistant.domain import MINIMAL_QUOTE, AuthorKind, Citation, Engine, Source, Statement
from assistant.workshop_plan import PlanBlock, WorkshopPlan, WorkshopRequest


def cited(text: str, *marks: int) -> Statement:
    """Return a statement that rests on the notes of some marks, its quote being its own text."""
    quote = text if len(text) >= MINIMAL_QUOTE else text.ljust(MINIMAL_QUOTE, ".")
    spans = (Citation(mark=mark, passage_id=f"p{mark}", start=0, end=len(quote), quote=quote) for mark in marks)
    return Statement(text=text, origin="source", citations=tuple(spans))


def own(text: str) -> Statement:
    """Return a statement of the assistant's own."""
    return Statement(text=text, origin="assistant")


def _source(mark: int, title: str, author_kind: AuthorKind = "human", **fields: str) -> Source:
    return Source.model_validate(
        {"mark": mark, "document_id": f"{mark:016x}", "title": title, "kind": "concept", "author_kind": author_kind}
        | fields
    )


SOURCES = (
    _source(
        1,
        "Four commun villageois",
        publisher="Carnets des fours",
        url="https://exemple.invalid/four?x=1&y=2",
        published_on="2021-02-15",
    ),
    _source(2, "Veillée des levains", "ai_summary", publisher="Cercle de Plaine", event_on="--10-13", kind="session"),
    _source(3, "Le moulin du Tertre", "unknown", retrieved_on="2024-03", kind="case"),
)

BLOCKS = (
    PlanBlock(
        name="Accueil et tour de table",
        start=0,
        minutes=15,
        objective="Savoir qui est là et ce que chacun attend de la séance.",
        says=(own("Bienvenue. Chaque personne dit son prénom, sa structure et une attente, en trente secondes."),),
        does=(own("À tour de rôle, dire une attente et la noter sur un carton."),),
        material=("cartons", "feutres", "une horloge visible"),
        output="Un mur d’attentes.",
    ),
    PlanBlock(
        name="Les notions, avec leurs sources",
        start=15,
        minutes=20,
        objective="Partager les mots du jour.",
        says=(
            cited("Un four commun villageois est un four tenu par plusieurs hameaux, qui cuisent leur pain.", 1),
            cited("Le levain partagé désigne une pâte vivante que les familles nourrissent à tour de rôle.", 1, 2),
            own("Demandez à la salle un exemple proche de chez elle."),
        ),
        does=(own("Reformuler chaque notion avec un exemple vécu."),),
        material=("une affiche par notion",),
        output="Deux exemples par notion.",
    ),
    PlanBlock(
        name="Travail en petits groupes",
        start=35,
        minutes=40,
        objective="Partir d’un four réel et chercher qui en profite.",
        says=(
            cited(
                "Nourrir un levain demande trois gestes :\n- peser la farine ;\n- verser l’eau ;\n- noter le jour.", 2
            ),
            own("Passez dans les groupes au bout de dix minutes, puis à mi-temps."),
        ),
        does=(
            own("Choisir un four connu du groupe ; écrire ce qui existe déjà, qui en profite, et ce qui manque."),
            own("Désigner une personne qui racontera."),
        ),
        material=("grille imprimée en A3", "notes autocollantes"),
        output="Une grille remplie par groupe.",
    ),
    PlanBlock(name="Pause", start=75, minutes=10, is_break=True),
    PlanBlock(
        name="Mise en commun",
        start=85,
        minutes=20,
        objective="Entendre ce que les groupes ont trouvé.",
        says=(own("Chaque groupe a trois minutes : une trouvaille et une question."),),
        does=(own("Raconter, puis relier par un trait ce qui se ressemble d’un groupe à l’autre."),),
        output="Une carte des liens.",
    ),
    PlanBlock(
        name="Clôture et prochain pas",
        start=105,
        minutes=15,
        objective="Repartir avec un geste à faire.",
        says=(own("Demandez à chaque personne un prochain pas et une date."),),
        does=(own("Écrire son prochain pas et le lire à voix haute."),),
        material=("cartes postales",),
        output="Un prochain pas par personne.",
    ),
)


def sample_plan() -> WorkshopPlan:
    """Return the plan: six blocks with a break, four lists, three notes of three kinds of authors."""
    return WorkshopPlan(
        id="plan-0001",
        request=WorkshopRequest(
            theme="le four commun et le levain partagé", minutes=120, people=15, audience="des élus de villages"
        ),
        title="Atelier : le four commun, une affaire de plusieurs hameaux",
        blocks=BLOCKS,
        questions=(
            cited("Que cuiriez-vous dans un four tenu à plusieurs ?", 1),
            cited("Qui profite du four sans jamais y cuire de pain ?", 2),
        ),
        examples=(
            cited("Au hameau du Tertre, douze familles chauffent le four chaque samedi et partagent le bois.", 3),
        ),
        cautions=(
            own("Ne promettez pas de calendrier : aucun document n’en donne."),
            cited("Un four commun ne tient que si quelqu’un garde la clef.", 3),
        ),
        afterwards=(own("Envoyez la photo des grilles et la liste des prochains pas sous une semaine."),),
        sources=SOURCES,
        engine=Engine(writer="extractive", embedder="subword", generation="essai"),
    )
