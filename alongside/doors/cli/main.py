"""The entry of the command line.

A command is one module: `alongside count` is `doors/cli/count.py`, `alongside import pabulib` is
`doors/cli/imports/pabulib.py`. It has `HELP`, `add_arguments(parser)` and `run(options) -> exit code`. One that works
without a database says `NEEDS_DATABASE = False`, one that works without Django `NEEDS_DJANGO = False`; for all others
the database that DATABASE_URL names is made where it is new. Every other word goes to Django's own commands.
"""

import os
import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from types import ModuleType

from alongside import __version__
from alongside.doors.cli import make_database_if_new
from alongside.kit.refused import Refused

SETTINGS = "alongside.config.settings"
REFUSED = 2
HERE = Path(__file__).parent
GROUPS = {"import": "imports", "export": "exports"}
NOT_COMMANDS = {"__init__", "main"}


def main(argv: list[str] | None = None) -> None:
    """Run one command. What it refuses is one line on the standard error and exit code 2.

    `--version` is answered before anything heavy is imported, so that a health probe gets it in milliseconds, even
    where no database is configured.
    """
    words = sys.argv[1:] if argv is None else argv
    if words in (["--version"], ["-V"]):
        print(f"alongside {__version__}")
        return
    if words in ([], ["--help"], ["-h"], ["help"]):
        _print_commands()
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        name, rest = _split(words)
        module = _module(name)
        code = _run(module, name, rest) if module else _run_django(words)
    except Refused as refused:
        print(" ".join(str(refused).split()), file=sys.stderr)
        code = REFUSED
    except BrokenPipeError:  # The reader of our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    if code:
        sys.exit(code)


def _split(words: list[str]) -> tuple[str, list[str]]:
    """Return the name of the command, of one word or two, and what follows it."""
    if words[0] not in GROUPS:
        return words[0], words[1:]
    kinds = ", ".join(_names(GROUPS[words[0]]))
    if len(words) < 2 or words[1] not in _names(GROUPS[words[0]]):
        raise Refused(f"alongside {words[0]} takes a kind: {kinds}.")
    return f"{words[0]} {words[1]}", words[2:]


def _names(folder: str = "") -> list[str]:
    files = sorted((HERE / folder).glob("*.py"))
    return [path.stem.replace("_", "-") for path in files if path.stem not in NOT_COMMANDS]


def _module(name: str) -> ModuleType | None:
    group, _space, kind = name.rpartition(" ")
    folder = GROUPS.get(group, "")
    if kind not in _names(folder):
        return None
    return import_module(".".join(filter(None, ["alongside.doors.cli", folder, kind.replace("-", "_")])))


def _run(module: ModuleType, name: str, rest: list[str]) -> int:
    needs_django = getattr(module, "NEEDS_DJANGO", True)
    if needs_django:
        import django  # Late, so that a command without a database starts at once.

        django.setup()
    parser = ArgumentParser(prog=f"alongside {name}", description=module.HELP)
    module.add_arguments(parser)
    options = parser.parse_args(rest)
    if needs_django and getattr(module, "NEEDS_DATABASE", True):
        make_database_if_new()
    return int(module.run(options))


def _run_django(words: list[str]) -> int:
    from django.core.management import execute_from_command_line  # Late, as above.

    execute_from_command_line(["alongside", *words])
    return 0


def _print_commands() -> None:
    print("alongside COMMAND …   (alongside COMMAND --help says more)\n")
    for group in ("", *GROUPS):
        for kind in _names(GROUPS.get(group, "")):
            name = f"{group} {kind}".strip()
            module = _module(name)
            print(f"  {name:26} {module.HELP if module else ''}")
    print("\nDjango's own commands (migrate, shell, …) work as well.")
