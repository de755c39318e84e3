"""The table that `make pages` prints: kept in the data folder by the test, read from there.

`python -m tests.pages.table` prints the last one.
"""

import os
from pathlib import Path

from tests.pages.judging import WIDTHS, Judgement


def _file() -> Path:
    return Path(os.environ.get("ALONGSIDE_DATA", "var")) / "pages.txt"


def keep(made: list[Judgement], routes: list[str]) -> None:
    """Write the table of what was judged, then the patterns that no visitor reached as a page."""
    heads = "".join(f"{width:>6}" for width in WIDTHS)
    lines = [f"{'page':64}{'as':15}{'queries':>8}{'kB':>7}{heads}"]
    for one in sorted(made, key=lambda judged: (judged.page.pattern, judged.role)):
        seen = "".join(f"{one.violations.get(width, '='):>6}" for width in WIDTHS)
        lines.append(f"{'/' + one.page.pattern:64}{one.role:15}{one.page.queries:>8}{one.size / 1000:>7.1f}{seen}")
    reached = {one.page.pattern for one in made}
    looks = sum(len(one.violations) for one in made)
    lines.append(f"\n{len(reached)} pages, {len(made)} as somebody sees them, {looks} looks in a browser.")
    lines.append("= : the same as another visitor sees, not looked at again.")
    missing = [route for route in routes if route not in reached]
    lines.append(f"Not pages, or not reached: {', '.join('/' + route for route in missing)}")
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    print(_file().read_text("utf-8"))
