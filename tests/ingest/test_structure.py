"""Laws of structure recovery."""

from ingest.aligned import AlignedText
from ingest.cleaning import clean
from ingest.cleaning_log import CleaningLog
from ingest.structure import canonical_blocks

PROSE = "Les habitantes et les habitants du canton préparent ensemble la réouverture de la gare, avec la commune."
OTHER = "Un four à pain partagé réunit trois villages, qui se relaient chaque semaine pour le chauffer et le nettoyer."


def structure(text: str) -> str:
    """Return the canonical text."""
    return clean(AlignedText.of(text), CleaningLog()).text.text


def test_a_short_line_above_a_paragraph_is_a_heading() -> None:
    """A short line without a final stop, followed by prose, is a heading, blank line or not."""
    assert f"## La gare\n\n{PROSE}\n\n## Le four\n\n{OTHER}" == structure(f"La gare\n\n{PROSE}\nLe four\n{OTHER}")


def test_numbered_parts_are_headings() -> None:
    """« Étape 2 : … » without a stop is a heading; a colon at the end of a heading goes."""
    assert f"## Étape 1\n\n{PROSE}\n\n## Étape 2 : Le four\n\n{OTHER}" == structure(
        f"Étape 1 :\n\n{PROSE}\n\nÉtape 2 : Le four\n{OTHER}"
    )


def test_bullets_of_any_kind_are_one_list() -> None:
    """Lines with printed bullets, indented or not, become the items of one list, wording kept."""
    text = structure(f"{PROSE}\n\n  • NORD : Cercle A\n  • SUD : Cercle B\n\n  ◦ Cercle C")
    assert f"{PROSE}\n\n- NORD : Cercle A\n- SUD : Cercle B\n- Cercle C" == text


def test_a_run_of_short_parallel_lines_is_one_list() -> None:
    """Short lines without a stop, one below the other, are the items of a list without bullets."""
    items = ["Four du Bas (pain)", "Gare Nord (train)", "Pré Commun (moutons)", "Atelier vélo Centre"]
    assert f"{PROSE}\n\n" + "\n".join(f"- {item}" for item in items) == structure(PROSE + "\n" + "\n".join(items))


def test_an_announcement_opens_a_list_of_labelled_paragraphs() -> None:
    """« Terme : phrase » lines below an announcement are its items, whole."""
    lines = [
        "Ouvrir : la salle accueille toutes les voix du canton.",
        "Tenir : le cercle se réunit chaque mois.",
    ]
    text = structure(f"{PROSE}\nLe cercle suit deux règles :\n" + "\n".join(lines) + f"\n{OTHER}")
    assert f"{PROSE}\n\nLe cercle suit deux règles :\n\n- {lines[0]}\n- {lines[1]}\n\n{OTHER}" == text


def test_a_run_of_questions_is_one_list() -> None:
    """Three questions one below the other are one list."""
    assert f"{PROSE}\n\n- Qui vient ?\n- Avec quoi ?\n- Pour combien de temps ?" == structure(
        f"{PROSE}\nQui vient ?\nAvec quoi ?\nPour combien de temps ?"
    )


def test_a_labelled_paragraph_alone_stays_a_paragraph() -> None:
    """« Terme : phrase » with nothing that announces it is neither a heading nor an item."""
    assert f"Limite : {OTHER}\n\n{PROSE}" == structure(f"Limite : {OTHER}\n{PROSE}")


def test_a_text_cut_by_hand_is_joined_again() -> None:
    """Line ends in the middle of sentences, at one width, do not make paragraphs."""
    words = f"{PROSE} {OTHER} {PROSE[::-1]}".replace("É", "E").lower().split()
    rows, row = [], ""
    for word in words:
        row = f"{row} {word}".strip()
        if len(row) > 60:
            rows.append(row)
            row = ""
    assert 1 == len(canonical_blocks(structure("\n".join([*rows, row]))))


def test_blocks_are_the_slices_of_the_text() -> None:
    """Blocks cover headings, paragraphs, lists, steps and tables, in order, marks included."""
    text = "## Titre\n\nUne phrase.\n\n- a\n- b\n\n1. c\n2. d\n\n| e | f |"
    blocks = canonical_blocks(text)
    assert ["heading", "paragraph", "list", "steps", "table"] == [block.kind for block in blocks]
    assert text == "\n\n".join(text[block.start : block.end] for block in blocks)
