"""Finds a Chromium to drive: named by CHROMIUM, on the machine, else Playwright's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def executable() -> str | None:
    """The path of a Chromium, or None for the one that Playwright installed."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).exists():
            raise FileNotFoundError(f"CHROMIUM names no file: {named}")
        return named
    usual = Path("/usr/bin/chromium")
    if usual.exists():
        return str(usual)
    return next((found for name in NAMES if (found := shutil.which(name))), None)
