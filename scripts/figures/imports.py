"""Who imports whom, at every level: no two children of one folder may need each other, directly or in a ring.

Imports inside functions count, and so do those for type checking only: a reader has to follow them all the same.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from scripts.figures.tree import Figure, Source

Name = tuple[str, ...]
Graph = Mapping[str, set[str]]


def cycles(tree: Sequence[Source]) -> tuple[Figure, Figure]:
    """Two-way pairs, and rings of three or more, among the children of every folder of the package."""
    sources = {_module(source): source for source in tree if source.is_product}
    pairs: list[str] = []
    rings: list[str] = []
    for folder, graph in _siblings(sources).items():
        for ring in _rings(graph):
            words = f"{'/'.join(folder)}: {' <-> '.join(sorted(ring))}"
            (pairs if len(ring) == 2 else rings).append(words)
    found = f"{len(sources)} modules"
    return (
        Figure("Two-way package pairs", "none", f"{len(pairs)} among {found}", tuple(sorted(pairs))),
        Figure("Longer import rings", "none", f"{len(rings)} among {found}", tuple(sorted(rings))),
    )


def unpackaged(tree: Sequence[Source]) -> Figure:
    """Folders of Python that have no `__init__.py`, which the check of the layers would silently pass over."""
    packages = {source.path.parent for source in tree if source.path.name == "__init__.py"}
    holding = {folder for source in tree if source.is_product for folder in source.path.parents if folder.parts}
    lacking = holding - packages
    return Figure(
        "Code folders without __init__.py", "none", str(len(lacking)), tuple(str(folder) for folder in sorted(lacking))
    )


def _module(source: Source) -> Name:
    return source.path.with_suffix("").parts


def _siblings(sources: Mapping[Name, Source]) -> dict[Name, dict[str, set[str]]]:
    """For each folder, which of its children imports which other."""
    graphs: dict[Name, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, source in sources.items():
        for target in _imports(name, source.syntax, sources):
            level = next((i for i, (a, b) in enumerate(zip(name, target, strict=False)) if a != b), None)
            if level is not None:
                graphs[name[:level]][name[level]].add(target[level])
    return graphs


def _imports(name: Name, syntax: ast.Module, known: Mapping[Name, Source]) -> Iterator[Name]:
    for node in ast.walk(syntax):
        if isinstance(node, ast.Import):
            wanted = [tuple(alias.name.split(".")) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = name[: len(name) - node.level] if node.level else ()
            origin = (*start, *(node.module.split(".") if node.module else ()))
            wanted = [(*origin, alias.name) for alias in node.names]
        else:
            continue
        yield from filter(None, (_resolve(target, known) for target in wanted))


def _resolve(target: Name, known: Mapping[Name, Source]) -> Name | None:
    """The module that an imported name lives in: the name itself, its package, or the module around it."""
    for candidate in (target, (*target, "__init__"), target[:-1], (*target[:-1], "__init__")):
        if candidate in known:
            return candidate
    return None


def _rings(graph: Graph) -> list[set[str]]:
    """The groups of children that can all reach each other."""
    reach = {node: _reached(node, graph) for node in graph}
    rings: list[set[str]] = []
    for node in sorted(graph):
        ring = {other for other in reach[node] if node in reach.get(other, set())}
        if ring and ring not in rings:
            rings.append(ring)
    return rings


def _reached(start: str, graph: Graph) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        fresh = graph.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return seen
