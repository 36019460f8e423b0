"""Plans made at random, their texts as hostile as may be typed or found in a document."""

from typing import Any, get_args

from hypothesis import strategies as st

from assistant.domain import AuthorKind, Citation, DocumentKind, Engine, Source, Statement
from assistant.workshop_plan import Level, PlanBlock, Setting, WorkshopPlan, WorkshopRequest

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)> & &amp; &#x41; ]]> <!-- --',
    "\x00\x01\x08\x0b\x0c\x1b[31m\x7f\x85\ufffe\uffff",
    "\u202egnidaer\u202c \u2066isolé\u2069 مرحبا بكم שלום",
    "m" * 300,
    "# titre\n## titre ##\n> citation\n- point\n* point\n+ point\n1. un\n2) deux\n---\n===\n```\ncode\n```",
    "**gras** _it_ `code` [lien](javascript:alert(1)) ![i](x) <https://exemple.invalid> ~~non~~ $x^2$ [^1] [x]: y",
    "| a | b |\n| --- | --- |\n| 1 | 2 |\na | b\n:-- | --:",
    "https://exemple.invalid www.exemple.invalid @nom nom@exemple.invalid :sourire:",
    "une fausse note [7] et [12]",
    "\\ \\\\ fin\\",
    "{{7*7}} ${x} =1+1 %s {name}",
    "\u00a0\u202f insécables \u2003\u3000 \ufeff",
    "   \n\t\r\n\u2028\u2029 ",
    '=HYPERLINK("x")\r\n\r\n\r\nfin',
)

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.text("ab <>&*_[]()#-+.!|`\\\n1", max_size=30))
full_texts = texts.filter(bool)
own_statements = st.builds(Statement, text=full_texts, origin=st.just("assistant"))
dates = st.sampled_from([None, "2021", "2021-02", "2021-02-15", "--10-13"])
addresses = st.sampled_from(
    [
        None,
        "https://exemple.invalid/a?b=1&c=2",
        "javascript:alert(1)",
        'https://x.invalid/"onclick=',
        "HTTP://x.invalid",
    ]
)


@st.composite
def cited_statements(draw: st.DrawFn, marks: list[int]) -> Statement:
    """Draw a statement that cites one or more notes, and write their numbers in `marks`."""
    chosen = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    numbers = []
    for wanted in chosen:
        numbers.append(min(wanted, max(marks, default=0) + 1))
        marks.append(numbers[-1])
    quote = draw(st.text(min_size=12, max_size=14))
    spans = tuple(Citation(mark=one, passage_id="p", start=0, end=len(quote), quote=quote) for one in numbers)
    return Statement(text=draw(full_texts), origin="source", citations=spans)


@st.composite
def plans(draw: st.DrawFn) -> WorkshopPlan:
    """Draw a plan: its blocks fill the time, and its marks run from 1 without a gap."""
    marks: list[int] = []
    several = st.lists(st.one_of(own_statements, cited_statements(marks)), max_size=2).map(tuple)
    lengths = draw(st.lists(st.integers(3, 60), min_size=2, max_size=5))
    blocks = [draw(_blocks(sum(lengths[:number]), length, several)) for number, length in enumerate(lengths)]
    lists: dict[str, Any] = {name: draw(several) for name in ("questions", "examples", "cautions", "afterwards")}
    lists["cautions"] += (draw(cited_statements(marks)),)
    request = draw(_requests(sum(lengths)))
    engine = Engine(writer="extractive", embedder="subword", generation="essai")
    sources = tuple(draw(_sources(mark)) for mark in range(1, _greatest(blocks, lists) + 1))
    return WorkshopPlan(
        id="x", request=request, title=draw(texts), blocks=tuple(blocks), sources=sources, engine=engine, **lists
    )


def plan_of(text: str) -> WorkshopPlan:
    """Return a plan whose every text is the same."""
    span = Citation(mark=1, passage_id="p", start=0, end=12, quote="x" * 12)
    told = (Statement(text=text, origin="source", citations=(span,)), Statement(text=text, origin="assistant"))
    block = PlanBlock(
        name=text, start=0, minutes=30, objective=text, says=told, does=told, material=(text,), output=text
    )
    source = Source(
        mark=1, document_id="0" * 16, title=text, kind="case", author_kind="human", publisher=text, headings=(text,)
    )
    return WorkshopPlan(
        id="x",
        request=WorkshopRequest(theme=text[:300], minutes=30, people=1, audience=text[:120]),
        title=text,
        blocks=(block,),
        questions=told,
        sources=(source,),
        engine=Engine(writer="extractive", embedder="subword", generation="essai"),
    )


def _greatest(blocks: list[PlanBlock], lists: dict[str, Any]) -> int:
    told = [one for block in blocks for one in (*block.says, *block.does)]
    told += [one for statements in lists.values() for one in statements]
    return max(citation.mark for one in told for citation in one.citations)


def _requests(minutes: int) -> st.SearchStrategy[WorkshopRequest]:
    return st.builds(
        WorkshopRequest,
        theme=full_texts.map(lambda text: text[:300]),
        minutes=st.just(minutes),
        people=st.integers(1, 200),
        audience=texts.map(lambda text: text[:120]),
        setting=st.sampled_from(get_args(Setting)),
        level=st.sampled_from(get_args(Level)),
        language=st.sampled_from(["fr", "en"]),
    )


def _blocks(start: int, minutes: int, several: st.SearchStrategy[Any]) -> st.SearchStrategy[PlanBlock]:
    return st.builds(
        PlanBlock,
        name=texts,
        start=st.just(start),
        minutes=st.just(minutes),
        objective=texts,
        says=several,
        does=several,
        material=st.lists(texts, max_size=2).map(tuple),
        output=texts,
        is_break=st.booleans(),
    )


def _sources(mark: int) -> st.SearchStrategy[Source]:
    return st.builds(
        Source,
        mark=st.just(mark),
        document_id=st.just("0" * 16),
        title=texts,
        kind=st.sampled_from(get_args(DocumentKind)),
        author_kind=st.sampled_from(get_args(AuthorKind)),
        publisher=st.none() | texts,
        url=addresses,
        published_on=dates,
        event_on=dates,
        retrieved_on=dates,
        headings=st.lists(texts, max_size=2).map(tuple),
    )
