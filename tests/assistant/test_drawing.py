"""Laws of the maps: they say what the tables say, at a glance and aloud, and nothing in them acts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.drawing import MOST_NOTIONS, club_map, grid_picture, notion_map
from assistant.drawing.club_map import NO_CLUB
from assistant.drawing.widths import width, wrapped
from assistant.knowledge import Lexicon, LexiconEntry, Places, load_lexicon, load_places
from assistant.knowledge.lexicon import ShortDefinition
from assistant.knowledge.places import Club, Country, Department, Hole, PlaceTable, Region, Town
from assistant.reading_grid import filled_grid
from tests.assistant.drawn_pictures import overlapping, read_picture

CORPUS = Path(__file__).parents[2] / "corpus"

texts = (
    st.text(max_size=40)
    | st.text("abcdefgh -'éœ\n", max_size=120)
    | st.sampled_from(["m" * 200, "سلام עולם", "漢字" * 30])
)


@given(texts, st.floats(20, 400), st.booleans())
def test_wrapping_loses_nothing_and_holds_its_measure(text: str, room: float, bold: bool) -> None:
    """Lines are as wide as the room at most, unless one sign is wider, and hold every sign but spaces and breaks."""
    lines = wrapped(text, 12, room, bold=bold)
    assert text.replace(" ", "").replace("\n", "") == "".join(lines).replace(" ", "")
    assert [] == [line for line in lines if width(line, 12, bold=bold) > room and len(line) > 1]
    assert "" not in lines


@given(texts, texts)
def test_more_text_is_never_narrower(first: str, second: str) -> None:
    """Widths add up."""
    assert width(first + second, 10) == pytest.approx(width(first, 10) + width(second, 10))


def test_a_word_too_long_is_cut_after_its_hyphen_first() -> None:
    """A compound name breaks where French breaks it."""
    assert ["Bourgogne-Franche-", "Comté"] == wrapped("Bourgogne-Franche-Comté", 12.5, 148, bold=True)


def test_the_shipped_map_says_each_region_and_its_clubs() -> None:
    """Each region of the table has one tile and one line; those without any club are hatched, and say so."""
    places = load_places(CORPUS)
    drawn = read_picture(club_map(places))
    told = drawn.told.split("\n")[1:]
    regions = [region.name for region in places.table.regions]
    assert [*regions, "Brésil"] == [line.split("\u202f:")[0] for line in told]
    without = {line.split("\u202f:")[0] for line in told if NO_CLUB in line}
    assert {hole.region for hole in places.table.holes if not hole.partial} == without
    assert len(without) == drawn.fills.count("url(#sans-club)")
    assert {club.name for club in places.table.clubs if club.name in drawn.told} == {
        club.name for club in places.table.clubs
    }


def test_a_club_between_two_regions_is_told_in_both_and_once_each() -> None:
    """The basin of Avignon lies across two regions: a part of each, and never instead of the club of the whole."""
    told = read_picture(club_map(load_places(CORPUS))).told.split("\n")
    basin = "en partie, Terre d’EFC Bassin d’Avignon-Arles-Nîmes"
    assert f"Occitanie\u202f: Terres d’EFC Occitanie ; {basin}." in told
    assert f"Provence-Alpes-Côte d’Azur\u202f: {basin}." in told
    assert "Normandie\u202f: Club Inné." in told


def test_tiles_stand_apart_inside_the_picture() -> None:
    """No tile covers another, nor leaves the sheet."""
    drawn = read_picture(club_map(load_places(CORPUS)))
    assert [] == overlapping(drawn.boxes)
    assert all(0 <= x and 0 <= y and right <= drawn.width and low <= drawn.height for x, y, right, low in drawn.boxes)


def invented(*regions: Region, **tables: tuple[object, ...]) -> Places:
    """Return a table of invented places with one club."""
    club = Club(id="cercle", name="Cercle <des> fours & moulins", territory="Plaine", listed_as="PLAINE", note="x.md")
    held = {"departments": (), "towns": (), **tables}
    return Places(PlaceTable.model_validate({"regions": regions, "clubs": (club,), **held}))


def test_the_map_follows_the_table() -> None:
    """A region gains or loses its club, or appears, and the map says it without being told."""
    bare = read_picture(club_map(invented(Region(name="Bretagne"), Region(name="Île <Neuve>"))))
    assert f"Bretagne\u202f: {NO_CLUB}." in bare.told
    assert f"Île <Neuve>\u202f: {NO_CLUB}." in bare.told
    covered = read_picture(club_map(invented(Region(name="Bretagne", clubs=("cercle",)))))
    assert "Bretagne\u202f: Cercle <des> fours & moulins." in covered.told
    assert ("#fff",) == covered.fills


def test_a_part_is_not_the_whole() -> None:
    """A club of a town covers a part of its region, or of its country, and the map says « en partie »."""
    town = Town(name="Tertre", department="99", clubs=("cercle",))
    far = Town(name="Loin", country="Ailleurs", clubs=("cercle",))
    table = invented(
        Region(name="Corse"),
        departments=(Department(code="99", name="Haut-Tertre", region="Corse"),),
        towns=(town, far),
        countries=(Country(name="Ailleurs", clubs=("cercle",)), Country(name="Sans rien")),
        holes=(Hole(region="Corse", partial=("cercle",)),),
    )
    told = read_picture(club_map(table)).told
    assert "Corse\u202f: en partie, Cercle <des> fours & moulins." in told
    assert "Ailleurs\u202f: en partie, Cercle <des> fours & moulins." in told
    assert "Sans rien" not in told


def test_a_club_of_the_whole_is_not_told_again_for_a_town() -> None:
    """The club of a region that also has a town there is named once, for the region."""
    table = invented(
        Region(name="Corse", clubs=("cercle",)),
        departments=(Department(code="99", name="Haut-Tertre", region="Corse"),),
        towns=(Town(name="Tertre", department="99", clubs=("cercle",)),),
    )
    assert read_picture(club_map(table)).told.endswith("Corse\u202f: Cercle <des> fours & moulins.")


def entry(term: str, *related: str, kind: str = "notion") -> LexiconEntry:
    """Return an invented term."""
    definition = ShortDefinition(fr=term, en=term)
    return LexiconEntry.model_validate(
        {"term": term, "kind": kind, "definition": definition, "related": related, "note": "x.md"}
    )


def test_the_shipped_notions_are_drawn_once_with_all_their_relations() -> None:
    """Each tied notion or method has one box, apart from the others, and its relations are read aloud both ways."""
    lexicon = load_lexicon(CORPUS)
    drawn = read_picture(notion_map(lexicon))
    told = dict(line.rstrip(".").split("\u202f: ") for line in drawn.told.split("\n")[1:])
    assert len(told) == len(drawn.boxes)
    assert MOST_NOTIONS >= len(told) > 40
    assert [] == overlapping(drawn.boxes)
    pairs = {(term, other) for term, near in told.items() for other in near.split(", ")}
    assert pairs == {(other, term) for term, other in pairs}
    said = {(one.term, other) for one in lexicon for other in one.related if one.term in told and other in told}
    assert said <= pairs


def test_beyond_the_limit_the_most_related_stay() -> None:
    """A large lexicon is drawn in part, and the heart of it is kept."""
    many = [entry(f"terme {number}", "coeur") for number in range(90)]
    drawn = read_picture(notion_map(Lexicon((*many, entry("coeur")))))
    assert MOST_NOTIONS == len(drawn.boxes)
    assert "coeur\u202f: terme 0, terme 1," in drawn.told


def test_what_is_tied_to_nothing_or_is_no_notion_is_left_out() -> None:
    """Actors, labels and lone terms are not on the map of notions; an empty lexicon makes an empty map."""
    lexicon = Lexicon((entry("four", "pain", "guilde"), entry("pain"), entry("guilde", kind="actor"), entry("seul")))
    assert 2 == len(read_picture(notion_map(lexicon)).boxes)
    assert () == read_picture(notion_map(Lexicon(()))).boxes


@given(st.lists(st.text(min_size=1, max_size=20).map(str.strip).filter(bool), min_size=2, max_size=6, unique=True))
def test_no_term_breaks_the_map(terms: list[str]) -> None:
    """Whatever the terms hold, the picture is well formed, and the same each time."""
    lexicon = Lexicon(tuple(entry(one, *terms) for one in terms))
    assert len(terms) == len(read_picture(notion_map(lexicon)).boxes)
    assert notion_map(lexicon) == notion_map(lexicon)


@pytest.mark.parametrize("draw", [lambda: club_map(load_places(CORPUS)), lambda: notion_map(load_lexicon(CORPUS))])
def test_a_picture_prints_and_says_whose_it_is(draw: object) -> None:
    """It names its sheet, and that the assistant drew it."""
    assert callable(draw)
    svg = str(draw())
    assert "@page { size: A" in svg
    assert "Schéma de l’assistant" in read_picture(svg).told


def test_pictures_speak_english_when_asked(assistant: Assistant) -> None:
    """Titles, cautions and names of notions are in English, and the notes are quoted as they stand."""
    clubs = read_picture(club_map(load_places(CORPUS), "en"))
    assert "The EFC clubs by region" == clubs.title
    assert "no club on the list" in clubs.told
    notions = read_picture(notion_map(load_lexicon(CORPUS), "en"))
    assert "useful effects" in notions.told
    french, english = (filled_grid("", assistant.lexicon, assistant.index(), language) for language in ("fr", "en"))
    assert [box.definition for box in french.boxes] == [box.definition for box in english.boxes]
    told = read_picture(grid_picture(english)).told
    assert "Next step: " in told
    assert "Question de l’assistant" not in told
