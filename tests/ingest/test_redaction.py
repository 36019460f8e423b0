"""Laws of redaction."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.aligned import AlignedText
from ingest.blocks import RawFile
from ingest.cleaning import redact
from ingest.cleaning_log import CleaningLog
from ingest.preparing import prepare

SENTENCE = "Les habitantes et les habitants du canton préparent ensemble la réouverture de la gare."


def redacted(text: str) -> str:
    """Return a text without what is private."""
    return redact(AlignedText.of(text), CleaningLog()).text


DIGITS = st.integers(100_000_000, 9_999_999_999).map(str)
WORDS = st.text("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=8, max_size=20)
HOSTS = st.sampled_from(
    ["us02web.zoom.us/j", "meet.jit.si", "teams.microsoft.com/l", "bbb.asso.example/b", "whereby.com"]
)
PHONES = st.tuples(
    st.sampled_from(["06", "+33 6", "0033 6", "02"]),
    st.lists(st.integers(10, 99), min_size=4, max_size=4),
    st.sampled_from([" ", ".", "-", ""]),
)

PLANTED = st.one_of(
    st.tuples(HOSTS, DIGITS, WORDS).map(lambda v: (f"https://{v[0]}/{v[1]}?pwd={v[2]}", [v[1], v[2]])),
    st.tuples(WORDS).map(lambda v: (f"https://exemple.org/salle?token={v[0]}", [v[0]])),
    st.tuples(DIGITS).map(lambda v: (f"ID de réunion : {v[0]}", [v[0]])),
    st.tuples(WORDS).map(lambda v: (f"Code secret :\n{v[0]}", [v[0]])),
    st.tuples(WORDS).map(lambda v: (f"mot de passe : {v[0]}", [v[0]])),
    st.tuples(WORDS).map(lambda v: (f"{v[0]}@exemple.org", [v[0]])),
    st.tuples(WORDS).map(lambda v: (f"{v[0]} (at) exemple (point) org", [v[0]])),
    PHONES.map(lambda v: (p := v[2].join([v[0], *map(str, v[1])]), [p])),
)
NAMES = st.sampled_from(["Agathe", "Firmin", "Gwenaëlle", "Jean-Luc", "Mamadou", "Zoé", "Benoît", "Aïcha"])
TELLINGS = st.sampled_from(
    [
        "{} a souligné ce point.",
        "Pour {}, c’est utile.",
        "Une idée de {}.",
        "Un point clair ({}).",
        "Merci {} !",
        "{} : je viens.",
    ]
)


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a value that is written."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif value is not None:
        yield str(value)


@settings(max_examples=60, deadline=None)
@given(st.lists(PLANTED, min_size=1, max_size=4), st.lists(st.tuples(NAMES, TELLINGS), max_size=3))
def test_planted_values_never_survive(values: list[tuple[str, list[str]]], persons: list[tuple[str, str]]) -> None:
    """No private value is found in the document, its passages or the log of the rules."""
    lines = [
        SENTENCE,
        *(text for text, _ in values),
        *(telling.format(name) for name, telling in persons),
        SENTENCE[::-1],
    ]
    prepared = prepare(RawFile("x.txt", "\n\n".join(lines).encode()))
    kept = (prepared.document, *prepared.passages, *prepared.uses)
    out = "\n".join(text for one in kept for text in _texts(one.model_dump()))  # not the names of the fields
    secrets = [secret for _, parts in values for secret in parts] + [name for name, _ in persons]
    assert [] == [secret for secret in secrets if secret in out]


def test_front_matter_is_redacted_too() -> None:
    """Title, publisher, terms, addresses and sources of a note hold nothing private."""
    note = (
        "---\ntitle: Rappeler Agathe au 06 12 34 56 78\npublisher: qui@exemple.org\nurl: "
        "https://zoom.us/j/123456789\n"
        f"sources:\n  - title: Lien\n    url: https://exemple.org/?token=abcdefgh\n---\n{SENTENCE}\n"
    )
    document = prepare(RawFile("note.md", note.encode())).document
    assert (
        "Rappeler un·e participant·e au [téléphone retiré]",
        "[adresse électronique retirée]",
        None,
        None,
    ) == (
        document.title,
        document.publisher,
        document.url,
        document.references[0].url,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agathe a relevé ce point.", "Un·e participant·e a relevé ce point."),
        ("Clarté : Agathe a relevé ce point.", "Clarté : un·e participant·e a relevé ce point."),
        ("Un point souligné par Agathe est clair.", "Un point souligné par un·e participant·e est clair."),
        ("Pour Agathe, c’est clair.", "Pour un·e participant·e, c’est clair."),
        ("L’idée d’Agathe plaît.", "L’idée d’un·e participant·e plaît."),
        ("L’idée de Firmin plaît.", "L’idée d’un·e participant·e plaît."),
        ("Il faut qu’Agathe vienne.", "Il faut qu’un·e participant·e vienne."),
        ("Agathe, Firmin et Zoé ont parlé.", "Des participant·es ont parlé."),
        ("Un support réutilisable (Agathe).", "Un support réutilisable."),
        ("Bilan et suites (Agathe)", "Bilan et suites"),
        (
            "L’introduction (par Agathe) a rappelé le fil.",
            "L’introduction (par l’animation) a rappelé le fil.",
        ),
        ("Un tour animé par Agathe.", "Un tour animé par l’animation."),
        ("Merci Agathe !", "Merci !"),
        ("Marine a souligné ce point.", "Un·e participant·e a souligné ce point."),
        ("Les participants (Dominique) arrivent.", "Les participants arrivent."),
        ("Présents : Agathe Morel, Firmin K., Zoé", "Présents : des participant·es"),
    ],
)
def test_a_person_is_replaced_in_natural_french(text: str, expected: str) -> None:
    """The sentence stays a French sentence, without the name and without its leftovers."""
    assert expected == redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "La Marine nationale accoste.",
        "Le Club Noé ouvre ses portes, et Noé propose une visite.",
        "Une pierre, une rose, un jour de victoire en Lorraine.",
        "Saint-Martin et l’île Maurice, rue Benoît Malon.",
        "L’étude est pilotée par Agathe Morel, ancienne ministre.",
        "Le sociologue Firmin Aubert l’écrit dans un ouvrage.",
        "Nîmes, Valence, Florence et Angers.",
        "En 2015, 72 000 litres à 1,20 €, loi n° 2014-856, de 9 h 30 à 12 h.",
        "Code postal : 76000 Rouen, SIREN 123 456 789.",
        "Voir https://exemple.org/page?id=12 pour la suite.",
    ],
)
def test_what_is_public_stays(text: str) -> None:
    """Places, bodies, common words, public roles, plain numbers and plain links are left alone."""
    assert text == redacted(text)


def test_account_numbers_go_when_their_check_holds() -> None:
    """An IBAN and a social security number are known by their checksum."""
    text = "FR76 3000 6000 0112 3456 7890 189 puis 1 84 12 76 451 089 46"
    assert "[IBAN retiré] puis [numéro de sécurité sociale retiré]" == redacted(text)


def test_a_link_cut_in_two_lines_leaves_no_piece() -> None:
    """The second half of a link, which carries the password, goes too."""
    assert "pwd" not in redacted("https://us05web.zoom.us/j/1234\n5678901?pwd=abcdefgh")
