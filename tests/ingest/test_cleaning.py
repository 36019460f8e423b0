"""Laws of cleaning."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.aligned import AlignedText
from ingest.blocks import RuleUse
from ingest.cleaning import clean
from ingest.cleaning_log import CleaningLog

PROSE = "Les habitantes et les habitants du canton préparent ensemble la réouverture de la gare, avec la commune."
OTHER = "La fusée géante a décollé hier devant une foule immense, et son pilote rêve encore de planètes rouges."

PIECES = st.sampled_from(
    [
        PROSE,
        OTHER,
        "Un titre court",
        "Étape 1 :",
        "Étape 2 : Choisir",
        "• un",
        "• deux",
        "- trois",
        "1. faire",
        "…",
        "12/03/2022",
        "Partager",
        "Commentaires",
        "Lire la suite",
        "Cap : ouvrir la salle à toutes et à tous.",
        "Que retenir ?",
        "Et après ?",
        "Pourquoi ?",
        "On liste :",
        "## Partie",
        "# Haut",
        "AB",
        "Photo du jour",
        "rapport.pdf (2,3 Mo)",
        "**gras** et [lien](https://exemple.org)",
        "| a | b |",
        "> cité",
        "---",
        "Tél. 02 99 00 00 00",
        "le cidre (chaud)",
        "la tarte",
        "le pain",
        "Agathe a souligné ce point.",
        "ABC (Alpha Bêta ?) convient.",
    ]
)
PAGES = st.lists(st.tuples(PIECES, st.integers(1, 3)), min_size=1, max_size=14).map(
    lambda pieces: "".join(text + "\n" * gap for text, gap in pieces)
)


def cleaned(text: str, *, edited: bool = False) -> tuple[str, Sequence[RuleUse]]:
    """Return the cleaned text and what the rules did."""
    log = CleaningLog()
    return clean(AlignedText.of(text), log, edited=edited).text.text, log.uses


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_cleaning_is_idempotent(page: str) -> None:
    """Cleaning what cleaning gave changes nothing."""
    once, _ = cleaned(page)
    assert once == cleaned(once)[0]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_cleaned_idempotently(text: str) -> None:
    """Whatever the characters, cleaning ends and is idempotent."""
    once, _ = cleaned(text)
    assert once == cleaned(once)[0]


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_alignment_points_at_the_same_characters(page: str) -> None:
    """Each stretch of the cleaned text stands unchanged at its raw offset."""
    text = clean(AlignedText.of(page), CleaningLog()).text
    for stretch in text.stretches():
        raw = page[stretch.raw_start : stretch.raw_start + stretch.length]
        assert raw == text.text[stretch.start : stretch.start + stretch.length]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("file_weight", "emission.mp3 emission.mp3 (5.57 Mo)"),
        ("dangling_link", "LIRE le dossier complet ICI"),
        ("dangling_link", "retrouvez ici le programme du printemps"),
        ("share_label", "Partager sur les réseaux"),
        ("read_more", "Lire la suite »"),
        ("navigation", "Accueil > Actualités > Gare"),
        (
            "cookie_notice",
            "Ce site utilise des cookies pour mesurer sa fréquentation, vous pouvez les refuser.",
        ),
        ("lone_mark", "…"),
        ("author_initials", "MB"),
    ],
)
def test_each_kind_of_boilerplate_has_its_rule(rule: str, line: str) -> None:
    """A line that pages carry around their text goes, under the name of its rule."""
    text, uses = cleaned(f"{PROSE}\n\n{line}\n\n• un point\n• un autre\n")
    assert (f"{PROSE}\n\n- un point\n- un autre", [rule]) == (text, [use.rule for use in uses])


def test_a_download_label_glued_to_a_word_leaves_the_word() -> None:
    """A file name stuck to the first word of a text does not take it away."""
    assert PROSE == cleaned(f"Télécharger le fichier image12.png{PROSE}")[0]


def test_what_follows_the_comment_label_is_put_aside() -> None:
    """The article is over where its comments open; another text below it is not indexed."""
    article = "\n".join([PROSE, PROSE.replace("gare", "poste"), PROSE.replace("canton", "bourg"), PROSE[::-1]])
    text, uses = cleaned(f"{article}\n\nNouveau commentaire :\n\n\nLe billet\n\n{OTHER}\n\n24/02/2021\n\nPartenaires")
    assert ("fusée" in text, "Partenaires" in text) == (False, False)
    assert {"comment_label", "other_matter", "sidebar_label"} <= {use.rule for use in uses}


def test_a_dated_tail_about_another_matter_is_put_aside() -> None:
    """A text parted by blank lines, dated, that shares no word with the article is not indexed."""
    article = " ".join(
        [PROSE, "La gare rouvrira quand les travaux des quais seront finis, annonce la mairie du canton."]
    )
    text, uses = cleaned(f"{article}\n\n\n\nLe billet\n\n{OTHER}\n\n24/02/2021\n")
    assert (article, ["other_matter"]) == (text, [use.rule for use in uses if use.action == "put_aside"])


def test_rubric_date_and_repeated_title_are_taken_off_the_top() -> None:
    """The title is kept once, out of the text; the rubric goes; the date is the publication date."""
    log = CleaningLog()
    page = f"Vu d’ici...\n\n05/06/2022\n\nLa gare : un an après\n\n\nLa gare : un an après\n\n{PROSE}\n"
    found = clean(AlignedText.of(page), log)
    assert (PROSE, "La gare : un an après", "2022-06-05") == (
        found.text.text,
        found.head.title,
        found.head.published_on,
    )
    assert ["date_line", "rubric_label", "title", "repeated_title", "repeated_title"] == [u.rule for u in log.uses]


def test_a_guessed_acronym_is_never_kept() -> None:
    """A sentence that spells an acronym with a question mark goes whole, its neighbours stay."""
    text, uses = cleaned(
        f"{PROSE} On passe de la CVB (Caisse Verte Belge ? - Note : acronymes à vérifier.). Fin du récit."
    )
    assert (f"{PROSE} Fin du récit.", "doubtful_expansion") == (" ".join(text.split()), uses[0].rule)


def test_a_reference_to_another_screen_goes_and_its_sentence_stays() -> None:
    """« comme vu dans la visio 2 » means nothing to a reader of the page."""
    text, _ = cleaned("Par exemple, comme vu dans la visio 2, le four est partagé par trois villages voisins.")
    assert "Par exemple, le four est partagé par trois villages voisins." == text


def test_a_caption_without_image_goes() -> None:
    """A lone line that names a drawing, or begins with a small letter, is what is left of an image."""
    text, uses = cleaned(
        f"{PROSE}\n\nSchéma des trois cercles\n\nÉtape 1 :\n\n{OTHER}\n\nprincipe des cercles\n\nÉtape 2 "
        f":\n\n{PROSE[::-1]}"
    )
    assert (["caption_without_image"] * 2, False) == (
        [use.rule for use in uses if use.action == "dropped"],
        "cercles" in text,
    )


def test_an_edited_note_is_kept_as_it_is() -> None:
    """A note written with marks and said to be edited loses no word and gains no structure."""
    note = f"## En bref\n\n{PROSE}\n\n{PROSE}\n\nUn mot court\n\n- un ;\n- deux.\n\n1. Faire.\n2. Refaire."
    assert (note, 0) == (cleaned(note, edited=True)[0], len(cleaned(note, edited=True)[1]))


def test_invisible_characters_go_and_spaces_become_plain() -> None:
    """Zero-width, bidirectional and tag characters leave no trace; letters are composed; apostrophes stay."""
    assert (
        "L’été à l'ouest\u00a0!".replace("\u00a0", " ")
        == cleaned("L’e\u0301te\u0301\u200b a\u0300\u202f l'ou\u00adest\u2066\u00a0\U000e0041!")[0]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les voisins 👩\u200d🌾 sèment des haies.", "Les voisins 👩\u200d🌾 sèment des haies."),
        ("Le drapeau 🏳️\u200d🌈 flotte au vent.", "Le drapeau 🏳️\u200d🌈 flotte au vent."),
        ("Les voi\u200dsins sèment\u200d des haies.", "Les voisins sèment des haies."),
        ("Fin 👩\u200d", "Fin 👩"),
    ],
)
def test_a_joiner_stays_between_emoji_only(text: str, expected: str) -> None:
    """Two emoji that are joined into one stay one; a joiner anywhere else is invisible and goes."""
    assert expected == cleaned(text)[0]
