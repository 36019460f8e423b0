"""Splitting: a document into passages along its structure."""

from collections.abc import Iterator, Sequence

from assistant.domain import AuthorKind, Passage
from assistant.french import pack
from ingest.blocks import Block


def split(document_id: str, text: str, blocks: Sequence[Block], author_kind: AuthorKind) -> list[Passage]:
    """Cut a cleaned text into passages, in reading order, each `text[start:end]`.

    A passage never crosses a heading, nor a change of role or author. Lists, steps and tables are whole,
    with the paragraph that introduces them. Paragraphs are packed to a length good for search; long ones
    are cut at sentences.

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


def _pieces(text: str, group: Sequence[Block]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, layout) of the passages of one section."""
    waiting: list[tuple[int, int]] = []
    for block in group:
        if block.kind == "paragraph":
            waiting.append((block.start, block.end))
            continue
        start = block.start
        if waiting and _introduces(text, waiting[-1]):
            start = waiting.pop()[0]
        for first, last in pack(text, waiting):
            yield first, last, "prose"
        waiting = []
        yield start, block.end, block.kind
    for first, last in pack(text, waiting):
        yield first, last, "prose"


def _introduces(text: str, span: tuple[int, int]) -> bool:
    return text[span[0] : span[1]].rstrip().endswith(":")
