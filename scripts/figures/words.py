"""What is said where: docstrings, names of files, strings that must not leave a machine, reasons for exceptions."""

import ast
import re
from collections.abc import Iterator, Sequence

from scripts.figures.tree import Figure, Source

FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "base", "misc"}
DJANGO_INNER = {"Meta", "Media"}
# Put together from pieces, so that this file does not itself hold what it looks for.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("proxy", "golang", "org"),
    )
)
MACHINE_PATH = re.compile(r"(?<![\w./})-])/(?:root|work|Users|home/[a-z]+)/")
# An exception to a check, and what stands after it on its line.
EXCEPTION = re.compile(
    r"#\s*(?:type: ignore(?:\[[^\]]*\])?|noqa\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|pragma: no \w+)(.*)"
)
LISTED_EXCEPTION = re.compile(r"^(?:ignore|ignore_imports|per-file-ignores)\b|^\[.*per-file-ignores\]")
Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def docstrings(tree: Sequence[Source]) -> Figure:
    """Public functions, classes and methods of the package that say nothing of their intent."""
    everything = [(source, node) for source in tree if source.is_product for node in _public(source.syntax)]
    breaches = [f"{source.path}:{node.lineno}: {node.name}" for source, node in everything if not _documented(node)]
    return Figure("Public names without a docstring", "none", f"{len(breaches)} of {len(everything)}", tuple(breaches))


def file_names(tree: Sequence[Source]) -> Figure:
    """Files and folders of code whose name says nothing of what they hold."""
    breaches = [
        str(source.path)
        for source in tree
        if source.is_python and FORBIDDEN_NAMES & {*source.path.parts[:-1], source.path.stem}
    ]
    return Figure("Names that say nothing", "none", str(len(breaches)), tuple(breaches))


def strings(tree: Sequence[Source]) -> Figure:
    """Hosts of package registries, and paths of one particular machine."""
    breaches = [
        f"{source.path}:{number}: {line.strip()[:80]}"
        for source in tree
        for number, line in enumerate(source.lines, 1)
        if any(host in line for host in REGISTRIES) or MACHINE_PATH.search(line)
    ]
    return Figure("Registry hosts and machine paths", "none", str(len(breaches)), tuple(breaches))


def exceptions(tree: Sequence[Source]) -> Figure:
    """Exceptions to a check that do not say why, on their own line or in a comment just above."""
    total, breaches = 0, []
    for source in tree:
        if source.is_vendored:
            continue
        for number, reason in _exceptions(source):
            total += 1
            above = source.lines[number - 2].strip() if number > 1 else ""
            if len(reason.split()) < 2 and not (above.startswith("#") and len(above.split()) > 2):
                breaches.append(f"{source.path}:{number}")
    return Figure("Exceptions without a reason", "none", f"{len(breaches)} of {total}", tuple(breaches))


def _public(parent: ast.AST) -> Iterator[Documented]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, Documented) and not node.name.startswith("_") and not _explained_elsewhere(node):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)
        elif isinstance(node, ast.If | ast.Try):
            yield from _public(node)


def _explained_elsewhere(node: Documented) -> bool:
    """Django's inner classes, setters, overloads and declared overrides are explained where they come from."""
    decorators = {ast.unparse(decorator).rsplit(".", 1)[-1] for decorator in node.decorator_list}
    return node.name in DJANGO_INNER or bool(decorators & {"setter", "overload", "override"})


def _documented(node: Documented) -> bool:
    return len((ast.get_docstring(node) or "").split()) >= 2


def _exceptions(source: Source) -> Iterator[tuple[int, str]]:
    """The number of each line that makes an exception, with what it says after it."""
    if source.is_python:
        for number, line in enumerate(source.lines, 1):
            if found := EXCEPTION.search(line):
                yield number, found.group(1).strip(" -#:")
    elif source.path.name == "pyproject.toml":
        yield from _listed_exceptions(source.lines)


def _listed_exceptions(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines of pyproject.toml that list exceptions, each of which carries its reason."""
    listing = False
    for number, line in enumerate(lines, 1):
        if LISTED_EXCEPTION.match(line):
            listing = not line.rstrip().endswith("]") or line.startswith("[")
        elif line.startswith(("]", "[")) or not line.strip():
            listing = False
        elif listing and not line.strip().startswith("#"):
            yield number, line.partition("#")[2].strip()
