"""How a worker begins the program that builds a site, and with what of its machine."""

from __future__ import annotations

import json
import os
import shutil
import sys

_FROM_HERE = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "HOME")


def command(**settings: object) -> list[str]:
    """What builds the project of the working directory, with settings that differ from its own.

    Whoever asks for it signs: no worker has a key.
    """
    values = {**settings, "HUMAS_AUTHENTICITY_KEY": ""}
    return [
        *ended_with_us(),
        *(sys.executable, "-m", "kentongan.frame", "content", "-o", "output"),
        *("-s", "publishconf.py", "--fatal", "errors", "--log-handler", "plain"),
        *("-e", *(f"{name}={json.dumps(value)}" for name, value in values.items())),
    ]


def environment() -> dict[str, str]:
    """Nothing of the machine but what a program needs to start."""
    here = {name: os.environ[name] for name in _FROM_HERE if name in os.environ}
    return here | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def ended_with_us() -> list[str]:
    """What lets a build end when the worker that began it is killed."""
    tool = shutil.which("setpriv")
    return [tool, "--pdeathsig", "KILL"] if tool else []
