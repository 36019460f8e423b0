"""A reply as HTML: numbered statements, the next step, the sources with their quotes, what to ask next."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode, urlsplit

from api import wording
from api.html import Html, element, joined
from api.prose import marks_of, paragraphs, prose
from assistant.domain import Citation, Language, NextStep, Reply, Source, Statement
from assistant.french import say_date

Languages = Mapping[str, Language]
"""Language of each cited document, by id."""


def question_link(question: str, place: str) -> str:
    """Return the address of the page that answers a question."""
    fields = {"question": question, "place": place}
    return "/?" + urlencode({name: value for name, value in fields.items() if value})


def public_link(url: str | None) -> tuple[str, str] | None:
    """Return an address and its host when it may be followed: http or https, a host, no credentials."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        return None
    odd = parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc
    return None if odd or url is None or re.search(r"[\s\\\x00-\x1f\x7f]", url) else (url, host)


def reply_article(reply: Reply, place: str, languages: Languages) -> Html:
    """Return the whole reply, in its own language, ready to stand in the page."""
    parts = [_answer(reply, languages)]
    if reply.next_steps:
        steps = (_step(step, reply.language) for step in reply.next_steps)
        parts.append(_section("next", wording.NEXT_HEADING, *steps))
    if reply.sources:
        quoted = _quotes(reply)
        items = (_source(one, quoted.get(one.mark, ()), languages) for one in reply.sources)
        heading = wording.NEARBY_HEADING if reply.kind == "abstention" else wording.SOURCES_HEADING
        parts.append(_section("sources", heading, element("ol", *items)))
    if reply.follow_ups:
        links = (element("li", element("a", one, href=question_link(one, place))) for one in reply.follow_ups)
        listed = element("ul", *links, lang=reply.language)
        parts.append(_section("follow-ups", wording.FOLLOW_UPS_HEADING, listed))
    return joined(*parts)


def _section(name: str, heading: str, *children: str) -> Html:
    title = element("h2", heading, id=f"{name}-heading")
    return element("section", title, *children, class_=name, aria_labelledby=f"{name}-heading")


def _answer(reply: Reply, languages: Languages) -> Html:
    parts: list[str] = []
    if reply.kind == "abstention":
        parts.append(element("p", wording.ABSTENTION_HEADINGS[reply.reason], class_="verdict"))
    if reply.statements:
        spoken = {one.mark: languages.get(one.document_id, reply.language) for one in reply.sources}
        foreign = {mark: language for mark, language in spoken.items() if language != reply.language}
        body = prose(reply.statements, tell_own=reply.kind == "answer", foreign=foreign)
    else:
        body = paragraphs(reply.text)
    parts.append(element("div", body, lang=reply.language))
    if reply.kind == "answer" and any(one.origin == "assistant" for one in reply.statements):
        parts.append(element("p", wording.CONNECTIVES, class_="note"))
    return element("div", *parts, class_="answer")


def _step(step: NextStep, language: Language) -> Html:
    link = public_link(step.url)
    return element(
        "div",
        element("p", step.label, lang=language, class_="step-label"),
        element("p", element("span", step.why, lang=language), marks_of(step.citations), class_="step-why"),
        _elsewhere(link) if link else "",
        class_="step",
    )


def _quotes(reply: Reply) -> dict[int, list[Citation]]:
    """Return the citations of each mark in reading order, each span once."""
    steps: tuple[Statement | NextStep, ...] = (*reply.statements, *reply.next_steps)
    spans = {(one.mark, one.start, one.end): one for step in steps for one in step.citations}
    quotes: dict[int, list[Citation]] = {}
    for key in sorted(spans):
        quotes.setdefault(key[0], []).append(spans[key])
    return quotes


def _source(source: Source, quotes: Sequence[Citation], languages: Languages) -> Html:
    lang = languages.get(source.document_id)
    link = public_link(source.url)
    return element(
        "li",
        element("span", f"[{source.mark}]", class_="number", aria_hidden="true"),
        element("h3", source.title, lang=lang, class_="title"),
        element("p", _author(source), " · ", " · ".join(_credentials(source)), class_="credentials"),
        element("p", " / ".join(source.headings), class_="path", lang=lang) if source.headings else "",
        *(element("blockquote", element("p", quote.quote), lang=lang) for quote in quotes),
        _elsewhere(link) if link else "",
        id=f"source-{source.mark}",
        class_="source",
        value=str(source.mark),
    )


def _author(source: Source) -> Html:
    """Return who wrote a source; an automatic summary is told at a glance."""
    name = "strong" if source.author_kind == "ai_summary" else "span"
    return element(name, wording.AUTHORS[source.author_kind])


def _credentials(source: Source) -> Iterator[str]:
    yield wording.KINDS[source.kind]
    if source.publisher:
        yield source.publisher
    if source.published_on:
        yield wording.PUBLISHED + say_date(source.published_on)
    if source.event_on:
        yield wording.EVENT + say_date(source.event_on)
    if not (source.published_on or source.event_on):
        yield wording.NO_DATE
    if source.retrieved_on:
        yield wording.RETRIEVED + say_date(source.retrieved_on)


def _elsewhere(link: tuple[str, str]) -> Html:
    url, host = link
    line = element("a", wording.SEE, host, href=url, rel="noopener noreferrer nofollow", class_="outside")
    return element("p", line, class_="elsewhere")
