"""`alongside new-method KIND NAME`: write a working method, made of the ASK block, to be changed from there."""

import keyword
import re
from argparse import ArgumentParser, Namespace
from pathlib import Path
from string import Template

from alongside.kit.refused import Refused

NEEDS_DATABASE = False
HELP = "write the folder of a new method"
SKETCHES = Path(__file__).parent / "new"
LONGEST_KEY = 40  # as long as the column that holds it
FILES = {
    "method.py": "method.py.txt",
    "guide.md": "guide.md.txt",
    "demo.py": "demo.py.txt",
    "tests/test_{key}.py": "test.py.txt",
}


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("kind", help="one of the seven kinds: planning or co-planning, design or co-design, …")
    parser.add_argument("name", help="a short name: neighbourhood-walk")
    parser.add_argument("--title", default="", help="the name that people read (made from the short name)")


def run(options: Namespace) -> int:
    """Write the folder, and say what to do next."""
    folder = write_method(kind=options.kind, name=options.name, title=options.title)
    print(f"Written: {folder}")
    print("Write its guide.md, then see that it holds:  pytest tests/conformance")
    return 0


def write_method(*, kind: str, name: str, title: str = "") -> Path:
    """Write the folder of a new method and return it.

    Refuses a kind that is none of the seven, a name that cannot be a Python name, and one that is taken.
    """
    from alongside.core.initiatives.methods import KINDS
    from alongside.methods.registry import FOLDER, folders

    kind, key = kind.removeprefix("co-"), name.replace("-", "_").lower()
    if kind not in KINDS:
        raise Refused(f"There is no kind {kind}. The kinds are: {', '.join(KINDS)}.")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", key) or keyword.iskeyword(key) or len(key) > LONGEST_KEY:
        raise Refused(f"Give it a name of up to {LONGEST_KEY} small letters and hyphens, such as neighbourhood-walk.")
    if key in {folder.name for folder in folders()} or (FOLDER / kind / key).exists():
        raise Refused(f"There is a method called {key}.")
    title = title.strip() or key.replace("_", " ").capitalize()
    if '"' in title or "\\" in title or not title.isprintable():
        raise Refused("A title holds no quotation marks, backslashes or line ends.")
    folder = FOLDER / kind / key
    (folder / "tests").mkdir(parents=True)
    for package in (folder, folder / "tests"):
        (package / "__init__.py").touch()
    for place, sketch in FILES.items():
        text = Template((SKETCHES / sketch).read_text("utf-8")).substitute(
            key=key, kind=kind, title=title, **_tables_of_ask()
        )
        (folder / place.format(key=key)).write_text(text, "utf-8")
    return folder


def _tables_of_ask() -> dict[str, str]:
    """Return the lines of a manifest about the tables of the ASK block: as the user consultation has them."""
    from django.utils.translation import override

    from alongside.core.initiatives.methods import method

    consultation = method("user_consultation")
    with override(None):
        personal = {label: str(holds) for label, holds in consultation.personal_data.items()}
    return {
        "ask_exports": "".join(f'        "{label}",\n' for label in consultation.exports if _is_of_ask(label)),
        "ask_personal": "".join(
            f'        "{label}": _("{holds}"),\n' for label, holds in personal.items() if _is_of_ask(label)
        ),
    }


def _is_of_ask(label: str) -> bool:
    return label.startswith("ask.")
