"""Measuring in a process of its own, so that nothing weighs on it. No benchmark: `make` passes it by."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
Measured = dict[str, Any]


def apart(*command: str, seconds: int = 1800) -> Measured | None:
    """What a process of its own measured, from its last line; None if it failed or took too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return None
    found: Measured = json.loads(done.stdout.strip().splitlines()[-1])
    return found
