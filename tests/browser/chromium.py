"""Finds a Chromium to drive: named by CHROMIUM, on the machine, else Playwright's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

# For each window Chromium keeps pages of its own ready, seen or not: two for the list below the
# address bar, and one for the next page. They cost more than most pages of the site. Of two lists
# of features the last one counts, so those that Playwright switches off stand here too.
_SPARE = ("SpareRendererForSitePerProcess", "WebUIOmniboxAimPopup", "WebUIOmniboxPopup")
_PLAYWRIGHT = (
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    f"--disable-features={','.join((*_PLAYWRIGHT, *_SPARE))}",
)

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
