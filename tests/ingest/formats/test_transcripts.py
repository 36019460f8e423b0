"""Laws of the reading of a transcript: turns of speech, no times, no names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import RawFile
from ingest.extracting import extract, raw_text
from ingest.formats.transcripts import read_transcript
from ingest.preparing import prepare

TEAMS = """WEBVTT - Réunion du canton avec Karim Tavernier

NOTE Zoé Martin a enregistré

a1b2-0
00:00:03.000 --> 00:00:06.500
<v Zoé Martin>Bonjour à toutes et tous, le four</v>

a1b2-1
00:00:06.600 --> 00:00:09.000
<v Zoé Martin>a bien chauffé cette semaine.</v>

a1b2-2
00:00:10.000 --> 00:00:14.000 align:start position:0%
<v Karim Tavernier>Merci Zoé, <i>et</i> merci à madame Tavernier &amp; aux autres.</v>

a1b2-3
00:01:10.000 --> 00:01:14.000
<v Zoé Martin>On allume la braise vendredi soir.</v>
"""

ZOOM = """1
00:00:01,000 --> 00:00:04,000
Zoé (Club des voisins): Le four a bien chauffé.

2
00:00:04,500 --> 00:00:07,000
Il a cuit quarante miches.

3
00:00:08,000 --> 00:00:11,000
Karim Tavernier: Et le bois ?

4
00:00:11,500 --> 00:00:14,000
[Rires]

5
00:00:15,000 --> 00:00:18,000
Zoé (Club des voisins): Karim a fendu deux stères.
"""


def turns(text: str) -> list[str]:
    """Return the turns of a transcript."""
    return [line for line in read_transcript(text).text.text.split("\n") if line]


def test_cues_of_one_speaker_are_one_turn_without_times_or_names() -> None:
    """Voice tags give turns, numbered by speaker, and the names said in the talk are hidden too."""
    assert [
        "Participant·e 1 : Bonjour à toutes et tous, le four a bien chauffé cette semaine.",
        "Participant·e 2 : Merci Participant·e 1, et merci à madame Participant·e 2 & aux autres.",
        "Participant·e 1 : On allume la braise vendredi soir.",
    ] == turns(TEAMS)


def test_names_before_a_colon_are_speakers() -> None:
    """« Nom : » opens a turn that goes on until another name; sounds are no words."""
    assert [
        "Participant·e 1 : Le four a bien chauffé. Il a cuit quarante miches.",
        "Participant·e 2 : Et le bois ?",
        "Participant·e 1 : Participant·e 2 a fendu deux stères.",
    ] == turns(ZOOM)


@pytest.mark.parametrize(("name", "text"), [("a.vtt", TEAMS), ("a.srt", ZOOM), ("a.txt", ZOOM), ("b.srt", TEAMS)])
def test_no_name_and_no_time_leaves_preparation(name: str, text: str) -> None:
    """Whatever the name of the file, the document, its passages and its log hold neither names nor times."""
    prepared = prepare(RawFile(name, text.encode()))
    shown = repr((prepared.document.text, prepared.document.title, prepared.passages, prepared.uses))
    assert None is re.search(r"Zo[eé]|Martin|Karim|-->|\d\d:\d\d", shown)
    assert prepared.document.text.count("Participant·e 1 : ") == 2
    assert any(use.rule == "speaker" for use in prepared.uses)


def test_a_title_never_names_who_speaks() -> None:
    """The title is the one the file announces, or the first words without the label of their turn."""
    titles = [
        prepare(RawFile(name, text.encode())).document.title for name, text in (("a.vtt", TEAMS), ("b.srt", ZOOM))
    ]
    assert ["Réunion du canton avec Participant·e 2", "Le four a bien chauffé"] == titles


def test_turns_stay_lines_of_the_document() -> None:
    """A turn is a paragraph of its own, in the order of the talk."""
    text = prepare(RawFile("a.srt", ZOOM.encode())).document.text
    assert ["Participant·e 1", "Participant·e 2", "Participant·e 1"] == re.findall(r"^(Participant·e \d) :", text, re.M)


def test_a_word_before_a_colon_is_not_a_name() -> None:
    """« Question : » said once names nobody."""
    text = "1\n00:00:01,000 --> 00:00:04,000\nQuestion : qui fend le bois du four ?\n"
    assert ["Question : qui fend le bois du four ?"] == turns(text)


def test_numbered_speakers_are_numbered_again() -> None:
    """« Speaker 7 » that comes back is a speaker like another."""
    cue = "1\n00:00:01,000 --> 00:00:04,000\n"
    text = f"{cue}Speaker 7: Le four chauffe.\n\n{cue}Speaker 2: Depuis quand ?\n\n{cue}Speaker 7: Depuis hier.\n"
    assert [
        "Participant·e 1 : Le four chauffe.", "Participant·e 2 : Depuis quand ?", "Participant·e 1 : Depuis hier.",
    ] == turns(text)  # fmt: skip


def test_a_silence_after_a_sentence_opens_a_paragraph() -> None:
    """Where nobody is named, a pause parts paragraphs, and cues in the middle of a sentence are joined."""
    text = (
        "WEBVTT\n\n00:01.000 --> 00:03.000\nLe four chauffe\n\n00:03.000 --> 00:05.000\nà la braise.\n\n"
        "00:09.000 --> 00:12.000\nLe pain lève.\n"
    )
    assert ["Le four chauffe à la braise.", "Le pain lève."] == turns(text)


def test_a_line_shown_twice_is_said_once() -> None:
    """Live captions that roll show each line twice; it is read once."""
    text = (
        "WEBVTT\n\n00:01.000 --> 00:03.000\nLe four chauffe\n\n00:03.000 --> 00:05.000\nLe four chauffe\nà la braise.\n"
    )
    assert ["Le four chauffe à la braise."] == turns(text)


def test_offsets_are_those_of_the_file() -> None:
    """The raw text of a transcript is the file itself, and kept words are aligned with it."""
    prepared = prepare(RawFile("a.vtt", TEAMS.encode()))
    assert TEAMS == raw_text(RawFile("a.vtt", TEAMS.encode()))
    for one in prepared.alignment:
        cleaned = prepared.document.text[one.start : one.start + one.length]
        assert TEAMS[one.raw_start : one.raw_start + one.length] == cleaned


@given(st.text(alphabet="WEBVT\n\r -->0123456789:.,<v>Zoé&;[]/é ", max_size=300))
def test_any_text_is_read_as_a_transcript(text: str) -> None:
    """No sequence of marks makes the reader fail, and no timing line is ever said."""
    assert " --> " not in read_transcript(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}").text.text or " --> " in text
    assert "vtt" == extract(RawFile("x", b"WEBVTT\n\n" + text.encode())).format


@pytest.mark.parametrize("line", ["Passcode: Zq8jm3j8", "Adresse : marcelle [arobase] exemple [point] org"])
def test_what_announces_a_value_is_no_speaker(line: str) -> None:
    """A value is read with the word that announces it, so that redaction knows it, and no part of it is a sound."""
    text = read_transcript(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{line}\n").text.text
    assert line == text.strip()
