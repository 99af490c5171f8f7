"""Lessons: Markdown made into safe HTML, by an allow-list."""

from functools import cache
from typing import Any

# What a lesson may hold; everything else is taken out, its text stays. Links open https only.
_TAGS = {*("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "ul", "ol", "li", "blockquote")}
_TAGS |= {"code", "pre", "table", "thead", "tbody", "tr", "th", "td", "a", "img"}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}


def safe_html(markdown: str) -> str:
    """The HTML of a lesson's Markdown. Raw HTML in it is shown as text."""
    import nh3  # noqa: PLC0415 -- for publishing only

    html: str = _renderer().render(markdown)
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel="noopener noreferrer")


@cache
def _renderer() -> Any:
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- for publishing only

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
