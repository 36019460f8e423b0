"""Laws of paper: what an animator prints holds on the pages it is said to hold on, in each format."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from assistant.adapters.plan_files import export_plan
from assistant.answering import Assistant
from assistant.planning import Given, requested
from assistant.workshop_plan import WorkshopPlan

THEMES: tuple[tuple[str, Given], ...] = (
    ("effets utiles", {"audience": "élus"}),
    ("la mobilité", {"audience": "habitants"}),
    ("écosystème coopératif territorialisé", {"audience": "dirigeants", "setting": "remote"}),
    ("monnaie locale", {"audience": "associations", "level": "initiated"}),
    ("la santé", {"audience": "mutuelles", "level": "animator"}),
)
PAGES = {60: 2, 120: 2, 180: 3}
"""Most A4 pages of a plan, by its minutes."""

SOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.slow


def plans(assistant: Assistant, folder: Path, form: str) -> list[tuple[Path, int]]:
    """Write every plan in a format, and return the files with their most pages."""
    written = []
    for theme, told in THEMES:
        for minutes, most in PAGES.items():
            plan = assistant.plan_workshop(requested(theme, minutes=minutes, people=14, **told))
            assert isinstance(plan, WorkshopPlan)
            path = folder / f"{re.sub(r'[^a-z]+', '-', theme)}-{minutes}.{form}"
            path.write_bytes(export_plan(plan, form))
            written.append((path, most))
    return written


def too_long(written: list[tuple[Path, int]]) -> list[tuple[str, int]]:
    """Return the files whose pages are too many, with their count; each page must be A4."""
    found = []
    for path, most in written:
        pages = pypdfium2.PdfDocument(str(path.with_suffix(".pdf")))
        assert {(595, 842)} == {(round(page.get_width()), round(page.get_height())) for page in pages}
        found += [(path.name, len(pages))] if len(pages) > most else []
    return found


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-writer, then make test-all")
@pytest.mark.parametrize("form", ["docx", "odt"])
def test_two_hours_hold_on_two_printed_pages(assistant: Assistant, tmp_path: Path, form: str) -> None:
    """LibreOffice opens the files, and prints no more pages than was said."""
    written = plans(assistant, tmp_path, form)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [str(SOFFICE), "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *(str(path) for path, _ in written)], check=True, capture_output=True, timeout=300)
    assert [] == too_long(written)


@pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium, then make test-all")
def test_two_hours_hold_on_two_pages_of_a_browser(assistant: Assistant, tmp_path: Path) -> None:
    """The print style of the page does the same."""
    written = plans(assistant, tmp_path, "html")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-pdf-header-footer"]
    for path, _ in written:
        target = [f"--user-data-dir={tmp_path / 'browser'}", f"--print-to-pdf={path.with_suffix('.pdf')}"]
        command = [str(CHROMIUM), *quiet, *target, path.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert [] == too_long(written)
