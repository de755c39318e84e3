"""The house limits hold for this project, and the tool that measures them can see each kind of breach."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from scripts.figures import imports, sizes, words
from scripts.figures.__main__ import measure, table
from scripts.figures.tree import Figure, Source, read_tree

ROOT = Path(__file__).parents[2]
FIGURES = measure(read_tree(ROOT))


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_this_project_keeps_its_limits(figure: Figure) -> None:
    assert figure.breaches == ()


def tree(**texts: str) -> list[Source]:
    """A tree of files: `__` stands for the folder separator in a name, and a name without a suffix is Python."""
    return [Source(PurePosixPath(name.replace("__", "/") + ".py"), text) for name, text in texts.items()]


def function(lines: int, comment: str = "") -> str:
    return f"{comment}\ndef counted():\n" + '    """Count."""\n' + "    x = 1\n" * (lines - 1)


@pytest.mark.parametrize(
    ("measurer", "name", "text", "breaches"),
    [
        (sizes.files, "a", "x = 1\n" * 300, ()),
        (sizes.files, "a", "x = 1\n" * 301, ("a.py: 301 lines",)),
        (sizes.files, "a", "# long: one table of law\n" + "x = 1\n" * 399, ()),
        (sizes.files, "a", "# long: one table of law\n" + "x = 1\n" * 400, ("a.py: 401 lines",)),
        (sizes.functions, "a", function(30), ()),
        (sizes.functions, "a", function(31), ("a.py:2: counted has 31 lines",)),
        (sizes.functions, "a", function(31, "# long: one case after another"), ()),
        (sizes.functions, "a", function(51, "# long: one case after another"), ("a.py:2: counted has 51 lines",)),
        (words.docstrings, "alongside__a", "def said(): 'Says it.'\ndef _private(): pass", ()),
        (
            words.docstrings,
            "alongside__a",
            "class Silent:\n    def mute(self): 'Mutes it.'",
            ("alongside/a.py:1: Silent",),
        ),
        (
            words.docstrings,
            "alongside__a",
            "class Said:\n    'Says it.'\n    def mute(self): ...",
            ("alongside/a.py:3: mute",),
        ),
        (words.docstrings, "alongside__tests__a", "def silent(): ...", ()),
        (words.file_names, "alongside__core__utils", "", ("alongside/core/utils.py",)),
        (words.file_names, "alongside__common__clock", "", ("alongside/common/clock.py",)),
        (words.strings, "a", "x = 'https://pypi" + ".org/simple'", ("a.py:1: x = 'https://pypi" + ".org/simple'",)),
        (words.strings, "a", "x = '/" + "root/thing'", ("a.py:1: x = '/" + "root/thing'",)),
        (words.strings, "a", "x = 'doors/home/templates/home/'", ()),
        (words.exceptions, "a", "x = 1  # no" + "qa: S311", ("a.py:1",)),
        (words.exceptions, "a", "x = 1  # no" + "qa: S311 - seeded on purpose", ()),
        (words.exceptions, "a", "x = 1  # type: " + "ignore[misc]", ("a.py:1",)),
        (words.exceptions, "a", "# The stubs lack this.\nx = 1  # type: " + "ignore[misc]", ()),
    ],
)
def test_a_breach_is_seen(
    measurer: Callable[[list[Source]], Figure], name: str, text: str, breaches: tuple[str, ...]
) -> None:
    assert measurer(tree(**{name: text})).breaches == breaches


def test_templates_and_folders_are_measured() -> None:
    page = Source(PurePosixPath("alongside/core/templates/core/page.html"), "<p>\n" * 151)
    assert sizes.templates([page]).breaches == ("alongside/core/templates/core/page.html: 151 lines",)
    crowd = [Source(PurePosixPath(f"alongside/core/file_{n}.py"), "x = 1") for n in range(13)]
    assert sizes.folders(crowd).breaches == ("alongside/core: 13 files",)
    assert sizes.folders(crowd[:12]).breaches == ()


@pytest.mark.parametrize(
    "importing",
    [
        "from alongside.core.services import models",
        "from alongside.core import services",
        "import alongside.core.services.models",
        "from ..services.models import Service",
        "def late():\n    from alongside.core.services.models import Service",
        "if TYPE_CHECKING:\n    from alongside.core.services.models import Service",
    ],
)
def test_a_two_way_pair_is_seen_however_it_is_imported(importing: str) -> None:
    sources = tree(
        alongside__core__people__models=importing,
        alongside__core__services__models="from alongside.core.people.models import Party",
        alongside__core__services____init__="",
    )
    sources[2] = Source(PurePosixPath("alongside/core/services/__init__.py"), "")
    pairs, rings = imports.cycles(sources)
    assert (pairs.breaches, rings.breaches) == (("alongside/core: people <-> services",), ())


def test_a_ring_of_three_is_seen_and_a_line_is_not() -> None:
    names = ("asks", "bids", "cuts")
    ring = tree(
        **{
            f"alongside__blocks__{name}__views": f"import alongside.blocks.{other}.views"
            for name, other in zip(names, names[1:] + names[:1], strict=True)
        }
    )
    assert imports.cycles(ring)[1].breaches == ("alongside/blocks: asks <-> bids <-> cuts",)
    assert [figure.breaches for figure in imports.cycles(ring[:2])] == [(), ()]


def test_a_folder_that_the_layers_would_pass_over_is_seen() -> None:
    found = imports.unpackaged(tree(alongside__core__people__models=""))
    assert found.breaches == ("alongside", "alongside/core", "alongside/core/people")


def test_listed_exceptions_carry_their_reasons() -> None:
    listed = Source(PurePosixPath("pyproject.toml"), 'ignore = [\n  "N1", # it is the rule of the house\n  "N2",\n]\n')
    assert words.exceptions([listed]).breaches == ("pyproject.toml:3",)


def test_the_table_says_what_holds_and_what_does_not() -> None:
    figures = (Figure("Size", "at most 1", "2", ("a",)), Figure("Rings", "none", "0", ()))
    assert table(figures).splitlines() == [
        "Figure  Limit      Found",
        "Size    at most 1  2      1 BREACHES",
        "Rings   none       0      holds",
    ]
