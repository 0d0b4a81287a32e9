"""What is public and is refused now: a new rule of the gate may be stricter than the old ones.

The law judges what is shown today. So a text that was public and that the gate refuses is sealed:
it stays where it is until staff correct or withdraw it, but no rollback brings it back after that.
"""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

from kentongan.domain import addresses
from kentongan.domain.release import Release
from kentongan.newsroom.folder import Newsroom

# How a build names what the gate refuses.
_REFUSAL = re.compile(r"(rilis/\S+\.md)(?::\d+)?: \[privasi\.E\d+\]")


def still_public(content: Path, output: Path, report: str) -> list[str]:
    """The codes of the releases that a build refused, and that stand so on the site as built."""
    paths = sorted(set(_REFUSAL.findall(report)))
    if not paths:
        return []
    room = Newsroom(content)
    codes = []
    for path in paths:
        with contextlib.suppress(OSError):
            release = room.parse((content / path).read_bytes(), path).value
            if release and _stands(release, output):
                codes.append(release.code)
    return codes


def _stands(release: Release, output: Path) -> bool:
    """Whether the built site shows this title and text."""
    try:
        entry = json.loads(
            (output / addresses.file(addresses.api_release(release.code))).read_bytes()
        )
        return (release.title, release.text) == (entry["title"], entry["bodies"][0]["value"])
    except (OSError, ValueError, LookupError, TypeError):
        return False
