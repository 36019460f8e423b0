"""Splitting: a document into passages along its structure."""

from collections.abc import Iterator, Sequence

from assistant.domain import AuthorKind, Layout, Passage
from assistant.french import PASSAGE_LIMIT, PASSAGE_TARGET, pack, sentences, trimmed
from ingest.blocks import Block, BlockKind

_WHOLE: dict[BlockKind, Layout] = {"list": "list", "steps": "steps", "table": "table"}
"""Kinds of blocks that are never cut nor joined to others, and the layout of their passages."""


def split(document_id: str, text: str, blocks: Sequence[Block], author_kind: AuthorKind) -> list[Passage]:
    """Cut a cleaned text into passages, in reading order, each `text[start:end]`.

    A passage never crosses a heading, nor a change of role or author. Lists, steps and tables are whole,
    with the paragraph that introduces them (its last sentence when it is long): one that ends with a colon,
    or one without a final stop, unless it is longer than a passage. Paragraphs are packed to a length good
    for search; long ones are cut at sentences.

    Args:
        document_id: id of the document, the first part of the passage ids.
        text: the cleaned text the offsets of `blocks` are in.
        blocks: structural units in order, not overlapping.
        author_kind: of the document, unless a block says otherwise.
    """
    passages: list[Passage] = []
    for headings, group in _sections(text, blocks):
        for start, end, layout in _pieces(text, group):
            first = group[0]
            passages.append(
                Passage(
                    id=f"{document_id}-{start:06d}-{end:06d}",
                    document_id=document_id,
                    number=len(passages),
                    start=start,
                    end=end,
                    text=text[start:end],
                    headings=headings,
                    role=first.role,
                    layout=layout,
                    author_kind=first.author_kind or author_kind,
                )
            )
    return passages


def _sections(text: str, blocks: Sequence[Block]) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    """Yield the heading path and the blocks of each stretch under one heading, role and author."""
    path: list[tuple[int, str]] = []
    group: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            if group:
                yield tuple(title for _, title in path), group
            group = []
            path = [(level, title) for level, title in path if level < block.level]
            path.append((block.level, text[block.start : block.end].lstrip("# ").strip()))
            continue
        if group and (group[-1].role, group[-1].author_kind) != (block.role, block.author_kind):
            yield tuple(title for _, title in path), group
            group = []
        group.append(block)
    if group:
        yield tuple(title for _, title in path), group


def _pieces(text: str, group: Sequence[Block]) -> Iterator[tuple[int, int, Layout]]:
    """Yield (start, end, layout) of the passages of one section."""
    prose: list[tuple[int, int]] = []
    for block in group:
        if block.kind in _WHOLE:
            opening = _opening(text, prose)
            yield from ((start, end, "prose") for start, end in pack(text, prose))
            yield (block.start if opening is None else opening), block.end, _WHOLE[block.kind]
            prose = []
        else:
            prose.append((block.start, block.end))
    yield from ((start, end, "prose") for start, end in pack(text, prose))


def _opening(text: str, prose: list[tuple[int, int]]) -> int | None:
    """Take the sentence that introduces a list away from the waiting prose; return where it starts."""
    if not prose:
        return None
    start, end = prose.pop()
    last = start + sentences(text[start:end])[-1][0]
    announces = text[end - 1] == ":" or (last == start and text[end - 1] not in ".!?…»")
    if not announces or end - last > PASSAGE_LIMIT:
        prose.append((start, end))
        return None
    if end - start <= PASSAGE_TARGET:
        return start
    if last > start:
        prose.append(trimmed(text, start, last))
    return last
