"""Clocks that disagree: ours and the server's, ours and that of whoever published last."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kentongan.domain import dates
from kentongan.publishing import journal
from kentongan.publishing.core import Target
from kentongan.publishing.errors import Refused

if TYPE_CHECKING:
    from kentongan.publishing.run import Job


def check(target: Target, job: Job) -> list[str]:
    """Refuse when our clock is ahead of the server's: embargoes would be broken.

    A clock that lags delays what is due; that is only worth a warning.
    """
    theirs = target.clock()
    if theirs is None:
        return []
    ours = max(datetime.now(UTC), job.now.astimezone(UTC))
    ahead = round((ours - theirs).total_seconds())
    if abs(ahead) <= job.settings.clock_tolerance:
        return []
    apart = _duration(abs(ahead))
    if ahead > 0 and not job.ignore_clock:
        raise Refused(
            f"Jam di sini mendahului jam server {apart}, sehingga rilis berembargo "
            "bisa tayang terlalu cepat. Betulkan jam, atau pakai --abaikan-jam bila jam "
            "server yang keliru."
        )
    return [f"Jam di sini dan jam server berselisih {apart}."]


def lag(job: Job) -> str:
    """A sentence where the last publication is dated later than now; else nothing.

    Then one of the two clocks is wrong. Nobody can tell which, so it is no reason to refuse.
    """
    published = [
        (moment, str(entry.get("siapa", "")))
        for entry in journal.read(job.content)
        if entry.get("hasil") == "berhasil" and (moment := _moment(entry.get("waktu")))
    ]
    if not published:
        return ""
    last, who = max(published)
    behind = (last - job.now).total_seconds()
    if behind <= job.settings.clock_tolerance:
        return ""
    return (
        f"Jam di sini tertinggal {_duration(behind)} dari terbitan terakhir ({who}, "
        f"{dates.long(last.astimezone(job.now.tzinfo))}); salah satu jam keliru."
    )


def _duration(seconds: float) -> str:
    minutes = int(seconds // 60)
    days = round(minutes / (24 * 60))
    return f"{days} hari" if days > 1 else f"{minutes} menit"


def _moment(written: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
