"""Finding the pages: every address pattern, filled with what pages link to. No list is written by hand."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
NOT_PAGES = ("api/", "static/", "media/")
READ_EACH = 12
"""How many pages of one pattern are read for their links; the first that each template made is judged."""
TRIES = 6
NOWHERE = "/no-such-page/"


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page as one visitor sees it."""

    pattern: str
    path: str
    status: int
    html: str
    queries: int


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """One address pattern: its text, the name that reverses it, and the names of its parameters."""

    route: str
    name: str
    parameters: tuple[str, ...]


@lru_cache
def patterns() -> tuple[Pattern, ...]:
    """Every pattern with a name that may be a page."""
    return tuple(_walk(get_resolver(), "", (), ()))


def _walk(resolver: URLResolver, before: str, spaces: tuple[str, ...], names: tuple[str, ...]) -> Iterator[Pattern]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        held = (*names, *one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            yield from _walk(one, route, (*spaces, one.namespace) if one.namespace else spaces, held)
        elif isinstance(one, URLPattern) and one.name and not route.startswith(NOT_PAGES):
            yield Pattern(route=route, name=":".join((*spaces, one.name)), parameters=held)


class Crawl:
    """One visitor's walk over everything that they can reach; `pages` holds one page of each pattern and template.

    An address may show another page later in its life: a vote becomes its result, a question is a pot or a campaign.
    """

    def __init__(self, client: Client, known: dict[tuple[str, str], list[Any]]) -> None:
        self.client = client
        self.known = known
        self.pages: dict[tuple[str, str], Found] = {}
        self.reached: set[str] = set()
        self.broken: list[str] = []
        self._read: dict[str, int] = defaultdict(int)
        self._seen: set[str] = set()
        self._waiting: deque[str] = deque()

    def walk(self, *, sent: Iterable[str] = ()) -> None:
        """Follow the links from each page that needs no parameter, then fill in what no link led to.

        `sent`: the addresses that letters and e-mails lead to; some of them, signed ones, stand on no page.
        """
        self._add(NOWHERE)
        for address in sent:
            self._follow(address)
        for pattern in patterns():
            if not pattern.parameters:
                self._add(reverse(pattern.name))
        self._drain()
        for pattern in patterns():
            for path in self._guesses(pattern):
                if pattern.route in self.reached:
                    break
                self._add(path)
                self._drain()

    def _guesses(self, pattern: Pattern) -> Iterator[str]:
        """Addresses of a pattern, from what was seen as parameters of its neighbours."""
        if pattern.route in self.reached or not pattern.parameters:
            return
        values = [self.known.get((pattern.route.split("/")[0], name), []) for name in pattern.parameters]
        for chosen in islice(product(*values), TRIES):
            try:
                yield reverse(pattern.name, kwargs=dict(zip(pattern.parameters, chosen, strict=True)))
            except NoReverseMatch:
                continue

    def _add(self, address: str) -> None:
        path = urlsplit(address).path
        if address not in self._seen and not path.lstrip("/").startswith(NOT_PAGES):
            self._seen.add(address)
            self._waiting.append(address)

    def _drain(self) -> None:
        while self._waiting:
            self._visit(self._waiting.popleft())

    def _visit(self, address: str) -> None:
        route = self._route(address)
        if self._read[route] >= READ_EACH:
            return
        answer = self.client.get(address)
        self._read[route] += answer.status_code == 200
        if answer.status_code >= 500:
            self.broken.append(f"{address}: {answer.status_code}")
        if answer.status_code in {301, 302}:
            self._follow(answer["Location"])
        if not answer.get("Content-Type", "").startswith("text/html") or answer.status_code not in {200, 404}:
            return
        html = _text(answer)
        if answer.status_code == 200 or route == NOWHERE:
            self.reached.add(route)
            self.pages.setdefault((route, _template(answer)), _found(route, address, html, answer))
        for link in LINK.findall(html):
            self._follow(link.replace("&amp;", "&"))

    def _follow(self, link: str) -> None:
        parts = urlsplit(link)
        if not parts.netloc and parts.path.startswith("/"):
            self._add(parts.path)

    def _route(self, address: str) -> str:
        try:
            match = resolve(urlsplit(address).path)
        except Resolver404:
            return NOWHERE if address == NOWHERE else f"nothing at {address}"
        for name, value in match.kwargs.items():
            values = self.known.setdefault((match.route.split("/")[0], name), [])
            if value not in values:
                values.append(value)
        return match.route


def _template(answer: Any) -> str:
    """The template that made a page: the first that was filled in."""
    return str(answer.templates[0].name) if answer.templates else ""


def _text(answer: HttpResponse) -> str:
    return b"".join(answer).decode()


def _found(route: str, address: str, html: str, answer: HttpResponse) -> Found:
    queries = int(re.findall(r'db;desc="(\d+)"', answer["Server-Timing"])[0])
    return Found(pattern=route, path=address, status=answer.status_code, html=html, queries=queries)
