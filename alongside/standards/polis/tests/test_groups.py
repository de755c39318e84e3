"""Groups from votes alone, beside those that production came to on published conversations."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from alongside.engines.opinions import adjusted_rand, draw_map
from alongside.standards.polis import read_path

USABLE = (
    "brexit-consensus",
    "canadian-electoral-reform",
    "scoop-hivemind.taxes",
    "scoop-hivemind.biodiversity",
    "austria-climate.5twd2jsnkf.2022-08-08",
    "vtaiwan.uberx",
)


@pytest.mark.slow
@pytest.mark.shared
def test_groups_of_production(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From votes alone, as Polis has it, the groups that production came to by its own path: median at least 0.90."""
    found = []
    for name in USABLE:
        folder = shared / "data" / "polis" / name
        export = read_path(folder)
        drawn = draw_map(export.votes, moderated_out=export.moderated_out, meta=export.meta, polis_compatible=True)
        theirs = exported_groups(folder / "participants-votes.csv")
        known = np.array([theirs[person] for person in drawn.votes.participants])
        both = (drawn.groups >= 0) & (known >= 0)
        assert both.sum() >= 0.95 * (known >= 0).sum(), name
        found.append((adjusted_rand(drawn.groups[both], known[both]), drawn.stability, name))
    with capsys.disabled():
        print("\nagreement  stability  conversation")
        print("\n".join(f"{index:9.3f}  {steady:9.3f}  {name}" for index, steady, name in found))
    assert np.median([index for index, _, _ in found]) >= 0.90


def exported_groups(path: Path) -> dict[str, int]:
    """The column that the reader of exports never reads: each person's group, -1 for none."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["participant"]: int(row["group-id"] or -1) for row in csv.DictReader(file)}
