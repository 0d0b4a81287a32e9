"""The secrets that the settings name."""

from __future__ import annotations

from kentongan.publishing.core import Settings
from kentongan.storage.secrets import read

__all__ = ["named", "read"]

_NAMING = ("password_env", "value_env", "token_env")


def named(settings: Settings) -> list[str]:
    """The names of all secrets that the settings use."""
    tables = (settings.mail, settings.purge, settings.telegram, settings.mastodon)
    names = {str(table[key]) for table in tables for key in _NAMING if table.get(key)}
    return sorted(name for name in names if name.isidentifier())
