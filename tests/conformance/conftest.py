"""What the suite shares: the place in which methods are run."""

import pytest

from tests.conformance.town import Town, make_town


@pytest.fixture
def town(db: None) -> Town:
    """A place with a service, an officer and somebody who signed in."""
    return make_town()
