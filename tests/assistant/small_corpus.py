"""An invented field, as the tests of the assistant know it: shared village ovens and their circles."""

from pathlib import Path

from assistant.adapters.subword import SubwordEmbedder
from assistant.answering import Assistant
from assistant.domain import Document, Passage, Span
from assistant.knowledge import Lexicon, Places, load_lexicon, load_places
from assistant.ports import Writer
from ingest.blocks import RawFile
from ingest.preparing import prepare
from tests.fakes import MemoryIndex

_HEAD = """---
title: {title}
kind: {kind}
author_kind: human
publisher: Carnets des fours
url: https://exemple.invalid/{name}
places: {places}
terms: {terms}
audience: [newcomer]
sources:
  - title: Carnet public des fours
    url: https://exemple.invalid/carnet
---
"""

_BODIES = {
    (
        "concepts/four-commun.md",
        "Four commun villageois (FCV)",
        "concept",
        "[]",
        "[four commun villageois]",
    ): """
## En bref

Un four commun villageois (FCV) est un four tenu par plusieurs hameaux, qui cuisent ensemble leur pain.

Le sigle FCV signifie « four commun villageois ».

## Exemple

Au hameau du Tertre, douze familles chauffent le four chaque samedi et partagent le bois.

## In English

A shared village oven is an oven kept by several hamlets that bake their bread together.

## Prochain pas

Demandez à deux voisins ce qu’ils cuiraient dans un four tenu à plusieurs.
""",
    ("concepts/levain-partage.md", "Levain partagé", "concept", "[]", "[levain partagé]"): """
## En bref

Le levain partagé désigne une pâte vivante que les familles nourrissent à tour de rôle.

## Les gestes

Nourrir un levain partagé demande trois gestes :

- peser la farine du moulin ;
- verser une eau tiède ;
- noter le jour sur le cahier.
""",
    ("clubs/cercle-de-plaine.md", "Cercle de Plaine", "club", "[Plaine]", "[cercle des fours]"): """
## En bref

La liste des cercles des fours range la Plaine sous « PLAINE : Cercle de Plaine ».

Un cercle des fours met en lien les boulangers, les mairies et les familles d’un territoire.
""",
    ("clubs/cercle-du-port.md", "Cercle du Port", "club", "[Port-Clair]", "[cercle des fours]"): """
## En bref

La liste des cercles des fours range Port-Clair sous « PORT : Cercle du Port ».
""",
    (
        "practices/ouvrir-le-four.md",
        "Ouvrir un four commun",
        "practice",
        "[]",
        "[four commun villageois]",
    ): """
## Déroulé

1. Réunir les familles devant le four commun villageois.
2. Tracer la carte des hameaux et des réserves de bois.
3. Choisir ensemble le jour de la première cuisson.
""",
}

_LEXICON = """
- term: four commun villageois
  acronym: FCV
  expansions: [four commun villageois]
  aliases: {fr: [four commun, fours communs], en: [shared village oven]}
  definition: {fr: Un four tenu par plusieurs hameaux., en: An oven kept by several hamlets.}
  related: [levain partagé]
  false_expansions: [fournil central de ville]
  note: concepts/four-commun.md
- term: levain partagé
  definition: {fr: Une pâte nourrie à tour de rôle., en: A dough fed in turn.}
  aliases: {fr: [], en: [shared sourdough]}
  related: [four commun villageois]
  note: concepts/levain-partage.md
- term: cercle des fours
  kind: actor
  aliases: {fr: [cercles des fours, cercle], en: []}
  definition: {fr: Un groupe qui tient des fours., en: A group that keeps ovens.}
  note: clubs/cercle-de-plaine.md
"""

_PLACES = """
regions:
  - {name: Plaine, clubs: [plaine]}
  - {name: Rivage, clubs: []}
departments:
  - {code: "91", name: Haute-Plaine, region: Plaine}
  - {code: "92", name: Bas-Rivage, region: Rivage}
towns:
  - {name: Bourg-Neuf, department: "91"}
  - {name: Villebelle, department: "91"}
  - {name: Villebelle, department: "92"}
  - {name: Port-Clair, department: "91", clubs: [port]}
  - {name: Lacs, department: "92", ambiguous: true}
countries:
  - {name: Atlantide}
clubs:
  - {id: plaine, name: Cercle de Plaine, territory: Plaine, listed_as: "PLAINE : Cercle de Plaine",
     regions: [Plaine], note: clubs/cercle-de-plaine.md}
  - {id: port, name: Cercle du Port, territory: Port-Clair, listed_as: "PORT : Cercle du Port",
     towns: [Port-Clair], note: clubs/cercle-du-port.md}
holes:
  - {region: Rivage}
"""


def notes() -> dict[str, str]:
    """Return the text of each note by its path."""
    return {
        path: _HEAD.format(title=title, kind=kind, name=path, places=places, terms=terms) + body
        for (path, title, kind, places, terms), body in _BODIES.items()
    }


def write(folder: Path) -> Path:
    """Write the corpus in a folder, and return the folder."""
    for path, text in notes().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "lexicon.yaml").write_text(_LEXICON, encoding="utf-8")
    (folder / "places.yaml").write_text(_PLACES, encoding="utf-8")
    return folder


def memory_index(extra: dict[str, str] | None = None) -> MemoryIndex:
    """Return the notes, and some more, in an index held in memory."""
    prepared = [prepare(RawFile(path, text.encode())) for path, text in sorted((notes() | (extra or {})).items())]
    passages = [passage for one in prepared for passage in one.passages]
    embedder = SubwordEmbedder()
    vectors = embedder.embed_passages([passage.text for passage in passages])
    return MemoryIndex([one.document for one in prepared], passages, vectors, embedder.name)


def tables(folder: Path) -> tuple[Lexicon, Places]:
    """Return the lexicon and the places, read from a folder they are written in."""
    write(folder)
    return load_lexicon(folder), load_places(folder)


def small_assistant(folder: Path, extra: dict[str, str] | None = None, writer: Writer | None = None) -> Assistant:
    """Return an assistant over the notes, and some more; a writer words its answers when one is given."""
    index = memory_index(extra)
    return Assistant(lambda: index, SubwordEmbedder(), *tables(folder), writer=writer)


def span(text: str, start: int = 0, end: int | None = None, *, identity: str = "d1") -> Span:
    """Return a span over a document of one passage."""
    document = Document(id=identity, title="Le four", location=f"{identity}.md", text=text)
    passage = Passage(id=f"{identity}-0", document_id=identity, number=0, start=0, end=len(text), text=text)
    return Span(passage, document, start, len(text) if end is None else end)
