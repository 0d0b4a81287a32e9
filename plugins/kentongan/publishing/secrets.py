"""The secrets that the settings name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kentongan.publishing.core import Settings
from kentongan.storage.secrets import read

__all__ = ["OF_STORES", "named", "read"]

OF_STORES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_NAMING = ("password_env", "value_env", "token_env")


def named(settings: Settings) -> list[str]:
    """The names of all secrets that the settings use."""
    tables = (settings.mail, settings.purge, settings.telegram, settings.mastodon)
    names = {str(table[key]) for table in tables for key in _NAMING if table.get(key)}
    if any(_needs_keys(target) for target in settings.targets.values()):
        names.update(OF_STORES)
    return sorted(name for name in names if name.isidentifier())


def _needs_keys(target: Mapping[str, Any]) -> bool:
    return target.get("type") == "s3" and not target.get("profile")
