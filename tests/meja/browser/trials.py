"""A desk that runs for a test, and the phone that looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
# Every violation of the policy, as the page itself hears of it.
LISTEN = """addEventListener("securitypolicyviolation", (one) =>
  console.error(`CSP ${one.violatedDirective} ${one.blockedURI}`));"""


@dataclass(frozen=True)
class Trial:
    """A desk that runs, and what a browser keeps of the person who signed in."""

    origin: str
    site: str
    state: Path
