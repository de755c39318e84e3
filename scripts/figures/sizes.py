"""How long files, functions and templates are, and how many files a folder holds."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from scripts.figures.tree import Figure, Source

FILE, FILE_AT_MOST = 300, 400
FUNCTION, FUNCTION_AT_MOST = 30, 50
TEMPLATE = 150
FOLDER = 12
REASON = re.compile(r"long: \S+ \S+")
CROWDED = re.compile(r"crowded: \S+ \S+")
# Style sheets are compiled from .scss, and measured there.
HAND_WRITTEN = {".py", ".scss", ".js", ".mjs", ".sh", ""}
Definition = ast.FunctionDef | ast.AsyncFunctionDef


def files(tree: Sequence[Source]) -> Figure:
    """Hand-written files by their lines; one between the two limits says why near its top, as `long: reason`."""
    measured = [
        (len(source.lines), source)
        for source in tree
        if source.path.suffix in HAND_WRITTEN
        and source.path.name != "LICENSE"
        and not source.is_vendored
        and not source.is_migration
    ]
    breaches = [
        f"{source.path}: {length} lines"
        for length, source in measured
        if length > FILE_AT_MOST or (length > FILE and not _excused(source.lines[:15]))
    ]
    return _figure("Lines in a file", FILE, FILE_AT_MOST, [length for length, _ in measured], breaches)


def functions(tree: Sequence[Source]) -> Figure:
    """Functions by their lines without the docstring; one between the two limits says why, as `# long: reason`."""
    lengths, breaches = [], []
    for source in tree:
        if not source.is_python or source.is_migration:
            continue
        for node in _definitions(source.syntax):
            length = _length(node)
            lengths.append(length)
            above = source.lines[max(node.lineno - 2 - len(node.decorator_list), 0) : node.lineno]
            if length > FUNCTION_AT_MOST or (length > FUNCTION and not _excused(above)):
                breaches.append(f"{source.path}:{node.lineno}: {node.name} has {length} lines")
    return _figure("Lines in a function", FUNCTION, FUNCTION_AT_MOST, lengths, breaches)


def templates(tree: Sequence[Source]) -> Figure:
    """Templates by their lines."""
    measured = [(len(source.lines), source) for source in tree if "templates" in source.path.parts]
    breaches = [f"{source.path}: {length} lines" for length, source in measured if length > TEMPLATE]
    return _figure("Lines in a template", TEMPLATE, None, [length for length, _ in measured], breaches)


def folders(tree: Sequence[Source]) -> Figure:
    """Folders of code by the files directly in them; one that holds more says why in its `__init__.py`.

    The reason stands as `crowded: reason`. An empty `__init__.py`, migrations, static files and templates (a file for
    each page and each e-mail, found by its name) are not counted.
    """
    counts = Counter(
        source.path.parent
        for source in tree
        if source.path.parts[0] in {"alongside", "scripts", "tests", "benchmarks"}
        and not (source.path.name == "__init__.py" and not source.text.strip())
        and not source.is_migration
        and not source.is_vendored
        and not {"static", "locale", "templates"} & set(source.path.parts)
    )
    excused = {
        source.path.parent for source in tree if source.path.name == "__init__.py" and CROWDED.search(source.text)
    }
    breaches = [
        f"{folder}: {count} files"
        for folder, count in sorted(counts.items())
        if count > FOLDER and folder not in excused
    ]
    return _figure("Files in a folder", FOLDER, None, list(counts.values()), breaches)


def _excused(lines: Sequence[str]) -> bool:
    return any(REASON.search(line) for line in lines)


def _definitions(module: ast.Module) -> Iterator[Definition]:
    for node in ast.walk(module):
        if isinstance(node, Definition):
            yield node


def _length(node: Definition) -> int:
    """Lines from `def` to the end. What explains a function is not held against it: its docstring is left out."""
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def _figure(name: str, limit: int, at_most: int | None, found: Sequence[int], breaches: Sequence[str]) -> Figure:
    words = f"at most {limit}" + (f"; with a reason {at_most}" if at_most else "")
    return Figure(name, words, f"{len(found)} measured, longest {max(found, default=0)}", tuple(breaches))
