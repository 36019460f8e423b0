"""Give each block of a document its role, and tell what a machine wrote.

One page may hold an invitation, slides, an automatic report and notes on notions. Each block gets a score
for each role from its own wording; changing role costs, so that a page splits in few parts.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import AuthorKind, DocumentKind, PassageRole
from ingest.blocks import Block

CHANGE_COST = 3.0
"""Weight of evidence that a change of role needs: more than one strong mark."""
MACHINE_LIMIT = 3
"""Kinds of marks of automatic writing from which a report is taken for one; people leave one or two."""

_STRONG = 2.0
_ROLE_MARKS: tuple[tuple[PassageRole, float, str], ...] = (
    (
        "invitation",
        3.0,
        r"\bse tiendra|\baura lieu|nous vous (?:attendons|invitons)|vous pouvez (?:vous connecter|assister|"
        r"vous inscrire|retrouver)",
    ),
    (
        "invitation",
        2.0,
        r"\blien de réunion|\bnous espérons|\binscri(?:vez|ption)s?\b|rendez-vous le|\bil y sera\b|"
        r"n['’]hésitez pas|\bvos? (?:territoires?|métiers?)\b",
    ),
    (
        "slides",
        3.0,
        r"\b(?:aujourd['’]hui,? )?on va (?:revenir|aborder|voir|parler|commencer)|^comment vous y prenez",
    ),
    (
        "slides",
        2.0,
        r"^#+ (?:objectifs?|contenus?|programme|ordre du jour|activités?|déroulé|au menu)\b|^(?:revenir|"
        r"mise au travail|répondre|identifier)\b",
    ),
    (
        "ai_summary",
        3.0,
        r"\b(?:cette|la|cet|l['’]|une) ?(?:\w+ ){0,2}(?:session|séance|atelier|réunion|rencontre|"
        r"introduction|réflexion)\b.{0,40}\b(?:a|ont|s['’]est|visait|avait) ",
    ),
    (
        "ai_summary",
        1.5,
        r"\b(?:a|ont) été \w+ée?s?\b|\ben conclusion\b|un point clé|\bconvergent\b|participant·e|"
        r"des participants",
    ),
    (
        "concept_note",
        3.0,
        r"\best (?:donc )?(?:un terme|la sphère|le niveau|un concept)|\bregroupe l['’]ensemble|"
        r"\bfondamenta\w+ pour comprendre",
    ),
    (
        "concept_note",
        1.5,
        r"\bdésigner? |\breprésente l|\bdéfinit\b|\bdans le cadre de\b|\bse situe entre\b|"
        r"\binclut notamment|est jugée? essentiel",
    ),
)
_ROLE_PATTERNS = tuple(
    (role, weight, re.compile(marks, re.IGNORECASE | re.MULTILINE)) for role, weight, marks in _ROLE_MARKS
)
_ROLES: tuple[PassageRole, ...] = ("text", "invitation", "slides", "ai_summary", "concept_note")
_TITLED_LABEL = re.compile(
    r"^(?:- )?(?:[A-ZÀ-Þ][\w'’-]+|d[eu]s?|et|la|le|les|l['’]|en|à|aux?|pour)(?: (?:[(]?[A-ZÀ-Þ][\w'’()-]+|"
    r"d[eu]s?|et|la|le|les|en|à|aux?|pour|d['’]\w+|l['’]\w+)){1,8} ?: \S",
    re.MULTILINE,
)

_MACHINE_MARKS = (
    re.compile(r"acronymes?[^.]{0,60}vérifi|\([^()?]{3,80}\?\s*\)|\([^()?]{3,80}\? - note", re.IGNORECASE),
    re.compile(r"\((?:probablement|vraisemblablement|sans doute) ", re.IGNORECASE),
    re.compile(r"^en conclusion, cet(?:te)? ", re.IGNORECASE | re.MULTILINE),
    re.compile(r"\b(?:les retours|les échanges|les participants) .{0,30}convergent", re.IGNORECASE),
    re.compile(r"\bl['’]occasion d['’]un (?:riche|fructueux)|\bun point clé\b|\bnotion cruciale\b", re.IGNORECASE),
    re.compile(r"\b(?:montrent|témoignent de) l['’]énergie|\bstimul\w+ une introspection", re.IGNORECASE),
)
TITLED_LABELS = 3
"""Labels written With Capitals from which they count as a mark: French does not write so, machines do."""

_DEFINES = re.compile(r"\b(?:défini(?:e|t|es|s)?|définition)\b[^.!?]*:$", re.IGNORECASE)
_DEFINING_HEADINGS = re.compile(r"^#+ (?:en bref|définition)\b", re.IGNORECASE)
_PLAIN_ROLES: dict[DocumentKind, PassageRole] = {"concept": "concept_note", "practice": "practice"}
_HEADING_TEXT = "heading"


def is_machine_made(raw: str) -> bool:
    """Tell whether a text bears at least `MACHINE_LIMIT` kinds of marks of an automatic summary."""
    kinds = sum(1 for mark in _MACHINE_MARKS if mark.search(raw))
    labels = len(_TITLED_LABEL.findall(raw)) >= TITLED_LABELS
    return kinds + labels >= MACHINE_LIMIT


def assign_roles(text: str, blocks: Sequence[Block], kind: DocumentKind, *, machine: bool, edited: bool) -> list[Block]:
    """Give each block its role and its kind of author.

    Args:
        text: the cleaned text.
        blocks: its blocks, in order.
        kind: the kind of the document.
        machine: whether the report in it is an automatic one.
        edited: whether the document declares what it is; its parts are then those of its headings.
    """
    if edited:
        return _edited_roles(text, blocks, kind)
    if kind != "session" and not machine:
        role: PassageRole = "concept_note" if kind == "concept" else "text"
        roles = [role] * len(blocks)
    else:
        roles = _smoothed([_scores(text[block.start : block.end], block) for block in blocks])
    return _with_definitions(text, blocks, roles, machine=machine)


def _edited_roles(text: str, blocks: Sequence[Block], kind: DocumentKind) -> list[Block]:
    plain = _PLAIN_ROLES.get(kind, "text")
    assigned: list[Block] = []
    role = plain
    for block in blocks:
        if block.kind == _HEADING_TEXT:
            defining = kind == "concept" and _DEFINING_HEADINGS.match(text[block.start : block.end])
            role = "definition" if defining else plain
        assigned.append(replace(block, role=role))
    return assigned


def _scores(text: str, block: Block) -> dict[PassageRole, float]:
    scores: dict[PassageRole, float] = dict.fromkeys(_ROLES, 0.0)
    scores["text"] = 0.5
    if block.kind == _HEADING_TEXT:
        scores["text"] = 0.0
    for role, weight, pattern in _ROLE_PATTERNS:
        scores[role] += weight * min(2, len(pattern.findall(text)))
    if block.kind == "list" and _is_of_fragments(text.split("\n")):
        scores["slides"] += _STRONG
    if _TITLED_LABEL.search(text):
        scores["ai_summary"] += 1.0
    if block.kind == "list" and all(line.endswith("?") for line in text.split("\n")):
        scores["invitation"] += 0.5
        scores["ai_summary"] += 0.5
    return scores


def _is_of_fragments(items: Sequence[str]) -> bool:
    """Tell whether items are notes for a slide: no stop, and half of them begin with a small letter."""
    small = sum(1 for item in items if item[2:3].islower())
    return 2 * small >= len(items) and not any(item.endswith((".", ":", "?", "!")) for item in items)


def _smoothed(scores: Sequence[dict[PassageRole, float]]) -> list[PassageRole]:
    """Return the sequence of roles of greatest total score, each change costing `CHANGE_COST` (Viterbi)."""
    totals = dict(scores[0])
    origins: list[dict[PassageRole, PassageRole]] = []
    for row in scores[1:]:
        best = max(_ROLES, key=lambda role: totals[role])
        chosen, updated = {}, {}
        for role in _ROLES:
            stays = totals[role] >= totals[best] - CHANGE_COST
            chosen[role] = role if stays else best
            updated[role] = row[role] + (totals[role] if stays else totals[best] - CHANGE_COST)
        origins.append(chosen)
        totals = updated
    role = max(_ROLES, key=lambda one: totals[one])
    path = [role]
    for chosen in reversed(origins):
        role = chosen[role]
        path.append(role)
    return path[::-1]


def _with_definitions(
    text: str, blocks: Sequence[Block], roles: Sequence[PassageRole], *, machine: bool
) -> list[Block]:
    assigned: list[Block] = []
    for index, (block, role) in enumerate(zip(blocks, roles, strict=True)):
        author: AuthorKind | None = None
        if machine:
            author = "ai_summary" if role in ("ai_summary", "concept_note") else "unknown"
        before = text[blocks[index - 1].start : blocks[index - 1].end] if index else ""
        if block.kind == "paragraph" and _DEFINES.search(before):
            assigned[-1] = replace(assigned[-1], role="definition", author_kind="human")  # with what is defined
            assigned.append(replace(block, role="definition", author_kind="human"))
            continue
        assigned.append(replace(block, role=role, author_kind=author))
    return [_as_following(assigned, index) for index in range(len(assigned))]


def _as_following(blocks: Sequence[Block], index: int) -> Block:
    """Give a heading the role and the author of what stands under it."""
    if blocks[index].kind != _HEADING_TEXT:
        return blocks[index]
    below = next((block for block in blocks[index:] if block.kind != _HEADING_TEXT), blocks[index])
    return replace(blocks[index], role=below.role, author_kind=below.author_kind)
