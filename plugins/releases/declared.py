"""Every setting that a plugin declares, checked together: names, types, the nearest name."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.domain import settings

PLUGINS = Path(__file__).parents[1]


def classes() -> Iterator[tuple[str, type[Any]]]:
    """The settings class of each plugin that has one, by the plugin's name."""
    for file in sorted(PLUGINS.glob("*/core.py")):
        module = importlib.import_module(f"plugins.{file.parent.name}.core")
        declared = getattr(module, "Settings", None)
        if declared is not None:
            yield file.parent.name, declared


def mistakes(conf: Mapping[str, Any]) -> list[str]:
    """A sentence for each `HUMAS_` setting that is misspelt or of the wrong type."""
    known: list[str] = []
    wrong: list[str] = []
    for name, declared in classes():
        known += settings.names(name, declared)
        try:
            settings.read(conf, name, declared)
        except settings.SettingsError as error:
            wrong.append(str(error))
    return [*wrong, *settings.unknown(conf, known), *_address(conf.get("SITEURL", ""))]


def _address(siteurl: str) -> list[str]:
    """Feeds and cards need the whole address of the site."""
    if not siteurl or re.match(r"https?://[^/\s]+", siteurl):
        return []
    return [f"SITEURL must begin with https://, not {siteurl!r}"]
