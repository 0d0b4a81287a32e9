"""Publishes automatically when something falls due: systemd units and lines for cron.

The moments come from the content (an embargo lifts, a notice ends, the news sitemap ages).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

NAME = "humas-terbit"
TEMPLATES = Path(__file__).parent / "templates"
MOST = 60  # moments in one timer; each run writes the timer anew


def units(
    moments: Iterable[datetime],
    *,
    project: str,
    user: str,
    humas: str,
    target: str = "",
    writable: Iterable[str] = (),
    secret: Iterable[str] = (),
) -> dict[str, str]:
    """The service and its timer by file name. `humas` is the command with its whole path.

    `writable` are folders that the service writes beside the project: the targets. `secret` are
    the names of secrets that the settings use; systemd looks for them in `/etc/credstore`.

    A run each hour catches everything else. `Persistent` makes up for a machine that was
    off, and systemd never starts a service twice at once.
    """
    calendar = "\n".join(f"OnCalendar={moment:%Y-%m-%d %H:%M:%S} UTC" for moment in due(moments))
    command = _quoted(humas).replace("$", "$$")
    words = f"{command} terbit --ya" + (f" --ke {target}" if target else "")
    # A folder that is not there yet must not keep the service from starting.
    folders = [_quoted(project), *(_quoted(f"-{folder}") for folder in writable)]
    values = {
        "PROYEK": _escaped(project),
        "PENGGUNA": user,
        "PERINTAH": words,
        "SAAT": calendar,
        "TULIS": " ".join(folders),
        "RAHASIA": "\n".join(f"LoadCredential={name}:{name}" for name in sorted(set(secret))),
    }
    return {name: _filled(name, values) for name in (f"{NAME}.service", f"{NAME}.timer")}


def cron(moments: Iterable[datetime], *, project: str, humas: str, zone_offset: timedelta) -> str:
    """Lines for crontab: one each hour, and one for each moment in the machine's own time."""
    command = f"cd {project} && {humas} terbit --ya >/dev/null"
    lines = [f"7 * * * * {command}"]
    for moment in due(moments):
        local = moment + zone_offset
        lines.append(f"{local.minute} {local.hour} {local.day} {local.month} * {command}")
    return "\n".join(lines) + "\n"


def due(moments: Iterable[datetime]) -> list[datetime]:
    """The next moments in UTC, each rounded up to the minute, in order and once."""
    rounded = set()
    for moment in moments:
        exact = moment.astimezone(UTC)
        whole = exact.replace(second=0, microsecond=0)
        rounded.add(whole if whole == exact else whole + timedelta(minutes=1))
    return sorted(rounded)[:MOST]


def _escaped(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(folder: str) -> str:
    """A path as one word of a unit: systemd parts words at spaces, and knows quotes."""
    plain = _escaped(folder).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"' if re.search(r"[\s\"'\\]", plain) else plain


def _filled(name: str, values: dict[str, str]) -> str:
    text = (TEMPLATES / name).read_text("utf-8")
    return re.sub(r"@([A-Z]+)@", lambda mark: values[mark[1]], text)
