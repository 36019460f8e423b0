"""The title that the properties of an office document give; its author and its dates are never read."""

from ingest.formats.archives import OfficeArchive

_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def core_title(archive: OfficeArchive) -> str | None:
    """Return the title in the properties of a document, None without one."""
    for part in ("docProps/core.xml", "meta.xml"):
        root = archive.optional_xml(part)
        title = None if root is None else next(root.iter(_TITLE), None)
        if title is not None:
            return str(title.text or "")
    return None
