import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InvalidInputError
from ingest.addresses import LONGEST, Hosts, join, parse_address

WRITINGS = {
    "https://Exemple.FR": "https://exemple.fr/",
    "HTTP://exemple.fr:80/a": "http://exemple.fr/a",
    "https://exemple.fr:443": "https://exemple.fr/",
    "https://exemple.fr:80/": "https://exemple.fr:80/",
    "https://exemple.fr./a#b": "https://exemple.fr/a",
    "https://exemple.fr?q=1": "https://exemple.fr/?q=1",
    "https://exemple.fr/a/../b/./c": "https://exemple.fr/b/c",
    "https://exemple.fr/a/%2E%2e/%2e/b/..": "https://exemple.fr/",
    "https://exemple.fr/../../a": "https://exemple.fr/a",
    "https://exemple.fr//double": "https://exemple.fr//double",
    "https://coopération.fr/thème?é=à": "https://xn--coopration-e7a.fr/th%C3%A8me?%C3%A9=%C3%A0",
    "https://exemple.fr/100%": "https://exemple.fr/100%25",
    "https://exemple.fr/a%20b?x=%C3%A9": "https://exemple.fr/a%20b?x=%C3%A9",
}

REFUSED = (
    "exemple.fr",
    "mailto:un@exemple.fr",
    "https://",
    "https://?a",
    "https://exemple",
    "https://exemple.123",
    "https://ex_emple.fr/",
    "https://-exemple.fr/",
    "https://exemple..fr/",
    "https://exemple.fr:/",
    "https://exemple.fr:0443/",
    "https://exemple.fr:443:443/",
    "https://straße.de/",
    "https://exemple.fr/a b",
    "https://exemple.fr/\u202eb",
    "https://" + "a" * 64 + ".fr/",
    "https://" + "a." * 130 + "fr/",
    "https://exemple.fr/" + "a" * LONGEST,
    "https://imprimante.local/",
    "https://routeur.home.arpa/",
)


@pytest.mark.parametrize(("written", "canonical"), WRITINGS.items())
def test_an_address_has_one_writing(written: str, canonical: str) -> None:
    """Case, default ports, fragments, dots and accents are brought to one writing, which is its own."""
    assert canonical == str(parse_address(written)) == str(parse_address(canonical))


@pytest.mark.parametrize("written", REFUSED)
def test_what_is_no_public_address_is_refused_with_the_remedy(written: str) -> None:
    """A relative, ambiguous, local or endless address is refused in one line."""
    with pytest.raises(InvalidInputError) as caught:
        parse_address(written)
    assert "https://exemple.fr/page" in str(caught.value)


def test_a_login_is_never_repeated() -> None:
    """The error on an address that holds a login does not show it."""
    with pytest.raises(InvalidInputError) as caught:
        parse_address("https://moi:secret@exemple.fr/")
    assert "secret" not in str(caught.value)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_address_is_refused_or_canonical(host: str, rest: str) -> None:
    """Whatever is read is plain ASCII, names a domain, and is read again as itself."""
    try:
        address = parse_address(f"https://{host}.fr/{rest}")
    except InvalidInputError:
        return
    assert address == parse_address(str(address))
    assert str(address).isascii()
    assert not set("\\@[] ").intersection(address.authority)


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("autre", "https://exemple.fr/dossier/autre"),
        ("/autre", "https://exemple.fr/autre"),
        ("//autre.fr/", "https://autre.fr/"),
        (" https://autre.fr/x\n", "https://autre.fr/x"),
        ("", "https://exemple.fr/dossier/page"),
    ],
)
def test_references_are_joined_as_a_browser_would(reference: str, meant: str) -> None:
    """Relative references start from the page, and blanks around them count for nothing."""
    assert meant == str(join(parse_address("https://exemple.fr/dossier/page"), reference))


@pytest.mark.parametrize(
    "reference", ["javascript:alert(1)", "/\\autre.fr", "ht\ntps://autre.fr/", "//[::1/", "file:///"]
)
def test_references_that_mislead_are_refused(reference: str) -> None:
    """A scheme that is not read, a backslash, a line end inside or an open bracket is refused."""
    with pytest.raises(InvalidInputError):
        join(parse_address("https://exemple.fr/"), reference)


def test_hosts_are_exact_or_below_a_domain() -> None:
    """A name allows itself alone; `*.` allows every name below, not the domain, nor one that only ends alike."""
    hosts = Hosts.of(["Exemple.FR ", "*.reseau.org", ""])

    allowed = ("exemple.fr", "a.reseau.org", "b.a.reseau.org")
    others = ("www.exemple.fr", "reseau.org", "unreseau.org", "exemple.fr.autre.com", "")
    assert (True, False) == (all(map(hosts.allow, allowed)), any(map(hosts.allow, others)))


@pytest.mark.parametrize("pattern", ["*", "*.fr", "*.*.fr", "https://exemple.fr", "127.0.0.1", "localhost", "a b.fr"])
def test_what_is_no_host_cannot_be_allowed(pattern: str) -> None:
    """A pattern that is no name, or so wide that anybody could stand behind it, is refused."""
    with pytest.raises(InvalidInputError, match="utilisable"):
        Hosts.of([pattern])
