"""The files of a project, read once, and the words for what kind of file each is."""

import ast
import re
import subprocess
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

# The suffixes of text that we write by hand (a script may have none); images, fonts and archives are left out.
TEXT = re.compile(r"|\.(py|html|css|scss|js|mjs|md|txt|toml|in|sh|json|csv|po|yml)")


@dataclass(frozen=True)
class Figure:
    """One measured limit: its name, the limit in words, the worst or total that was found, and the breaches."""

    name: str
    limit: str
    found: str
    breaches: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """One file: its path from the root of the project, and its text."""

    path: PurePosixPath
    text: str
    # Whether somebody else wrote this and it is kept here unchanged: its folder holds the licence it came with.
    is_vendored: bool = False

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.text.splitlines()

    @cached_property
    def syntax(self) -> ast.Module:
        """The parsed module; only for Python files."""
        return ast.parse(self.text, str(self.path))

    @property
    def is_python(self) -> bool:
        """Whether this is Python, migrations included."""
        return self.path.suffix == ".py"

    @property
    def is_migration(self) -> bool:
        """Whether this is a migration, which is generated and grows by one file a change."""
        return "migrations" in self.path.parts

    @property
    def is_test(self) -> bool:
        """Whether this is a test, beside the code or across folders."""
        return "tests" in self.path.parts or self.path.name == "conftest.py"

    @property
    def is_product(self) -> bool:
        """Whether this is code of the package itself: neither a test nor a migration."""
        return self.is_python and self.path.parts[0] == "alongside" and not self.is_test and not self.is_migration


def read_tree(root: Path) -> tuple[Source, ...]:
    """Every text file that git keeps or would keep under `root`, in the order of their paths."""
    paths = sorted(map(PurePosixPath, _names(root)))
    vendored = {path.parent for path in paths if path.name.startswith("LICENSE") and len(path.parts) > 1}
    return tuple(_read(root, paths, vendored))


def _read(root: Path, paths: Sequence[PurePosixPath], vendored: Set[PurePosixPath]) -> Iterator[Source]:
    for path in paths:
        file = root / path
        if file.is_file() and TEXT.fullmatch(path.suffix):
            try:
                yield Source(path, file.read_text("utf-8"), bool(vendored & set(path.parents)))
            except UnicodeDecodeError:
                continue


def _names(root: Path) -> list[str]:
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name]
