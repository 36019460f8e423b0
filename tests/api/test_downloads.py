"""The name of a file that is sent: readable by any browser, whatever the title."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.downloads import NAME_LIMIT, disposition

_HEADER = re.compile(r"(attachment|inline); filename=\"([a-z0-9-]+)\.md\"; filename\*=UTF-8''([A-Za-z0-9._~%-]+)")


@given(st.text())
def test_any_title_makes_a_name(title: str) -> None:
    """One header of plain ASCII; neither a path, nor a device, nor a mark of direction, nor a second header."""
    found = _HEADER.fullmatch(disposition(title, "md"))
    assert found is not None
    name = unquote(found[3])
    assert name.endswith(".md")
    assert len(name) <= NAME_LIMIT + 3
    assert not set(name) & set('/\\:*?"<>|\r\n\x00\u202e')
    assert 1 == name.count(".")
    assert len(name.encode()) <= 255


@pytest.mark.parametrize(
    ("title", "plain", "accented"),
    [
        ("Atelier\u202f: l’écosystème à Rouen", "atelier-l-ecosysteme-a-rouen", "Atelier l’écosystème à Rouen"),
        ("../../etc/passwd", "etc-passwd", "etc passwd"),
        ("", "document", "document"),
        ("…", "document", "document"),
        ("مرحبا", "document", "مرحبا"),
        ("e\u0301te\u0301", "ete", "été"),
    ],
)
def test_a_title_keeps_its_words(title: str, plain: str, accented: str) -> None:
    """Words only, accents in the second name."""
    found = _HEADER.fullmatch(disposition(title, "md", inline=True))
    assert found is not None
    assert ("inline", plain, f"{accented}.md") == (found[1], found[2], unquote(found[3]))
