"""Laws of the merging of near duplicates."""

from ingest.aligned import AlignedText
from ingest.cleaning_log import CleaningLog
from ingest.near_duplicates import merge_near_duplicates
from ingest.structure import read_lines

SHORT = "De nombreux fours communs existent dans le canton, mais ils restent dispersés et manquent de bois."
FULL = (
    "De nombreux fours communs existent dans le canton depuis cent ans, mais ils restent dispersés, "
    "froids et manquent de bois."
)
OTHER = "La mairie a voté une aide pour que chaque village répare sa toiture avant les grands froids de janvier."


def merged(text: str) -> tuple[str, int]:
    """Return the lines that stay, and how many sentences were merged."""
    log = CleaningLog()
    lines = merge_near_duplicates(read_lines(AlignedText.of(text)), log)
    return "\n".join(line.text for line in lines), len(log.uses)


def test_the_fullest_of_two_wordings_stays() -> None:
    """A sentence that another says more fully goes, wherever it stands."""
    assert [(f"{OTHER}\n{FULL}", 1)] * 2 == [merged(f"{SHORT} {OTHER}\n{FULL}"), (f"{OTHER}\n{FULL}", 1)]
    assert (f"{FULL}\n{OTHER}", 1) == merged(f"{FULL}\n{OTHER} {SHORT}")


def test_equal_sentences_are_kept_once() -> None:
    """Of two equal sentences the first stays."""
    assert (f"{FULL}\n{OTHER}", 1) == merged(f"{FULL}\n{OTHER}\n{FULL}")


def test_different_sentences_stay() -> None:
    """Sentences that say different things are left alone."""
    assert (f"{SHORT}\n{OTHER}", 0) == merged(f"{SHORT}\n{OTHER}")


def test_a_sentence_that_the_next_one_needs_stays() -> None:
    """A sentence is kept when the next one points back at it."""
    assert 0 == merged(f"{SHORT} Ils fument pourtant le dimanche.\n{FULL}")[1]


def test_items_and_what_is_announced_stay() -> None:
    """Items of lists and a text introduced by a colon are never merged away."""
    assert 0 == merged(f"{FULL}\n- {SHORT}")[1]
    assert 0 == merged(f"{FULL}\nOn le dit ainsi :\n{SHORT}")[1]
