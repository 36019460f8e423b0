"""Read a PPTX: its slides in order, one heading a slide, and the notes of the speaker apart."""

from collections.abc import Iterator

from lxml import etree

from ingest.formats.archives import OfficeArchive
from ingest.formats.extraction import Extraction, Run, Written, assembled, plausible_title
from ingest.formats.office_titles import core_title

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PRESENTATION = "ppt/presentation.xml"

SLIDES_LIMIT = 2_000
"""Slides of one presentation; more is several presentations."""
STEP_LIMIT = 99
"""Highest number of a step that the canonical form knows."""

_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr", "sldImg")
_LISTED = ("", "body", "obj")
"""Kinds of frames whose paragraphs are bulleted by the model of the slide."""
_NOTES = "Notes de présentation"
_UNTITLED = "Diapositive {number}"
_HIDDEN = "diapositive masquée"
_FIXED = "numéro, date ou pied de diapositive"


def read_pptx(archive: OfficeArchive) -> Extraction:
    """Read the slides of a presentation in their order; hidden ones are left out.

    Raises:
        DocumentRefusedError: a part is damaged, protected or too long.
    """
    blocks: list[Written] = []
    for number, part in enumerate(_slides(archive), start=1):
        slide = archive.xml(part)
        written = [*_slide(slide, number), *_notes(archive, part)]
        hidden = slide.get("show") in ("0", "false")
        blocks += [block.left_out("hidden_slide", _HIDDEN) for block in written] if hidden else written
    text, remarks = assembled(blocks)
    titled = any(block.mark == "# " for block in blocks)
    title = None if titled else plausible_title(core_title(archive))
    return Extraction("pptx", text, remarks, title=title)


def _slides(archive: OfficeArchive) -> list[str]:
    """Return the names of the parts of the slides, in the order of the presentation."""
    related = archive.related(_PRESENTATION)
    ordered = [one.get(_RELATION, "") for one in archive.xml(_PRESENTATION).iter(f"{P}sldId")]
    found = [related[one] for one in ordered if one in related]
    return [name for kind, name in found if kind == "slide" and name in archive.names][:SLIDES_LIMIT]


def _slide(slide: "etree._Element", number: int) -> Iterator[Written]:
    shapes = list(_shapes(slide))
    titles = [shape for shape in shapes if _kind(shape) in _TITLES]
    words = " ".join(_words(titles[0]).split()) if titles else ""
    opening = number == 1 and bool(words) and _kind(titles[0]) == "ctrTitle"
    yield Written.of(words or _UNTITLED.format(number=number), "# " if opening else "## ")
    for shape in shapes:
        if shape in titles[:1]:
            continue
        if _kind(shape) in _FURNITURE:
            yield Written.of(_words(shape), rule="slide_furniture", detail=_FIXED)
        elif shape.tag == f"{P}graphicFrame":
            yield from _table(shape)
        else:
            yield from _paragraphs(shape, listed=_kind(shape) in _LISTED)


def _notes(archive: OfficeArchive, part: str) -> Iterator[Written]:
    """Yield the notes of the speaker under their own heading, nothing without a word in them."""
    names = [name for kind, name in archive.related(part).values() if kind == "notesSlide" and name in archive.names]
    for name in names[:1]:
        shapes = [shape for shape in _shapes(archive.xml(name)) if _kind(shape) == "body"]
        blocks = [block for shape in shapes for block in _paragraphs(shape, listed=False)]
        if any(block.text.strip() for block in blocks):
            yield Written.of(_NOTES, "### ")
            yield from blocks


def _shapes(slide: "etree._Element") -> Iterator["etree._Element"]:
    """Yield the frames and tables of a slide in its order, those of groups included."""
    for element in slide.iter(f"{P}sp", f"{P}graphicFrame"):
        hidden = next(element.iter(f"{P}cNvPr"), None)
        if hidden is None or hidden.get("hidden") not in ("1", "true"):
            yield element


def _kind(shape: "etree._Element") -> str:
    """Return the kind of a frame of the model of the slide: empty for a plain one, « text box » outside of it."""
    found = next(shape.iter(f"{P}ph"), None)
    return "text box" if found is None else found.get("type", "")


def _words(shape: "etree._Element") -> str:
    return " ".join(block.text for block in _paragraphs(shape, listed=False))


def _paragraphs(shape: "etree._Element", *, listed: bool) -> Iterator[Written]:
    """Yield the paragraphs of a frame, as items when the model or the paragraph puts a bullet before them."""
    paragraphs = [one for body in shape.iter(f"{P}txBody") for one in body.iterchildren(f"{A}p")]
    filled = sum(1 for one in paragraphs if "".join(one.itertext(f"{A}t")).strip())
    count = 0
    for paragraph in paragraphs:
        properties = paragraph.find(f"{A}pPr")
        numbered = properties is not None and properties.find(f"{A}buAutoNum") is not None
        count = count + 1 if numbered else 0
        bulleted = _is_bulleted(properties, listed=listed and filled > 1)
        mark = f"{count}. " if 0 < count <= STEP_LIMIT else "- " if bulleted or numbered else ""
        yield Written(tuple(_runs(paragraph, one_line=bool(mark))), mark)


def _is_bulleted(properties: "etree._Element | None", *, listed: bool) -> bool:
    if properties is None:
        return listed
    if properties.find(f"{A}buNone") is not None:
        return False
    return listed or properties.find(f"{A}buChar") is not None or properties.find(f"{A}buBlip") is not None


def _runs(paragraph: "etree._Element", *, one_line: bool) -> Iterator[Run]:
    for element in paragraph.iter(f"{A}t", f"{A}br"):
        if element.tag == f"{A}br":
            yield Run(" " if one_line else "\n")
        else:
            yield Run((element.text or "").replace("\v", " "))


def _table(frame: "etree._Element") -> Iterator[Written]:
    for row in frame.iter(f"{A}tr"):
        yield Written.of_row(" ".join(cell.itertext(f"{A}t")) for cell in row.iterchildren(f"{A}tc"))
