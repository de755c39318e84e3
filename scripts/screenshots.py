"""Picture every page that a visitor can reach from the first one: `python -m scripts.screenshots FOLDER`.

TOWN_ADDRESS says where the town answers (`make screenshots` starts one). Each page is pictured narrow and wide, in the
light and the dark theme. Pages of the same kind (equal but for an identifier) are pictured once.
"""

import os
import re
import sys
from collections import deque
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from tests.browser import QUIET, browser_path

AT_MOST = 60
WIDTHS = (320, 1280)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
NOT_A_PAGE = re.compile(r"\.(csv|json|pdf|pb|ics|geojson|txt|xml|zip)$|^/(static|media|api)/")


def pages(browser: Browser, address: str) -> list[str]:
    """The paths of the pages that links lead to, nearest first, one of each kind, at most 60."""
    page = browser.new_page()
    found: list[str] = []
    waiting, seen = deque(["/"]), {"/"}
    while waiting and len(found) < AT_MOST:
        path = waiting.popleft()
        answer = page.goto(address + path)
        if answer is None or not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
            continue
        found.append(path)
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            parts = urlsplit(link)
            kind = IDENTIFIER.sub("_", parts.path)
            if f"{parts.scheme}://{parts.netloc}" == address and kind not in seen and not NOT_A_PAGE.search(parts.path):
                seen.add(kind)
                waiting.append(parts.path)
    page.close()
    return found


def picture(browser: Browser, address: str, paths: list[str], folder: Path) -> None:
    """Write one picture for each page, width and theme."""
    for theme in THEMES:
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
            page = context.new_page()
            for path in paths:
                page.goto(address + path)
                name = IDENTIFIER.sub("_", path).strip("/").replace("/", "-") or "home"
                page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)
            context.close()


def main() -> None:
    """Find the pages, picture them, and say how many there are."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    address = os.environ["TOWN_ADDRESS"]
    with sync_playwright() as playwright:
        path = browser_path(playwright)
        if path is None:
            sys.exit("No Chromium found; `make browser` says how to get one.")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        paths = pages(browser, address)
        picture(browser, address, paths, folder)
        browser.close()
    print(f"{len(paths)} pages, {len(paths) * len(WIDTHS) * len(THEMES)} pictures in {folder}")


if __name__ == "__main__":
    main()
