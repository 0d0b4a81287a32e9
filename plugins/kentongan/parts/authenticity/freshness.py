"""Whether a signed list of releases is the newest, or an older one that was signed once.

`theme/static/js/lib/freshness.js` gives the same answer in the browser.
"""

from __future__ import annotations

from datetime import datetime

from kentongan.site.federation import Heartbeat

FRESH, STALE, OLDER = "sah", "basi", "mundur"


def freshness(number: int, digest: str, beat: Heartbeat | None, seen: int, now: datetime) -> str:
    """`sah`, `basi` (nothing says that it is the newest) or `mundur` (a newer one is known).

    `number` and `digest` are those of the list: its publication number (0: made before lists had
    numbers) and its SHA-256. `beat` is the heartbeat, if its signature holds; `seen` is the
    highest number that its signer was seen with.
    """
    if number < seen or (number and beat and number < beat.number):
        return OLDER
    if not number:
        return FRESH
    if beat is None or not beat.is_fresh(now):
        return STALE
    return FRESH if number > beat.number or digest == beat.manifest else STALE
