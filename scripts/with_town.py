"""Run a command beside a demonstration town of its own: `python -m scripts.with_town COMMAND...`.

The town is thrown away afterwards. TOWN_ADDRESS tells the command where the town answers.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

SECONDS = 180


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the town answers; leave with a message where it stops or takes longer than three minutes."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            sys.exit(f"The town stopped before it answered (exit {server.returncode}).")
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - the address is ours, on this machine
                return
        except urllib.error.HTTPError as error:
            sys.exit(f"The town answered {error.code} on its first page.")
        except OSError:
            time.sleep(0.3)
    sys.exit(f"The town did not answer within {SECONDS} seconds.")


def main() -> None:
    """Start the town, run the command, stop the town, and leave with the command's exit code."""
    port = free_port()
    address = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory(prefix="alongside-town-") as folder:
        place = {**os.environ, "ALONGSIDE_DATA": folder, "SITE_ADDRESS": address, "TOWN_ADDRESS": address}
        place.pop("DATABASE_URL", None)
        subprocess.run(["alongside", "collectstatic", "--noinput", "--verbosity", "0"], env=place, check=True)
        command = ["alongside", "serve", "--demo", "--port", str(port)]
        server = subprocess.Popen(command, env=place, start_new_session=True)
        try:
            wait_for(address, server)
            code = subprocess.run(sys.argv[1:], env=place, check=False).returncode
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)
    sys.exit(code)


if __name__ == "__main__":
    os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    main()
