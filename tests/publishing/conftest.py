"""Real servers on loopback for the publishing tests."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest


def program(name: str, package: str) -> str:
    """The path of a program that the tests need. Missing is a failure: nothing is skipped."""
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin")
    if found is None:
        pytest.fail(f"{name} is not installed; the Debian package is {package} (make alat)")
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    from tests.publishing.trees import make_tree

    return make_tree(tmp_path / "output", 12)
