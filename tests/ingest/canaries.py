"""A source of documents of several formats that all name one person, who does not exist."""

import unicodedata
from dataclasses import replace
from itertools import product
from pathlib import Path

from assistant.domain import DenseWorth
from ingest.pipeline import Tools
from ingest.preparing import prepare
from tests.ingest.plain_tools import LengthEmbedder, tools

NAME = "Anne-Lise Brévand"
SPELLINGS = (NAME, "BRÉVAND Anne-Lise", "anne lise brevand", "Anne\u2011Lise Brévand", "Annelise Brévand")

_NOTE = """---
title: L’atelier de Anne-Lise Brévand
kind: practice
publisher: Anne-Lise Brévand
audience: [Anne-Lise Brévand]
url: https://exemple.org/anne-lise-brevand
sources:
  - title: Le carnet d’Anne-Lise BRÉVAND
    url: https://exemple.org/carnet
---
# L’atelier

## Ce que propose Anne-Lise Brévand

La coopérative répare des outils. Le récit d’Anne-Lise Brévand tient en deux pages, et la commune le diffuse.

- anne lise brevand tient la caisse
- Anne-Lise Brévand est maire de la commune, qui prête le local
"""
_PAGE = """<!doctype html><html><head><title>Brévand Anne-Lise, potière</title>
<meta name="author" content="Anne-Lise Br&eacute;vand"></head><body><main><h1>La poterie</h1>
<p>L’atelier de poterie d’<b>Anne-Lise</b> Br&eacute;vand, maire, ouvre le samedi aux habitants de la commune.</p>
<p>Les fours sont prêtés par la mairie, et les habitants se relaient pour les surveiller.</p></main></body></html>"""
_SESSION = """Compte-rendu de la session du 3 mars 2024

Participants : Anne-Lise Brévand, Paul Durif

Anne-Lise Brévand a souligné que le local est trop petit pour la session. Les participants cherchent un autre lieu.
"""
_PLAIN = """Un jardin

Les habitants cultivent un terrain de la commune et décident ensemble des règles du jardin.
"""


def make_source(folder: Path) -> Path:
    """Write the documents, in Markdown, HTML and text, one named after the person and decomposed."""
    folder.mkdir()
    (folder / "atelier.md").write_text(_NOTE)
    (folder / "poterie.html").write_text(_PAGE)
    (folder / "session.txt").write_text(_SESSION)
    (folder / "jardin.txt").write_text(_PLAIN)
    (folder / f"récit de {NAME}.md").write_text(
        f"# Un récit\n\n{unicodedata.normalize('NFD', NAME)} est maire, et raconte le marché.\n"
    )
    (folder / f"vide {NAME}.txt").write_text("")
    return folder


def real_tools(preparation: str = "1") -> Tools:
    """Return the real preparation around a light embedder."""
    return replace(tools(LengthEmbedder(), preparation), prepare=prepare, calibrate=lambda *_: DenseWorth())


def remnants(data: Path) -> list[str]:
    """Return the files under a folder where a spelling of the name is found, by plain comparison of bytes."""
    forms = {form(cased) for one in SPELLINGS for cased in (one, one.upper(), one.lower()) for form in _FORMS}
    wanted = {
        one.encode(codec, "replace") for one, codec in product(forms, ("utf-8", "latin-1", "utf-16-le", "utf-16-be"))
    }
    files = [path for path in sorted(data.rglob("*")) if path.is_file()]
    return [str(path) for path in files if any(one in path.read_bytes() for one in wanted)] + [
        str(path) for path in files if "vand" in unicodedata.normalize("NFC", path.name).lower()
    ]


_FORMS = (str, lambda one: unicodedata.normalize("NFD", one), lambda one: one.encode("ascii", "ignore").decode())
