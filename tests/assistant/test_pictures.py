"""The pictures of the README are those that the commands draw now, and say in words what they show."""

import re
from pathlib import Path

import pytest

from assistant.cli.grid import run as grid
from assistant.cli.map import run as draw
from assistant.drawing.wording import CLUBS
from tests.assistant.drawn_pictures import read_picture

NO_CLUB = CLUBS["fr"]["none"]

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "corpus" / "pictures"
SHOWN = {path: text for text, path in re.findall(r"!\[([^\]]*)\]\(([^)]+\.svg)\)", (ROOT / "README.md").read_text())}
STALE = "refaites-la : « make pictures »"


@pytest.mark.parametrize("subject", ["clubs", "notions"])
def test_a_map_is_the_one_drawn_now(subject: str, tmp_path: Path) -> None:
    """The tables have not moved since the committed map was drawn."""
    assert 0 == draw([subject, "-o", str(tmp_path / "now.svg")])
    assert (tmp_path / "now.svg").read_text() == (PICTURES / f"{subject}.svg").read_text(), STALE


def test_the_grid_is_the_one_drawn_now(shipped: Path, tmp_path: Path) -> None:
    """Nor have the notes since the committed grid was."""
    assert 0 == grid(["-o", str(tmp_path / "now.svg"), "--data", str(shipped)])
    assert (tmp_path / "now.svg").read_text() == (PICTURES / "grille.svg").read_text(), STALE


def test_no_picture_is_left_alone() -> None:
    """Each committed picture is drawn by a command, or photographs the page, and the README shows or links it."""
    readme = (ROOT / "README.md").read_text()
    held = sorted(path.name for path in PICTURES.iterdir())
    assert ["clubs.svg", "grille.svg", "notions.svg", "page.png"] == held
    assert [] == [name for name in held if f"(corpus/pictures/{name})" not in readme]


def test_the_map_of_clubs_is_told_in_words() -> None:
    """Whoever does not see the map learns from its alternative text which regions have a club, and no other."""
    told = read_picture((PICTURES / "clubs.svg").read_text()).told.split("\n")[1:]
    covered = {line.split("\u202f:")[0] for line in told if NO_CLUB not in line}
    text = SHOWN["corpus/pictures/clubs.svg"]
    assert covered == {line.split("\u202f:")[0] for line in told if line.split("\u202f:")[0] in text}


def test_the_letters_of_a_map_can_be_read_on_a_page() -> None:
    """Shown on a page of 850 points, no letter of a map is under 9, but for rounding."""
    for name in SHOWN:
        svg = (ROOT / name).read_text()
        sizes = [float(one) for one in re.findall(r'font-size="([\d.]+)"', svg)]
        assert 8.9 <= min(sizes) * 850 / read_picture(svg).width, name
