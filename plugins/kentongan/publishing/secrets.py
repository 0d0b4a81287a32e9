"""Secrets from the environment, or from a credential that systemd gives to the service."""

from __future__ import annotations

import os
from pathlib import Path

from kentongan.publishing.core import Settings

_NAMING = ("password_env", "value_env", "token_env")


def named(settings: Settings) -> list[str]:
    """The names of all secrets that the settings use."""
    tables = (settings.mail, settings.purge, settings.telegram, settings.mastodon)
    names = {str(table[key]) for table in tables for key in _NAMING if table.get(key)}
    return sorted(name for name in names if name.isidentifier())


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
