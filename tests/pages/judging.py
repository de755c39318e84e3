"""Judging one page: its weight, its queries, its HTML, and what a browser and axe say of it at three widths."""

import gzip
import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import html5lib
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from playwright.sync_api import ConsoleMessage, Page, Request

from tests.pages.finding import Found

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe is put into a page once and run at each width, and only what it found leaves the browser: half the time.
# Pins may lie close together on a map: the list beside it has a link for each (the exception "Equivalent" of 2.5.8).
JUDGE = """async rules => {
  const listed = document.querySelector(".map-list a, .map-list li") !== null;
  const pin = node => listed && document.querySelector(node.target[0])?.closest(".leaflet-marker-pane");
  const found = await axe.run({runOnly: rules, resultTypes: ["violations"]});
  return found.violations
    .map(one => [one.id, one.id === "target-size" ? one.nodes.filter(node => !pin(node)) : one.nodes])
    .filter(([, nodes]) => nodes.length)
    .map(([id, nodes]) => `${id} (${nodes.slice(0, 3).map(node => node.target.join(" ")).join("; ")})`);
}"""
WIDTHS = (320, 768, 1280)
MOST_QUERIES = 12
MOST_BYTES = 60_000
MOST_BYTES_WITH_MAP = 120_000
ASSET = re.compile(r'<(?:script|link)\b[^>]*?\b(?:src|href)="/static/([^"]+\.(?:js|mjs|css))"')
# html5lib is older than these; browsers and the standard know them.
FORGIVEN = {"non-void-element-with-trailing-solidus"}


@dataclass(kw_only=True)
class Judgement:
    """What was found on one page; `faults` is empty where it keeps every promise."""

    page: Found
    role: str
    size: int
    violations: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def shape(html: str) -> str:
    """What a page is made of, without its words: two pages of one shape are one page to look at."""
    tags = re.findall(r'<(\w[\w-]*)(?:\s[^>]*?class="([^"]*)")?', html)
    kinds = sorted({f"{tag}.{names}" for tag, names in tags})
    return hashlib.sha256("\n".join(kinds).encode()).hexdigest()


@lru_cache
def _packed(asset: str) -> int:
    found = finders.find(asset)
    assert found, f"no such asset: {asset}"
    return len(gzip.compress(Path(found).read_bytes()))


def size(html: str) -> int:
    """Bytes of the HTML, CSS and JavaScript of a page as they travel, packed; fonts and pictures are not counted."""
    return len(gzip.compress(html.encode())) + sum(_packed(asset) for asset in set(ASSET.findall(html)))


def judge_text(page: Found, role: str) -> Judgement:
    """Judge what needs no browser."""
    made = Judgement(page=page, role=role, size=size(page.html))
    most = MOST_BYTES_WITH_MAP if "leaflet" in page.html else MOST_BYTES
    if made.size > most:
        made.faults.append(f"{made.size / 1000:.0f} kB, more than {most / 1000:.0f}")
    if page.queries > MOST_QUERIES:
        made.faults.append(f"{page.queries} queries, more than {MOST_QUERIES}")
    parser = html5lib.HTMLParser()
    parser.parse(page.html)
    for (line, _column), code, data in parser.errors:
        if code not in FORGIVEN:
            made.faults.append(f"HTML, line {line}: {code} {data}")
    ids = re.findall(r'\sid="([^"]+)"', page.html)
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        made.faults.append(f"the same id twice: {', '.join(twice)}")
    return made


class Onlooker:
    """Listens to what a browser complains of and whom it asks."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("request", self._asked)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("console", self._said)

    def _asked(self, sent: Request) -> None:
        if not sent.url.startswith(("http://localhost", "data:", "blob:", "about:")):
            self.complaints.append(f"asked another host: {sent.url}")

    def _said(self, line: ConsoleMessage) -> None:
        if line.type == "error" and "status of 404" not in line.text:
            self.complaints.append(f"console: {line.text}")

    def take(self) -> list[str]:
        """What was heard since the last time."""
        heard, self.complaints = self.complaints, []
        return heard


def judge_in_browser(page: Page, onlooker: Onlooker, host: str, made: Judgement) -> None:
    """Judge a page at each width."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(host + made.page.path)
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            made.faults.append(f"{wide} px wide at {width}")
        violations = page.evaluate(JUDGE, RULES)
        made.violations[width] = len(violations)
        made.faults += [f"axe at {width}: {one}" for one in violations]
    made.faults += onlooker.take()
