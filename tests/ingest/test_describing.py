"""Laws of description: titles, kinds, roles, language."""

import pytest

from ingest.blocks import RawFile
from ingest.describing import language_of, make_title
from ingest.describing_parts import is_machine_made
from ingest.preparing import prepare
from ingest.structure import canonical_blocks

PAGE = """Jeudi 6 juin se tiendra la deuxième rencontre organisée par le Cercle des fours \
sur le pain partagé \
du canton.
Vous pouvez vous inscrire auprès de la mairie, nous vous attendons nombreuses et nombreux à la salle \
des fêtes.
Aujourd’hui on va revenir sur le four commun et aborder la question de la farine des moulins voisins …
rappel de la première rencontre
travail par petits groupes
Cette deuxième session de travail visait à décrire le four commun et son rôle dans la vie des trois \
villages voisins.
Le four a été formellement défini comme :
Un lieu tenu par plusieurs villages (habitants, communes, boulangers), qui cuisent ensemble leur \
pain chaque semaine.
Partage Des Tâches : La session a permis de répartir le bois, la chauffe et le nettoyage entre les villages.
Valeur Des Échanges : Un point clé souligné lors de la séance est la joie de se retrouver autour du \
four chaud.
Outil De Suivi : Le tableau utilisé lors de la séance (probablement un cahier) sera gardé près du \
four commun.
Les retours des participants convergent vers une envie de continuer, ce qui a été noté par tout le \
monde présent.
En conclusion, cet atelier a confirmé le besoin de bois sec et la volonté de garder le four ouvert \
tout l’hiver.
La mouture est un terme utilisé pour désigner la farine obtenue au moulin, entre le grain entier et \
la fleur fine.
Le levain regroupe l’ensemble des ferments qui font lever la pâte, et se situe entre la farine et le \
pain cuit.
"""


def roles() -> list[tuple[str, str]]:
    """Return the role and the author of each passage of the page, repetitions left out."""
    prepared = prepare(RawFile("x.txt", PAGE.encode()))
    pairs = [(passage.role, passage.author_kind) for passage in prepared.passages]
    return [pair for index, pair in enumerate(pairs) if index == 0 or pair != pairs[index - 1]]


def test_a_page_of_several_parts_is_told_apart() -> None:
    """Invitation, slides, automatic report, quoted definition and notes each get their role and author."""
    assert [
        ("invitation", "unknown"),
        ("slides", "unknown"),
        ("ai_summary", "ai_summary"),
        ("definition", "human"),
        ("ai_summary", "ai_summary"),
        ("concept_note", "ai_summary"),
    ] == roles()


def test_an_announced_meeting_is_a_session_with_its_publisher() -> None:
    """A page that announces a day is a session; who organises it publishes it."""
    document = prepare(RawFile("x.txt", PAGE.replace("Cercle", "Club").replace("des fours", "Four").encode())).document
    assert ("session", "Club Four", "ai_summary") == (document.kind, document.publisher, document.author_kind)


def test_plain_minutes_are_not_taken_for_a_machine() -> None:
    """Minutes with labels, and nothing else, are not an automatic summary."""
    assert not is_machine_made("Bois : il en manque.\nFarine : il en reste.\nPain : il est bon, en conclusion.")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## La gare\n\nUne phrase.", "La gare"),
        ("Les fours communs sont des lieux tenus par des villages.", "Fours communs"),
        ("L’entraide (EN) est une façon de vivre.", "Entraide"),
        ("Jeudi se tiendra la rencontre du cercle.", "Rencontre du cercle"),
        (
            "Le temps presse. Nous voulons accompagner les petites écoles, partout.",
            "Accompagner les petites écoles",
        ),
        ("Il pleut sur la gare.", "Il pleut sur la gare"),
    ],
)
def test_a_title_is_made_from_the_text(text: str, title: str) -> None:
    """First heading, thing defined, announced or offered, else first words."""
    assert title == make_title(text, canonical_blocks(text))


def test_a_made_title_says_so() -> None:
    """A title of ours is flagged, and its rule logged."""
    prepared = prepare(RawFile("x.txt", b"Il pleut sur la gare depuis trois jours et trois nuits."))
    assert (True, ["made"]) == (prepared.document.title_made, [use.action for use in prepared.uses])


def test_languages_are_told_by_their_little_words() -> None:
    """French and English are told apart; a text without words is French."""
    assert ["fr", "en", "fr"] == [
        language_of(text) for text in ("Le pain est sur la table", "The bread is on the table of it", "123")
    ]


def test_an_english_section_has_english_passages() -> None:
    """In a French note, the passages of the English section are English."""
    note = (
        "---\ntitle: Four commun\nkind: concept\n---\n## En bref\n\nUn four commun est un lieu tenu par des "
        "villages.\n\n"
        "## In English\n\nA common oven is a place that villages run for their bread.\n"
    )
    prepared = prepare(RawFile("four.md", note.encode()))
    assert [("fr", "definition"), ("en", "concept_note")] == [(p.language, p.role) for p in prepared.passages]
