"""The scripts behind the targets of the Makefile do what the targets say."""

import gettext
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Have your say"
msgstr "Dweud eich dweud"
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_translation_is_compiled_without_gnu_gettext(tmp_path: Path) -> None:
    source, target = tmp_path / "django.po", tmp_path / "django.mo"
    source.write_text(CATALOGUE, "utf-8")
    assert run("scripts.compile_translation", source, target).returncode == 0
    with target.open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Have your say") == "Dweud eich dweud"


@pytest.mark.slow
def test_a_command_gets_a_postgresql_of_its_own_and_its_exit_code_is_kept() -> None:
    code = (
        "import os, sys, psycopg; base = psycopg.connect(os.environ['DATABASE_URL']);"
        "print(base.execute('select current_user').fetchone(), base.info.host.rpartition('-')[0]); sys.exit(7)"
    )
    answer = run("scripts.with_postgres", sys.executable, "-c", code)
    assert answer.returncode == 7, answer.stderr
    assert answer.stdout.startswith("('alongside',) ")
    assert answer.stdout.strip().endswith("alongside-postgres")


def test_the_reference_is_written_from_the_code(tmp_path: Path) -> None:
    assert run("scripts.reference", tmp_path).returncode == 0
    written = (tmp_path / "kit.md").read_text("utf-8")
    assert (
        "### Refused\n\n```python\nclass Refused(Exception)\n```\n\nSay no in words that a person can act on."
        in written
    )


def test_make_alone_lists_every_target_with_its_purpose() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = {line.split()[1] for line in listed.splitlines()}
    promised = {
        *("setup", "run", "test", "test-fast", "check", "pages", "screenshots"),
        *("benchmark", "oracle", "api-fuzz", "docs", "clean"),
    }
    assert promised - names == set()
