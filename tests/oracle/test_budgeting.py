"""Our winners are those of pabutools in every case that both define alike. `make oracle` runs this.

A case that is left out is skipped with its reason: pabutools did not finish, or the definitions differ.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.oracle.compare import verdict_on

FOUND = Path(os.environ.get("ALONGSIDE_DATA", "var")) / "oracle"
RESULTS = sorted(FOUND.glob("*.json"))


@pytest.mark.shared
@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)
def test_the_winners_are_those_of_the_other_library(path: Path, shared: Path) -> None:
    verdict = verdict_on(path, shared / "data" / "pabulib")
    if verdict.word == "left out":
        pytest.skip(verdict.note)
    assert verdict.word == "agrees", str(verdict)


@pytest.mark.shared
def test_the_other_library_agrees_on_something(shared: Path) -> None:
    """The comparison needs a library that is no part of this project: `make oracle` brings it, counts, and compares."""
    if not RESULTS:
        pytest.skip("run `make oracle`, which counts the published elections with the other library first")
    assert any(verdict_on(path, shared / "data" / "pabulib").word == "agrees" for path in RESULTS)
