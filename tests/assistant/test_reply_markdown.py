"""Any reply is Markdown whose only links are addresses of sources, and whose marks have their source."""

import re

from hypothesis import given, settings
from markdown_it import MarkdownIt

from assistant.composing.blocks import blocks_of
from assistant.domain import Reply
from assistant.exporting.cleaning import one_line
from assistant.exporting.markdown import escaped
from assistant.exporting.reply_markdown import reply_markdown
from tests.bots.reply_strategies import replies

MARK = re.compile(r"(?<!\\)\[(\d+)\]")


@settings(max_examples=50, deadline=None)
@given(replies())
def test_no_document_acts_on_a_reader(reply: Reply) -> None:
    """No link but those of the sources and of the steps, no image, no heading, no HTML, no code."""
    known = {one.url for one in (*reply.sources, *reply.next_steps)}
    allowed = {"paragraph", "inline", "bullet", "list"}
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(reply_markdown(blocks_of(reply))):
        assert token.type.split("_")[0] in allowed, token
        children = token.children or []
        assert {one.attrGet("href") for one in children if one.type == "link_open"} <= known
        assert {one.type for one in children} <= {
            "text",
            "text_special",
            "hardbreak",
            "softbreak",
            "strong_open",
            "strong_close",
            "link_open",
            "link_close",
        }


@settings(max_examples=50, deadline=None)
@given(replies())
def test_each_mark_has_its_source(reply: Reply) -> None:
    """The marks shown are those of the sources listed."""
    text = reply_markdown(blocks_of(reply))
    assert {source.mark for source in reply.sources} == {int(mark) for mark in MARK.findall(text)}
    assert all(f"- [{source.mark}] " in text for source in reply.sources)


@settings(max_examples=50, deadline=None)
@given(replies())
def test_each_step_says_why_it_fits(reply: Reply) -> None:
    """The reason of a step stands under it."""
    text = reply_markdown(blocks_of(reply))
    for step in reply.next_steps:
        assert escaped(one_line(step.why)) in text
