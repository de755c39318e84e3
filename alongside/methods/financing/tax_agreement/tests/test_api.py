"""A tax choice for programs."""

import pytest

from alongside.core.api.tests.calling import call
from alongside.methods.financing.tax_agreement.tests.world import FIGURES, WAYS, Town, make_tax_town


@pytest.fixture
def town(db: None) -> Town:
    return make_tax_town()


def test_options_are_written_checked_signed_and_read(town: Town) -> None:
    path, officer = f"/initiatives/{town.run.initiative.pk}/tax", town.who("finance_officer")
    assert call("put", path, FIGURES, party=town.who("council")).status_code == 403
    assert call("put", path, FIGURES, party=officer).status_code == 204
    for title, rise, does, does_not in WAYS[:2]:
        words = does.replace("stays open", "we protect")
        given = {"title": title, "rise": rise, "does": words, "does_not": does_not}
        assert call("post", f"{path}/options", given, party=officer).status_code == 204
    assert call("get", path).status_code == 404
    written = call("get", path, party=officer).json()
    (finding,) = written["findings"]
    assert (finding["rule"], written["signed"]) == ("loaded", False)
    assert call("post", f"{path}/sign", {}, party=officer).status_code == 409
    stand = {"digest": finding["digest"], "reason": "Its own name."}
    assert call("post", f"{path}/words", stand, party=officer).status_code == 204
    purpose = {"option_id": written["options"][1]["id"], "what": "Youth club", "amount": 40_000_00}
    assert call("post", f"{path}/purposes", purpose, party=officer).status_code == 204
    assert call("post", f"{path}/sign", {}, party=officer).status_code == 204
    read = call("get", path).json()
    assert [(one["title"], one["brings"], one["judged"]) for one in read["options"]] == [
        ("No rise", 0, "within"),
        ("£4.50 more", 59_434_90, "within"),
    ]
    assert [band["more"] for band in read["options"][1]["bands"]] == [300, 350, 400, 450, 550, 650, 750, 900]
    assert call("get", f"{path}/money").status_code == 404
