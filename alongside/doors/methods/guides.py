"""Turns a guide card into HTML that is safe to show."""

import markdown
import nh3
from django.utils.safestring import SafeString

TAGS = {
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {"h2": {"id"}, "h3": {"id"}, "a": {"href"}}
SCHEMES = {"https", "http", "mailto"}


def guide_html(text: str) -> SafeString:
    """Return the HTML of a guide without its title, which the page itself says; every other tag is taken out.

    Headings get ids, so that a part of a guide has an address.
    """
    _title, _, body = text.partition("\n")
    html = markdown.markdown(body, extensions=["tables", "toc", "sane_lists"], output_format="html")
    return SafeString(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES))
