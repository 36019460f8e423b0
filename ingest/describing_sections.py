"""Open a section where a page passes from one kind of text to another, so that no heading covers too much."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import PassageRole
from ingest.aligned import AlignedText, Edit
from ingest.blocks import Block
from ingest.cleaning_log import CleaningLog
from ingest.structure import HEADING_LEVEL

_LABELS: dict[PassageRole, str] = {
    "invitation": "Invitation",
    "slides": "Support de séance",
    "ai_summary": "Restitution",
    "concept_note": "Notions",
    "text": "Texte",
}
_CONTINUED = "{label} (suite)"
_OURS = frozenset([*_LABELS.values(), *(_CONTINUED.format(label=label) for label in _LABELS.values())])
_BACK_TO_WHOLE = re.compile(
    r"(?:la |cette |cet |l['’])(?:fin de (?:la |l['’]|cette |cet ))?(?:session|séance|atelier|réunion|"
    r"rencontre|visio)\b",
    re.IGNORECASE,
)


def open_parts(text: AlignedText, blocks: Sequence[Block], log: CleaningLog) -> tuple[AlignedText, bool]:
    """Put a heading of ours above each part of a page of several parts, and lower the recovered ones.

    A part that comes back from one of its sections to the whole meeting gets a heading too: what follows is
    no longer under the last recovered one.

    Returns:
        The text, and whether anything changed.
    """
    roles = [block.role for block in _without_definitions(blocks)]
    if len(set(roles)) < 2:
        return text, False
    edits: list[Edit] = []
    inside = False
    for index, block in enumerate(blocks):
        words = text.text[block.start : block.end].lstrip("# ")
        ours = block.kind == "heading" and words in _OURS
        opens = not ours and (index == 0 or roles[index] != roles[index - 1])
        returns = inside and block.kind == "paragraph" and bool(_BACK_TO_WHOLE.match(words))
        if opens or returns:
            label = _LABELS.get(roles[index], _LABELS["text"])
            heading = label if opens else _CONTINUED.format(label=label)
            log.add("section_heading", "made", text.cut(block.start, block.start + 1), detail=heading)
            edits.append((block.start, block.start, f"{'#' * HEADING_LEVEL} {heading}\n\n"))
        if block.kind == "heading" and not ours and block.level == HEADING_LEVEL:
            edits.append((block.start, block.start, "#"))
        inside = not ours if block.kind == "heading" else inside and not (opens or returns)
    return text.edited(_merged(edits)), bool(edits)


def _without_definitions(blocks: Sequence[Block]) -> list[Block]:
    """Give a quoted definition the role of the part it stands in."""
    plain = list(blocks)
    for index, block in enumerate(plain):
        if block.role == "definition":
            around = [*reversed(plain[:index]), *plain[index + 1 :]]
            role: PassageRole = next((one.role for one in around if one.role != "definition"), "text")
            plain[index] = replace(block, role=role)
    return plain


def _merged(edits: Sequence[Edit]) -> list[Edit]:
    """Put together the insertions made at one place, in their order."""
    merged: list[Edit] = []
    for start, end, words in edits:
        if merged and merged[-1][0] == start:
            merged[-1] = (start, end, merged[-1][2] + words)
        else:
            merged.append((start, end, words))
    return merged
