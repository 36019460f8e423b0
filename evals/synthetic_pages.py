"""French web pages of ordinary size, invented word by word, to measure ingestion at a scale no corpus has."""

import random
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

WORDS = range(500, 901)
"""Words of the article of a page; what menus and footers add comes on top."""

_SENTENCE = range(9, 27)
_PARAGRAPH = range(3, 7)
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]+(?:[’'-][A-Za-zÀ-ÖØ-öø-ÿŒœ]+)*")
_PROSE = re.compile(r"[A-ZÀ-Ÿ«][^|:/]{60,}[.!?»]$")
_SYLLABLES = ("bel", "bois", "cour", "dor", "fon", "gran", "hau", "lan", "lo", "mar", "mon", "nau", "pré", "riv", "sau")
_ENDINGS = ("ac", "al", "an", "ège", "ières", "igny", "ois", "onne", "ville", "villers")
_MENU_ITEMS, _CARDS = 60, 24
"""Links of the menus and « à lire aussi » blocks around an article, as the pages of a content manager have."""

_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title} | {site}</title>
<link rel="canonical" href="https://{host}/articles/{number}.html"><meta property="og:site_name" content="{site}">
<meta property="article:published_time" content="{day}T08:00:00+01:00"><style>{style}</style></head>
<body class="page"><header><nav class="menu"><ul>{menu}</ul></nav></header>
<main><article class="article"><h1>{title}</h1>
{body}
</article></main>
<aside class="cards"><h2>À lire aussi</h2>{cards}</aside>
<footer><ul class="links">{menu}</ul><p>Mentions légales · Plan du site · Accessibilité</p></footer>
<script>{script}</script></body></html>
"""
_STYLE = ".menu li{{float:left;margin:0 {0}px;padding:4px}}.card-{0}{{border:1px solid #ddd;display:block}}\n"
_SCRIPT = "document.addEventListener('click',function(e){{window.track&&window.track('zone-{0}',e.target.id)}});\n"


class PageWriter:
    """Writes pages whose words follow one another as they do in a corpus, with invented names of places.

    The words of a page are drawn from a first-order Markov chain over the corpus, with a seed that is the number
    of the page: equal numbers give equal pages, and no two pages say the same.
    """

    def __init__(self, corpus: Path) -> None:
        """Learn which word follows which in the Markdown files of a folder."""
        following: dict[str, list[str]] = defaultdict(list)
        for path in sorted(corpus.rglob("*.md")):
            for line in path.read_text(encoding="utf-8").splitlines():
                words = _WORD.findall(line) if _PROSE.fullmatch(line.strip()) else []
                for first, second in pairwise(words):
                    following[first.lower()].append(second.lower())
        self._following: Mapping[str, Sequence[str]] = {one: sorted(found) for one, found in sorted(following.items())}
        self._words = list(self._following)
        self._weights = list(accumulate(len(found) for found in self._following.values()))

    def write(self, folder: Path, count: int) -> int:
        """Write `count` pages in an existing folder, a hundred in each of its own folders; return their bytes."""
        written = 0
        for number in range(count):
            path = folder / f"{number // 100:04d}" / f"{number:06d}.html"
            path.parent.mkdir(exist_ok=True)
            written += path.write_bytes(self.page(number).encode())
        return written

    def page(self, number: int) -> str:
        """Return the HTML of a page."""
        drawn = random.Random(number)
        site = f"Territoire de {self._place(drawn)}"
        day = f"{drawn.randint(2015, 2025)}-{drawn.randint(1, 12):02d}-{drawn.randint(1, 28):02d}"
        menu = "".join(self._item(drawn, one) for one in range(_MENU_ITEMS))
        return _PAGE.format(
            title=self._phrase(drawn, drawn.randint(5, 9)),
            site=site,
            host="pages.exemple.fr",
            number=number,
            day=day,
            style="".join(_STYLE.format(one) for one in range(40)),
            menu=menu,
            body="\n".join(self._body(drawn)),
            cards="".join(self._card(drawn, one) for one in range(_CARDS)),
            script="".join(_SCRIPT.format(one) for one in range(60)),
        )

    def _body(self, drawn: random.Random) -> Iterator[str]:
        left, number = drawn.choice(WORDS), 0
        while left > 0:
            if number % 3 == 0:
                yield f'<h2 id="part-{number}">{self._phrase(drawn, drawn.randint(3, 7))}</h2>'
            sentences = [self._sentence(drawn) for _ in range(drawn.choice(_PARAGRAPH))]
            left -= sum(len(one.split()) for one in sentences)
            number += 1
            if number % 5 == 0:
                yield "<ul>" + "".join(f"<li>{one}</li>" for one in sentences) + "</ul>"
            else:
                yield f'<p class="text">{" ".join(sentences)}</p>'

    def _sentence(self, drawn: random.Random) -> str:
        words = self._phrase(drawn, drawn.choice(_SENTENCE))
        if drawn.random() < 0.2:
            return f"{words}, à <strong>{self._place(drawn)}</strong>, en {drawn.randint(1990, 2025)}."
        return f"{words}."

    def _phrase(self, drawn: random.Random, length: int) -> str:
        words = [self._any(drawn)]
        while len(words) < length:
            words.append(drawn.choice(self._following.get(words[-1]) or [self._any(drawn)]))
        return " ".join(words).capitalize()

    def _any(self, drawn: random.Random) -> str:
        """Return a word, as often as the corpus uses it."""
        return self._words[bisect(self._weights, drawn.randrange(self._weights[-1]))]

    def _item(self, drawn: random.Random, number: int) -> str:
        words = self._phrase(drawn, 2)
        return f'<li class="menu-item menu-item-{number}"><a href="/rubriques/{number}/index.html">{words}</a></li>'

    def _card(self, drawn: random.Random, number: int) -> str:
        words = self._phrase(drawn, 8)
        return f'<div class="card card-{number}"><a href="/articles/{number}.html" title="{words}">{words}</a></div>'

    @staticmethod
    def _place(drawn: random.Random) -> str:
        start = "".join(drawn.choice(_SYLLABLES) for _ in range(drawn.randint(1, 2)))
        return f"{start}{drawn.choice(_ENDINGS)}".capitalize()
