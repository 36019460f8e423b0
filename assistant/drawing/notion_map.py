"""The map of the notions: terms of the lexicon in columns, by how many relations part them from the most related."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.domain import Language
from assistant.drawing.svg import height, picture, shape, words
from assistant.drawing.widths import wrapped
from assistant.drawing.wording import NOTIONS
from assistant.knowledge import Lexicon, LexiconEntry

MOST_NOTIONS = 60
"""Nodes of a map; beyond, its letters would be under 6 points on a sheet of A3."""

_KINDS = frozenset({"notion", "method"})
_SWEEPS = 12
"""Passes that order the columns; none of them changed the map of the shipped lexicon after the ninth."""

_WIDE, _GAP, _COLUMN = 164.0, 12.0, 234.0
"""Six columns are 1418 wide: on a page of 850, the letters below are 9 high; with columns of 340, they were 6."""
_SIZE = 15.0
_LEFT, _TOP = 24.0, 102.0


@dataclass(frozen=True)
class NotionGraph:
    """Terms in the order of the lexicon, and which are related to which, both ways."""

    entries: tuple[LexiconEntry, ...]

    @cached_property
    def near(self) -> dict[str, tuple[str, ...]]:
        """Each term with its neighbours, in the order of the lexicon."""
        known = [entry.term for entry in self.entries]
        said = {(entry.term, other) for entry in self.entries for other in entry.related if other in set(known)}
        both = said | {(other, term) for term, other in said}
        return {term: tuple(one for one in known if one != term and (term, one) in both) for term in known}

    def edges(self) -> Iterator[tuple[str, str]]:
        """Yield each relation once, its first term before the other in the lexicon."""
        rank = {term: place for place, term in enumerate(self.near)}
        for term, near in self.near.items():
            yield from ((term, other) for other in near if rank[term] < rank[other])

    def columns(self) -> list[list[str]]:
        """Return the terms by their distance to the most related one; a part without a path to it begins anew."""
        rank = {term: place for place, term in enumerate(self.near)}
        columns: list[list[str]] = []
        left = set(self.near)
        while left:
            front = [min(left, key=lambda term: (-len(self.near[term]), rank[term]))]
            depth = 0
            while front:
                left -= set(front)
                columns += [[]] if depth == len(columns) else []
                columns[depth] += front
                further = {one for term in front for one in self.near[term] if one in left}
                front = sorted(further, key=rank.__getitem__)
                depth += 1
        return columns


def notion_map(lexicon: Lexicon, language: Language = "fr") -> str:
    """Return the map as SVG: every notion and method that a relation ties to another, `MOST_NOTIONS` at most.

    Beyond, the most related stay, ties in the order of the lexicon. The layout is computed, and always the same.
    """
    graph, said = notion_graph(lexicon), NOTIONS[language]
    names = {entry.term: _name(entry, language) for entry in graph.entries}
    columns = _ordered(graph, graph.columns())
    boxes = {entry.term: _lines(entry, names[entry.term]) for entry in graph.entries}
    tall = {term: height(lines, _SIZE) + 12 for term, lines in boxes.items()}
    inner = max((sum(tall[one] + _GAP for one in column) for column in columns), default=0.0)
    at = {
        term: (_LEFT + number * _COLUMN, y)
        for number, column in enumerate(columns)
        for term, y in _spread(column, tall, inner)
    }
    methods = {entry.term for entry in graph.entries if entry.kind == "method"}
    body = [
        words([said["title"]], _LEFT, 38, 26, 'font-weight="bold"'),
        words([said["caution"], said["rules"]], _LEFT, 62, 15, 'font-style="italic"'),
        *_edges(graph, at, tall),
        *(_box(lines, *at[term], tall[term], dashed=term in methods) for term, lines in boxes.items()),
    ]
    near = ((names[term], ", ".join(names[one] for one in others)) for term, others in graph.near.items())
    told = [said["caution"], *(f"{term}{said['colon']} {others}." for term, others in near)]
    wide = 2 * _LEFT + max(len(columns) - 1, 0) * _COLUMN + _WIDE + 36
    return picture(wide, _TOP + inner + _LEFT, said["title"], told, body, "A3 landscape")


def notion_graph(lexicon: Lexicon) -> NotionGraph:
    """Return the notions and methods of the map, in the order of the lexicon; see `notion_map` for which."""
    graph = NotionGraph(tuple(entry for entry in lexicon if entry.kind in _KINDS))
    tied = [entry for entry in graph.entries if graph.near[entry.term]]
    kept = sorted(tied, key=lambda entry: -len(graph.near[entry.term]))[:MOST_NOTIONS]
    names = {entry.term for entry in kept}
    return NotionGraph(tuple(entry for entry in tied if entry.term in names))


def _ordered(graph: NotionGraph, columns: list[list[str]]) -> list[list[str]]:
    """Return the columns, each term near the mean height of its neighbours; ties keep their order."""
    for sweep in range(_SWEEPS):
        heights = {term: (place + 0.5) / len(column) for column in columns for place, term in enumerate(column)}
        beside = range(len(columns)) if sweep % 2 == 0 else range(len(columns) - 1, -1, -1)
        for number in beside:
            mean = {
                term: sum(heights[one] for one in graph.near[term]) / max(len(graph.near[term]), 1)
                for term in columns[number]
            }
            columns[number].sort(key=mean.__getitem__)
            heights |= {term: (place + 0.5) / len(columns[number]) for place, term in enumerate(columns[number])}
    return columns


def _spread(column: Sequence[str], tall: dict[str, float], inner: float) -> Iterator[tuple[str, float]]:
    """Yield each term of a column with its top, the room left shared between them."""
    spare = (inner - sum(tall[term] for term in column)) / len(column)
    y = _TOP + spare / 2
    for term in column:
        yield term, y
        y += tall[term] + spare


def _name(entry: LexiconEntry, language: Language) -> str:
    """Return the name of a term in a language; in French where the lexicon gives no English one."""
    return entry.aliases.en[0] if language == "en" and entry.aliases.en else entry.term


def _lines(entry: LexiconEntry, name: str) -> list[str]:
    sigil = f" ({entry.acronym})" if entry.acronym else ""
    return wrapped(f"{name}{sigil}", _SIZE, _WIDE - 16, bold=True)


def _box(lines: Sequence[str], x: float, y: float, tall: float, *, dashed: bool) -> str:
    rule: dict[str, str | float] = {"stroke_dasharray": "6 4"} if dashed else {}
    frame = shape(
        "rect", x=x, y=y, width=_WIDE, height=tall, rx=6.0, fill="#fff", stroke="#000", stroke_width=2.0, **rule
    )
    return frame + words(lines, x + _WIDE / 2, y + _SIZE + 5, _SIZE, 'font-weight="bold"', "middle")


def _edges(graph: NotionGraph, at: dict[str, tuple[float, float]], tall: dict[str, float]) -> Iterator[str]:
    """Yield a curve for each relation: across to the next column, or out and back within one."""
    for term, near in graph.near.items():
        for other in near:
            if (at[term], term) >= (at[other], other):
                continue
            x, y = at[term][0] + _WIDE, at[term][1] + tall[term] / 2
            end, low = at[other][0], at[other][1] + tall[other] / 2
            if end == at[term][0]:
                bulge = x + min(20 + abs(low - y) / 9, _COLUMN - _WIDE - 10)
                path = f"M{x:.1f} {y:.1f}C{bulge:.1f} {y:.1f} {bulge:.1f} {low:.1f} {x:.1f} {low:.1f}"
            else:
                half = (x + end) / 2
                path = f"M{x:.1f} {y:.1f}C{half:.1f} {y:.1f} {half:.1f} {low:.1f} {end:.1f} {low:.1f}"
            yield shape("path", d=path, fill="none", stroke="#333", stroke_width=1.6)
