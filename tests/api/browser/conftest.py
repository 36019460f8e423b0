"""A browser on a server of this machine: nothing that leaves it is let through, and what tries is kept."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.serving import make_server, open_listener
from tests.api.browser.scripted import ScriptedAssistant

REMEDY = "pip install -c constraints.txt playwright axe-playwright-python && playwright install --with-deps chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK = {"width": 1280, "height": 860}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser as slow."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@contextmanager
def served(assistant: Any, **options: Any) -> Iterator[str]:
    """Serve an assistant on a free port, with options of the application, and give the address."""
    listener: socket.socket = open_listener("127.0.0.1", 0)
    server = make_server(create_app(assistant, **options))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for one module: while it runs, this thread has a loop, and no other test may share it."""
    sync_api = pytest.importorskip("playwright.sync_api", reason=f"no browser to drive: {REMEDY}")
    with sync_api.sync_playwright() as driver:
        found = shutil.which("chromium") or shutil.which("google-chrome") or driver.chromium.executable_path
        if not Path(found).exists():
            pytest.skip(f"no browser: {REMEDY}")
        browser = driver.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def assistant() -> ScriptedAssistant:
    """Return an assistant whose replies are scripted."""
    return ScriptedAssistant()


@pytest.fixture
def address(assistant: ScriptedAssistant) -> Iterator[str]:
    """Serve that assistant."""
    with served(assistant) as found:
        yield found


class Watched:
    """A page, and all that went wrong on it: requests to elsewhere, errors, dialogs, refusals of the policy."""

    def __init__(self, context: Any, address: str, *others: str) -> None:
        self.address = address
        self.near = tuple(f"{one}/" for one in (address, *others))
        self.left: list[str] = []
        self.errors: list[str] = []
        self.requests: list[str] = []
        context.route("**/*", self._let_through)
        self.page = context.new_page()
        self.page.set_default_timeout(8000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        self.page.on("console", self._heard)

    def _let_through(self, route: Any) -> None:
        url = route.request.url
        self.requests.append(url)
        if url.startswith(self.near):
            route.continue_()
        else:
            self.left.append(url)
            route.abort()

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def open(self, path: str = "/") -> Any:
        """Open a path and wait until the script has taken the page over."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("#views > *")
        return self.page

    def ask(self, question: str) -> None:
        """Ask, and wait for what comes of it."""
        turns = self.page.locator(".turn").count()
        self.page.fill("#question", question)
        self.page.click(".composer [type=submit]")  # on a touch screen, Enter breaks the line
        turn = self.page.locator(".turn").nth(turns)
        turn.locator(".said, .trouble").first.wait_for()


Opened = Callable[..., Watched]


@pytest.fixture
def watch(chromium: Any, address: str) -> Iterator[Opened]:
    """Return a function that opens a context with some options, and fails at the end if a request left."""
    contexts, pages = [], []

    def start(**options: Any) -> Watched:
        context = chromium.new_context(**{"viewport": DESK, "locale": "fr-FR", **options})
        contexts.append(context)
        pages.append(Watched(context, address))
        return pages[-1]

    yield start
    for context in contexts:
        context.close()
    assert [] == [url for one in pages for url in one.left]


@pytest.fixture
def watched(watch: Opened) -> Watched:
    """Return a page at the size of a desk."""
    return watch()
