"""A workshop plan as a file, in one of four formats."""

import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Literal, get_args

from assistant.adapters.docx_file import docx
from assistant.adapters.odt_file import odt
from assistant.domain import Language
from assistant.errors import InvalidInputError
from assistant.exporting import Element, as_html, as_markdown, laid_out
from assistant.workshop_plan import WorkshopPlan

PlanFormat = Literal["md", "html", "docx", "odt"]

MEDIA_TYPES: dict[PlanFormat, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
"""Media type of each format, as HTTP says it."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time a ZIP archive can hold: a file says nothing of when it was made."""

_RENDERERS: dict[PlanFormat, Callable[[Iterable[Element], Language], bytes]] = {
    "md": lambda elements, _: as_markdown(elements).encode(),
    "html": lambda elements, language: as_html(elements, language).encode(),
    "docx": lambda elements, language: _timeless(docx(elements, language)),
    "odt": lambda elements, language: _timeless(odt(elements, language)),
}


def export_plan(plan: WorkshopPlan, form: str, extra: Iterable[Element] = ()) -> bytes:
    """Return a plan as the bytes of a file; the same plan gives the same bytes.

    Args:
        plan: what to write.
        form: one of `PlanFormat`.
        extra: elements that stand before the notes (see `laid_out`).

    Raises:
        InvalidInputError: the format is unknown.
        ModelUnavailableError: the format needs a package that is not installed.
    """
    for known in get_args(PlanFormat):
        if form == known:
            return _RENDERERS[known](laid_out(plan, extra), plan.request.language)
    raise InvalidInputError(f"Le format {form!r} n’existe pas.", f"Choisissez parmi {', '.join(_RENDERERS)}.")


def _timeless(archive: bytes) -> bytes:
    """Return an archive with the same members, in the same order, all of one age."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.infolist():
            dated = zipfile.ZipInfo(member.filename, _EPOCH)
            dated.compress_type = member.compress_type
            new.writestr(dated, old.read(member))
    return file.getvalue()
