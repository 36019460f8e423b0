"""Every date of a document comes with the text that proves it."""

import pytest

from ingest.blocks import RawFile
from ingest.date_proofs import PROOFS, proof_of
from ingest.preparing import prepare

_BODY = "Le verger partagé réunit des habitants qui récoltent ensemble et décident ensemble de ses règles."
_PAGE = f"""<html><head><title>Verger</title>
<meta content="2025-03-04T10:00:00+01:00" property="article:published_time"></head>
<body><h1>Verger</h1><p>{_BODY}</p></body></html>"""
_NOTE = f"---\ntitle: Verger\npublished_on: 2024-05\nretrieved_on: 2025-11-02\n---\n{_BODY}\n"
_POST = f"Verger\n\nPublié le 4 mars 2025\n\n{_BODY}\n"
_MEETING = f"Verger\n\n{_BODY}\n\nLa rencontre aura lieu le 12 avril 2026 à la ferme, avec les habitants.\n"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.html", _PAGE, {"published_on": "article:published_time 2025-03-04T10:00:00+01:00"}),
        ("a.md", _NOTE, {"published_on": "published_on: 2024-05", "retrieved_on": "retrieved_on: 2025-11-02"}),
        ("a.txt", _POST, {"published_on": "Publié le 4 mars 2025"}),
        ("a.txt", _MEETING, {"event_on": "12 avril 2026"}),
        ("a.txt", _BODY, {}),
    ],
)
def test_a_date_known_has_a_proof_and_no_other_has(name: str, content: str, expected: dict[str, str]) -> None:
    """The proof is the place that states the date, whether front matter, head of a page, line or sentence."""
    prepared = prepare(RawFile(name, content.encode()))
    known = {field for field in PROOFS if getattr(prepared.document, field)}
    proofs = {field: proof for field in PROOFS if (proof := proof_of(field, prepared.uses))}
    assert (known, expected) == (set(expected), proofs)
