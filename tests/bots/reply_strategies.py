"""Any reply, over any text a document may hold: the raw material of the laws of a renderer."""

from zlib import crc32

from hypothesis import strategies as st

from assistant.domain import (
    MINIMAL_QUOTE,
    Abstention,
    Answer,
    Citation,
    Courtesy,
    Engine,
    NextStep,
    Reply,
    Source,
    Statement,
)

HOSTILE = (
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<@!1>",
    "<@&42>",
    "<#99>",
    "</demander:1>",
    "<t:1700000000:R>",
    "[clic](https://example.org/a)",
    "[1]",
    "[12](x)",
    "https://example.org/page",
    "discord.gg/abc",
    "**gras**",
    "||caché||",
    "`code`",
    "```",
    "# Titre",
    "-# petit",
    "> cité",
    "- point",
    "1. un",
    "~~non~~",
    "«\u202fune citation entière\u202f»",
    "“a whole quote”",
    "\u202e",
    "\u200b",
    "👩‍👩‍👧",
    "é",
    "\\",
    "x" * 90,
)
"""What somebody may write into a document so that it acts on a reader’s screen."""

WORDS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12),
    st.sampled_from(("coopération", "usage", "territoire", "effets utiles.", "voici :")),
)
TEXTS = st.builds(
    lambda words, glue, times: glue.join(words * times),
    st.lists(WORDS, min_size=1, max_size=30),
    st.sampled_from((" ", "\n", "", ". ")),
    st.sampled_from((1, 1, 1, 4, 12)),
).filter(lambda text: 0 < len(text) < 6000)

URLS = st.sampled_from(
    (
        None,
        "https://www.example.org/un/chemin?x=1",
        "http://example.org",
        "javascript:alert(1)",
        "https://a:b@example.org/",
        "https://example.org/> @everyone",
        "https://example.org/" + "a" * 400,
        "https://[",
        "@everyone",
    )
)
ENGINE = Engine(writer="extractive", embedder="none", generation="g")


def citation(mark: int, quote: str) -> Citation:
    """Return a citation of a quote under a mark."""
    long_enough = quote.ljust(MINIMAL_QUOTE, "·")
    start = crc32(long_enough.encode())  # two quotes of one document do not begin at the same place
    return Citation(mark=mark, passage_id="p", start=start, end=start + len(long_enough), quote=long_enough)


@st.composite
def statements(draw: st.DrawFn, most: int = 8) -> Statement:
    """Return a statement with up to eight marks."""
    marks = draw(st.lists(st.integers(1, 12), max_size=min(8, most), unique=True))
    cited = tuple(citation(mark, draw(TEXTS)) for mark in marks)
    return Statement(text=draw(TEXTS), origin="source" if cited else "assistant", citations=cited)


@st.composite
def steps(draw: st.DrawFn) -> NextStep:
    """Return a next step with up to two marks."""
    marks = draw(st.lists(st.integers(1, 12), max_size=2, unique=True))
    cited = tuple(citation(mark, "une phrase du document") for mark in marks)
    return NextStep(label=draw(TEXTS), why=draw(TEXTS), url=draw(URLS), citations=cited)


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """Return an answer, an abstention or a courtesy, of any texts."""
    said = tuple(draw(st.lists(statements(), min_size=1, max_size=6)))
    advice = tuple(draw(st.lists(steps(), max_size=2)))
    every = (*said, *advice)
    marks = sorted({one.mark for each in every for one in each.citations})
    fields = {
        "id": draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        "language": draw(st.sampled_from(("fr", "en"))),
        "question": "question",
        "text": draw(TEXTS),
        "statements": said,
        "sources": tuple(draw(_source(mark)) for mark in marks),
        "next_steps": advice,
        "follow_ups": tuple(draw(st.lists(TEXTS, max_size=4))),
        "confidence": 0.5,
        "engine": ENGINE,
    }
    if any(one.citations for one in said):
        return Answer.model_validate(fields)
    if draw(st.booleans()):
        reason = draw(st.sampled_from(("no_evidence", "out_of_scope", "private", "unsafe")))
        return Abstention.model_validate({**fields, "reason": reason})
    return Courtesy.model_validate(fields)


@st.composite
def _source(draw: st.DrawFn, mark: int) -> Source:
    return Source(
        mark=mark,
        document_id=f"{mark:016x}",
        title=draw(TEXTS),
        kind="session",
        author_kind=draw(st.sampled_from(("human", "ai_summary", "unknown"))),
        publisher=draw(st.none() | TEXTS),
        url=draw(URLS),
        published_on=draw(st.sampled_from((None, "2025-10"))),
    )
