"""A secret from the environment, or from a credential that systemd gives to the service."""

from __future__ import annotations

import os
from pathlib import Path


def read(name: str) -> str:
    """The secret of this name; empty where there is none. It is never logged or stored."""
    if not name:
        return ""
    if value := os.environ.get(name, ""):
        return value
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    try:
        return (Path(folder) / name).read_text("utf-8").strip() if folder else ""
    except (OSError, UnicodeDecodeError):
        return ""
