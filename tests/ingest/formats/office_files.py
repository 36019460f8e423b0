"""Office documents written part by part, so that a test says exactly what one holds."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OPENXML = "application/vnd.openxmlformats-officedocument"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMES = " ".join(
    f'xmlns:{short}="{_ODF}{long}:1.0"'
    for short, long in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
    }.items()
)  # fmt: skip


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _types(part: str, kind: str) -> str:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{_OPENXML}.{kind}.main+xml"/></Types>'
    )


def core(title: str) -> str:
    """Return the properties of an OOXML document."""
    return (
        '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dc:creator>Zoé Martin</dc:creator><t:created>2019-02-03</t:created>"
        "</p:coreProperties>"
    )


STYLES = f"""<w:styles {W}><w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:styleId="T1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Maison"><w:name w:val="Charte"/><w:basedOn w:val="T1"/></w:style>
<w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Puce"><w:name w:val="List Bullet"/></w:style></w:styles>"""

NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">
<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def docx(body: str, title: str = "", **parts: str) -> bytes:
    """Return a DOCX around the XML of its body; `parts` are those of `word/`, by name without ending."""
    return packed(
        {
            "[Content_Types].xml": _types("word/document.xml", "wordprocessingml.document"),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
            "docProps/core.xml": core(title),
            **{f"word/{name}.xml": content for name, content in parts.items()},
        }
    )


def para(text: str, style: str = "", number: int = 0) -> str:
    """Return a paragraph of a DOCX, of a style or of a list."""
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, styles: str = "", manifest: str = "", title: str = "") -> bytes:
    """Return an ODT around the XML of its text."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {_ODF_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
            ),
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF}manifest:1.0">{manifest}</m:manifest>',
            "meta.xml": f'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></a>',
        }
    )


def frame(text: str, kind: str = "", *, bullets: bool = False) -> str:
    """Return a frame of a slide, one paragraph a line of text, of a kind of the model when it has one."""
    place = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    bullet = '<a:pPr><a:buChar char="•"/></a:pPr>' if bullets else ""
    lines = "".join(f"<a:p>{bullet}<a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/>{place}</p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>'


def pptx(slides: list[str], notes: Mapping[int, str] | None = None, hidden: int = 0) -> bytes:
    """Return a PPTX of slides, each the XML of its frames; the parts are named against their order.

    Args:
        slides: in their order.
        notes: XML of the frames of the notes, by number of slide from 1.
        hidden: number of the slide that is not shown, 0 for none.
    """
    names = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    names += 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    names += f'xmlns:r="{_RELATIONS}"'
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    count = len(slides)
    parts = {"[Content_Types].xml": _types("ppt/presentation.xml", "presentationml.presentation")}
    listed, related = "", ""
    for number, slide in enumerate(slides, start=1):
        part = count + 1 - number
        listed += f'<p:sldId id="{255 + number}" r:id="r{number}"/>'
        related += f'<Relationship Id="r{number}" Type="{_RELATIONS}/slide" Target="slides/slide{part}.xml"/>'
        shown = ' show="0"' if number == hidden else ""
        parts[f"ppt/slides/slide{part}.xml"] = (
            f"<p:sld {names}{shown}><p:cSld><p:spTree>{slide}</p:spTree></p:cSld></p:sld>"
        )
        if notes and number in notes:
            parts[f"ppt/slides/_rels/slide{part}.xml.rels"] = (
                f'<Relationships xmlns="{relation}"><Relationship Id="r1" Type="{_RELATIONS}/notesSlide" '
                f'Target="../notesSlides/notes{part}.xml"/></Relationships>'
            )
            parts[f"ppt/notesSlides/notes{part}.xml"] = f"<p:notes {names}><p:cSld>{notes[number]}</p:cSld></p:notes>"
    parts["ppt/presentation.xml"] = f"<p:presentation {names}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
    parts["ppt/_rels/presentation.xml.rels"] = f'<Relationships xmlns="{relation}">{related}</Relationships>'
    return packed(parts)
