"""A workshop plan as a document: one list of elements, made once, that each format renders.

Markdown and HTML need nothing installed; the renderers of DOCX and ODT live with the adapters, for they have a vendor.
"""

from assistant.exporting.cleaning import shown, visible
from assistant.exporting.elements import CARD_COLUMNS, CARD_HEIGHT, Element, Heading, Line, Note, Picture, Table
from assistant.exporting.html import PAGE_POLICY, as_html
from assistant.exporting.laying import laid_out, note
from assistant.exporting.markdown import as_markdown
from assistant.exporting.policy import policy_of

__all__ = [
    "CARD_COLUMNS",
    "CARD_HEIGHT",
    "PAGE_POLICY",
    "Element",
    "Heading",
    "Line",
    "Note",
    "Picture",
    "Table",
    "as_html",
    "as_markdown",
    "laid_out",
    "note",
    "policy_of",
    "shown",
    "visible",
]
