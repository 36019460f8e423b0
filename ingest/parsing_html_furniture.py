"""Take off a page what its site puts around every text: menus, trails, shares, consent banners, footers.

The words are those of the class names and roles that WordPress, SPIP, Google Sites, MediaWiki, YesWiki and
the makers of newsletters give; nothing is taken off that holds most of the text of the page.
"""

import re

import lxml.html

MOST = 0.4
"""Share of the text of a page that no furniture reaches, unless it is made of links."""
LINKS = 0.7
"""Share of its text that stands in links from which a long element is a menu all the same."""

_ROLE_NAMES = "navigation banner contentinfo search complementary menu menubar dialog alertdialog button toolbar"
_ROLES = frozenset(_ROLE_NAMES.split())
_NEVER = ("html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6")
_CONTENT = "descendant-or-self::main | descendant-or-self::article | descendant-or-self::*[@role='main']"
_NAMED_WORDS = """
menu menus nav navbar navigation navbox topnav breadcrumb breadcrumbs ariane arbo share sharing sharedaddy partage
partager social socials cookie cookies cookiebanner cmplz gdpr rgpd tarteaucitron axeptio didomi consent footer pied
colophon sidebar masthead relatedposts related comments respond editsection printfooter catlinks noprint sitesub
pagination pager subscribe unsubscribe preheader recherche searchform login entete
"""
_WORDS = frozenset(_NAMED_WORDS.split())
"""Words of a class name that tell furniture wherever they stand in it."""
_SUBJECT_WORDS = "social socials partage partager share sharing related comments recherche pied consent"
_SUBJECTS = frozenset(_SUBJECT_WORDS.split())
"""Those of them that are also subjects: `id="partage"` may be the anchor of a part of the text."""
_NAMED_NAMES = """
toc comments pied share ez-toc-container table-of-contents sommaire widget widget-area site-header yw-header
hidden-print jump-link mw-jump-link mw-panel mw-head p-personal skip-link aside secondary wp-block-latest-posts
yw-search
"""
_NAMES = frozenset(_NAMED_NAMES.split())
"""Whole class names that tell furniture, their words being too common to do so."""
_OF_CONTENT = re.compile(r"(?:category|tag|type|status|format|has|no|with|without)[-_]|(?:post|postid)-\d|hentry")
"""Beginnings of the class names that say what a text is about or how its page is laid out."""
_INSIDE_TABLE = ("thead", "tbody", "tfoot", "tr", "td", "th")


def remove_furniture(tree: lxml.html.HtmlElement) -> None:
    """Remove, in place, the elements that belong to the site, and unfold the tables that only lay out."""
    whole = _length(tree)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _NEVER:
            continue
        if element.getparent() is not None and _is_furniture(element) and _is_removable(element, whole):
            element.drop_tree()
    for table in list(tree.iter("table")):
        if _only_lays_out(table):
            _unfold(table)


def _is_furniture(element: lxml.html.HtmlElement) -> bool:
    role = element.get("role", "").lower()
    if role in _ROLES:
        return role != "button" or not element.xpath(".//h1 | .//h2 | .//h3 | .//h4")
    identifier = element.get("id", "")[:200].lower()
    if identifier in _NAMES or not (_WORDS - _SUBJECTS).isdisjoint(_words_of(identifier)):
        return True
    names = element.get("class", "")[:1000].lower().split()
    return any(name in _NAMES or not _WORDS.isdisjoint(_words_of(name)) for name in names)


def _words_of(name: str) -> list[str]:
    """Return the words of a class name or identifier, none when it says what a text is about."""
    return [] if _OF_CONTENT.match(name) else re.split(r"[-_]+", name)


def _is_removable(element: lxml.html.HtmlElement, whole: int) -> bool:
    """Tell whether an element is neither the text of the page nor around it."""
    if element.xpath(_CONTENT):
        return False
    own = _length(element)
    if own < MOST * whole:
        return True
    return sum(_length(link) for link in element.iter("a")) >= LINKS * own


def _length(element: lxml.html.HtmlElement) -> int:
    return len("".join(str(element.text_content()).split()))


def _only_lays_out(table: lxml.html.HtmlElement) -> bool:
    """Tell whether a table shows no data: it holds tables, parts of text, or a single column."""
    if table.get("role", "").lower() in ("presentation", "none"):
        return True
    if next(table.iter("th", "caption"), None) is not None and not table.xpath(".//table"):
        return False
    if table.xpath(".//table | .//h1 | .//h2 | .//h3"):
        return True
    return all(len(row.xpath("./td[normalize-space()]")) <= 1 for row in table.iter("tr"))


def _unfold(table: lxml.html.HtmlElement) -> None:
    """Make plain blocks of a table and of its own rows and cells, leaving those of the tables inside it."""
    waiting = [table]
    while waiting:
        element = waiting.pop()
        if element.tag not in ("td", "th"):
            waiting += [child for child in element if child.tag in _INSIDE_TABLE]
        element.tag = "div"
