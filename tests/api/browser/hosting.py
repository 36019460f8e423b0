"""A site that is not ours, on a second port: pages with the widget, a strict policy, and hostile styles."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

POLICY = (
    "default-src 'none'; style-src 'self'; script-src {server}; connect-src {server}; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
NONCE_POLICY = POLICY.replace("script-src {server}", "script-src 'nonce-abc' 'strict-dynamic'")
HOSTILE = """
html { font-size: 2px !important; --paper: red; --ink: red; --rem: 0; }
body { transform: rotate(0deg); }
body *, body *::before, efc-assistant[position] {
  all: unset !important; display: none !important; font-size: 0 !important; visibility: hidden !important;
  opacity: 0 !important; pointer-events: none !important; position: static !important; z-index: -1 !important;
  color: red !important; background: red !important; direction: rtl !important; text-transform: uppercase !important;
}
body > .over {
  display: block !important; visibility: visible !important; opacity: 1 !important; position: fixed !important;
  inset: 0 !important; z-index: 2147483647 !important; pointer-events: auto !important; background: pink !important;
}
"""
CALM = "body { max-width: 44rem; margin: 2rem auto; font: 1rem/1.5 Georgia, serif; }"
PROSE = "<p>Du texte de ce site, que rien du bouton ne change.</p>" * 40
ELEMENT = '<efc-assistant position="inline"><a href="{server}/">Interroger l’assistant</a></efc-assistant>'


@dataclass
class Site:
    """A running site; `server` is the address its pages take the widget from, told once it is known."""

    address: str
    server: str = ""

    def page(self, path: str) -> str:
        """Return a page: `/hostile` has hostile styles, `/inline` the element in its text, `/nonce` a nonce.

        `/isolated` embeds only what says it may be; `/clobbered` has an element that bears the name of our script.
        """
        style = "hostile.css" if path == "/hostile" else "calm.css"
        nonce = ' nonce="abc"' if path == "/nonce" else ""
        inside = ELEMENT.format(server=self.server) if path == "/inline" else ""
        inside += '<form name="currentScript"></form>' if path == "/clobbered" else ""
        over = '<div class="over"></div>' if path == "/hostile" else ""
        return (
            "<!doctype html><html lang=fr><head><title>Un site</title><meta name=viewport content='width=device-width'>"
            f"<link rel=stylesheet href=/{style}></head><body><main><h1>Un site</h1>{inside}{PROSE}</main>{over}"
            f"<script src='{self.server}/widget.js' defer{nonce}></script></body></html>"
        )


@contextmanager
def hosted() -> Iterator[Site]:
    """Run the site on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            styles = {"/hostile.css": HOSTILE, "/calm.css": CALM}
            policy = NONCE_POLICY if self.path == "/nonce" else POLICY
            self.send_response(200)
            self.send_header("Content-Type", f"text/{'css' if self.path in styles else 'html'}; charset=utf-8")
            self.send_header("Content-Security-Policy", policy.format(server=site.server))
            if self.path == "/isolated":
                self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
                self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.end_headers()
            self.wfile.write(styles.get(self.path, "").encode() or site.page(self.path).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{listener.server_address[1]}")
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    try:
        yield site
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()
