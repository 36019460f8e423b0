import json
import random
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest

from ingest.byte_search import ByteSearch
from ingest.forgotten import words_of

NAME = "Anne-Lise Brévand"
NFD = unicodedata.normalize("NFD", NAME)


def count(tmp_path: Path, content: bytes, name: str = NAME) -> int:
    """Return how many times a file of this content holds a name."""
    (tmp_path / "file").write_bytes(content)
    return ByteSearch(words_of(name)).count(tmp_path / "file")


@pytest.mark.parametrize("codec", ["utf-8", "latin-1", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "spelling", [NAME, NAME.upper(), "anne lise brevand", "BRÉVAND, Anne-Lise", "Annelise\nBrévand"]
)
def test_a_name_is_found_in_any_encoding(tmp_path: Path, codec: str, spelling: str) -> None:
    """Whatever the letters, the order and the encoding, between bytes that are no text."""
    assert 1 == count(tmp_path, b"\x00\x01" + spelling.encode(codec) + b"\x00\x02")


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(NAME).encode(),
        json.dumps(NFD).encode(),
        quote(NAME).encode(),
        quote(NFD, safe="").encode(),
        b"Anne-Lise Br&eacute;vand",
        b"Anne-Lise Br&#233;vand",
        NFD.encode(),
        NFD.encode("utf-16-le"),
        b"x" * 15_999_990 + b" " + NAME.encode(),
    ],
)
def test_a_name_is_found_under_escapes_and_across_pieces(tmp_path: Path, content: bytes) -> None:
    """JSON, URL and HTML escapes, decomposed letters, and a name cut by the size of what is read at once."""
    assert 0 < count(tmp_path, content)


@pytest.mark.parametrize(
    ("name", "spelling"), [("Zoé Ruel", "RUEL Zoe"), ("Çelik", "celik"), ("Cœur Luz", "COEUR LUZ"), ("Éo Ao", "éo ao")]
)
def test_names_of_few_consonants_are_found_too(tmp_path: Path, name: str, spelling: str) -> None:
    """A name that leaves little to pick out is looked for all the same."""
    assert (1, 1) == (
        count(tmp_path, f"Bonjour {name} !".encode(), name),
        count(tmp_path, f"Oui, {spelling}.".encode(), name),
    )


@pytest.mark.parametrize("text", ["Suzanne-Lise Brévand", "Anne-Lise Brévandier", "Anne-Lise Durand", ""])
def test_another_name_is_not_found(tmp_path: Path, text: str) -> None:
    """Whole words, and all of them."""
    assert 0 == count(tmp_path, text.encode())


def test_noise_holds_no_name(tmp_path: Path) -> None:
    """Random bytes, as vectors are, hold neither a long name nor a short one."""
    noise = random.Random(3).randbytes(3_000_000)

    assert (0, 0) == (count(tmp_path, noise), count(tmp_path, noise, "Noé"))
