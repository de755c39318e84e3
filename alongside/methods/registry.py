"""Finds the methods: every folder `<kind>/<method>/` here that holds a method.py. There is no list to edit."""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.apps import apps

from alongside.core.initiatives.methods import KINDS, Method, register

FOLDER = Path(__file__).resolve().parent
NAME = __package__


@cache
def folders() -> tuple[Path, ...]:
    """Return the folder of every method, in the order of the seven kinds, then by name."""
    return tuple(
        path.parent for kind in KINDS for path in sorted((FOLDER / kind).glob("*/method.py")) if path.is_file()
    )


def folder_of(method: Method) -> Path:
    """Return the folder that a method is declared in."""
    return FOLDER / method.kind / method.key


def read_method(folder: Path) -> Method:
    """Import one folder's manifest.

    Raises ValueError where its key or kind is not the folder's name: a person who looks for a method must find it.
    """
    kind, key = folder.parent.name, folder.name
    method: Method = import_module(f"{NAME}.{kind}.{key}.method").METHOD
    if (method.kind, method.key) != (kind, key):
        raise ValueError(f"The method in {kind}/{key} calls itself {method.kind}/{method.key}.")
    return method


def discover() -> None:
    """Register every method that is found in the core's catalogue; twice is the same as once."""
    for folder in folders():
        register(read_method(folder))


def guide_of(method: Method, *, language: str = "") -> str:
    """Return the guide card of a method, in Markdown: `guide.<language>.md` where there is one, else guide.md."""
    folder = folder_of(method)
    translated = folder / f"guide.{language.split('-')[0]}.md"
    return (translated if language and translated.is_file() else folder / "guide.md").read_text("utf-8")


def demonstration_of(method: Method) -> ModuleType | None:
    """Return the module that makes a method's demonstration data, or None where it has none.

    Such a module has `demonstrate(*, service, seed)`, which runs one initiative through the real actions, with people
    of the service's organisation or with its own.
    """
    if not (folder_of(method) / "demo.py").is_file():
        return None
    return import_module(f"{NAME}.{method.kind}.{method.key}.demo")


def own_app(method: Method) -> str:
    """Return the label of the Django app that a method is itself, "" where it has no tables of its own.

    Such a method is a block to itself: its stages name this label as their block, and its urls.py has it as `app_name`.
    """
    name = ".".join((NAME, method.kind, method.key))
    return next((config.label for config in apps.get_app_configs() if config.name == name), "")
