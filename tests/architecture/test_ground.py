"""The ground that every other test stands on: no network, and a browser that notices what goes wrong."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_socket import SocketConnectBlockedError

from alongside import __version__

ROOT = Path(__file__).parents[2]


@pytest.mark.filterwarnings("ignore:A test tried to use:UserWarning")
def test_a_test_cannot_reach_another_machine() -> None:
    # 192.0.2.1 is set aside for documentation: it belongs to nobody.
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_test_can_reach_its_own_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()


def test_version_is_answered_without_django() -> None:
    code = (
        "import sys; from alongside.doors.cli.main import main; main(['--version']);"
        "sys.exit('Django was imported' if 'django' in sys.modules else 0)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, f"alongside {__version__}\n", "")


@pytest.mark.browser
def test_the_page_fixture_shows_a_page(page: Page) -> None:
    page.goto("data:text/html,<title>Here</title>")
    assert page.title() == "Here"


@pytest.mark.browser
@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_the_page_fixture_can_be_without_scripts(page: Page) -> None:
    page.goto("data:text/html,<title>Plain</title><script>document.title = 'Scripted'</script>")
    assert page.title() == "Plain"


BROKEN_PAGES = """
import pytest

@pytest.mark.parametrize("body", ["<script>missing()</script>", "<img src='http://192.0.2.1/pixel.png'>"])
def test_broken(page, body):
    page.goto("data:text/html," + body, wait_until="commit")
    page.wait_for_timeout(300)
"""


@pytest.mark.browser
@pytest.mark.slow
def test_the_page_fixture_fails_on_broken_pages(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest('pytest_plugins = ["tests.browser"]')
    pytester.makepyfile(BROKEN_PAGES)
    result = pytester.runpytest_subprocess("-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=2, errors=2)
