import time

import pytest

from ingest.robots_rules import PathRules

ALL = "User-agent: *\n"


@pytest.mark.parametrize(
    ("text", "allowed", "forbidden"),
    [
        ("", ["/", "/a"], []),
        (ALL + "Disallow:", ["/", "/a"], []),
        (ALL + "Disallow: /", [], ["/", "/a"]),
        (ALL + "Allow: /\nDisallow: /a", ["/", "/b"], ["/a", "/ab", "/a/b"]),
        (ALL + "Disallow: /a\nAllow: /a/b", ["/", "/a/b/c"], ["/a", "/a/c"]),
        (ALL + "Disallow: /a\nAllow: /a", ["/a"], []),
        (ALL + "Disallow: /*.pdf$", ["/a.pdf?x", "/pdf"], ["/a.pdf", "/b/c.pdf", "/a.pdf.pdf"]),
        (ALL + "Disallow: /*?*q=", ["/?p=1"], ["/?q=1", "/a?p=1&q=2"]),
        (ALL + "Disallow: /a$", ["/ab", "/"], ["/a"]),
        (ALL + "Disallow: /th%C3%A8me", ["/theme"], ["/th%c3%a8me/1"]),
        (ALL + "Disallow: /thème # non", ["/theme"], ["/th%C3%A8me"]),
        ("User-agent: autre\nDisallow: /\n" + ALL + "Disallow: /a", ["/b"], ["/a"]),
        (ALL + "Disallow: /\nUser-agent: EFC-assistant/1.0\nDisallow: /a", ["/b"], ["/a"]),
        ("User-agent: autre\nUser-agent: efc-assistant\nDisallow: /a\n\n" + ALL + "Disallow: /", ["/b"], ["/a"]),
        ("User-agent: efc-assistant\nDisallow: /a\nUser-agent: efc-assistant\nDisallow: /b", ["/"], ["/a", "/b"]),
        ("Disallow: /\nSitemap: https://a.fr/s.xml\n:\n<html>", ["/"], []),
    ],
)
def test_the_rule_that_says_most_decides(text: str, allowed: list[str], forbidden: list[str]) -> None:
    """Of the groups for us, or else for all, the longest rule that matches decides; stars and ends are understood."""
    rules = PathRules(text, "efc-assistant")
    assert allowed == [one for one in allowed + forbidden if rules.allows(one)]


def test_a_rule_of_many_stars_is_matched_quickly() -> None:
    """A file written to keep a parser busy does not."""
    rules = PathRules(ALL + f"Disallow: /{'a*' * 500}b$\n" * 50, "efc-assistant")
    begin = time.monotonic()
    assert rules.allows("/" + "a" * 2_000)
    assert time.monotonic() - begin < 2
