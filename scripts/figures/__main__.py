"""Print every figure as a table, then each breach with its place; leave with 1 where there is any."""

import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.figures import imports, sizes, words
from scripts.figures.tree import Figure, Source, read_tree


def measure(tree: Sequence[Source]) -> tuple[Figure, ...]:
    """Every figure of a tree, in the order in which the table shows them."""
    return (
        sizes.files(tree),
        sizes.functions(tree),
        sizes.templates(tree),
        sizes.folders(tree),
        words.docstrings(tree),
        *imports.cycles(tree),
        imports.unpackaged(tree),
        words.file_names(tree),
        words.strings(tree),
        words.exceptions(tree),
    )


def table(figures: Sequence[Figure]) -> str:
    """The figures as aligned columns: figure, limit, found, and whether it holds."""
    rows = [("Figure", "Limit", "Found", "")]
    rows += [
        (figure.name, figure.limit, figure.found, f"{len(figure.breaches)} BREACHES" if figure.breaches else "holds")
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def main() -> None:
    """Measure the project that this script stands in."""
    figures = measure(read_tree(Path(__file__).parents[2]))
    print(table(figures))
    for figure in figures:
        for breach in figure.breaches:
            print(f"{figure.name}: {breach}", file=sys.stderr)
    sys.exit(any(figure.breaches for figure in figures))


if __name__ == "__main__":
    main()
