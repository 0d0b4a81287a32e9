"""Whether all is well: disk, last build, backup, queue, Git, the store itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta

from kentongan.domain import dates
from kentongan.meja.store import audit
from kentongan.meja.workplace import Workplace
from kentongan.newsroom.browser_desk import Health
from kentongan.publishing.errors import PublishingError

LAST_BACKUP = "cadangan_terakhir"
_LITTLE = 1024**3
_OLD_BACKUP = timedelta(days=2)


def of(place: Workplace) -> tuple[Health, ...]:
    """What the screen Keadaan shows: quick, and no secret in it."""
    return tuple(_quick(place))


def thorough(place: Workplace) -> tuple[Health, ...]:
    """The same with what takes longer: every page of the store, every object of Git."""
    return (*_quick(place), *_slow(place))


def _quick(place: Workplace) -> Iterator[Health]:
    usage = shutil.disk_usage(place.data)
    free = f"{usage.free / 1024**3:.1f}".replace(".", ",")
    yield Health("Penyimpanan", f"Sisa {free} GB.", usage.free > _LITTLE)
    yield _last_build(place)
    yield _queue(place)
    yield _backup(place)
    yield _git(place)


def _last_build(place: Workplace) -> Health:
    row = place.store.row(
        "SELECT keadaan, selesai, jatuh, kalimat FROM pekerjaan "
        "WHERE keadaan IN ('selesai', 'gagal') ORDER BY id DESC"
    )
    if row is None:
        return Health("Penerbitan", "Belum pernah ada penerbitan.", True)
    if row["keadaan"] == "gagal":
        return Health("Penerbitan", f"Yang terakhir gagal: {row['kalimat']}", False)
    return Health("Penerbitan", f"Terakhir berhasil {_when(place, row['selesai'])}.", True)


def _queue(place: Workplace) -> Health:
    waiting = place.store.value("SELECT count(*) FROM pekerjaan WHERE keadaan = 'antre'")
    running = place.store.value("SELECT count(*) FROM pekerjaan WHERE keadaan = 'berjalan'")
    return Health("Antrean", f"{waiting} menunggu, {running} berjalan.", True)


def _backup(place: Workplace) -> Health:
    last = json.loads(place.store.setting(LAST_BACKUP) or "null")
    if last is None:
        since = (place.clock() - _OLD_BACKUP).timestamp()
        is_new = place.store.value("SELECT 1 FROM naskah WHERE dibuat < ?", since) is None
        return Health("Cadangan", "Belum pernah dibuat; lihat humas meja cadangkan.", is_new)
    age = place.clock() - datetime.fromtimestamp(last, place.clock().tzinfo)
    return Health("Cadangan", f"Terakhir {_when(place, last)}.", age < _OLD_BACKUP)


def _git(place: Workplace) -> Health:
    """The last decision, and whether all of them have reached the server."""
    try:
        clone = place.clone()
    except PublishingError as error:
        return Health("Git", str(error), False)
    last, waiting = clone.last_commit(), clone.unsent()
    told = f"Catatan terakhir {_when(place, last)}" if last else "Belum ada catatan"
    if waiting:
        told += f"; {waiting} belum sampai di server"
    return Health("Git", f"{told}.", not waiting)


def _slow(place: Workplace) -> Iterator[Health]:
    complaint = place.store.complaint()
    yield Health("Data meja", complaint or "Utuh.", not complaint)
    broken = audit.broken_at(place.store)
    yield Health(
        "Jejak", f"Terputus pada baris {broken}." if broken else "Berantai utuh.", not broken
    )
    try:
        complaint = place.clone().complaint()
    except PublishingError as error:
        complaint = str(error)
    yield Health("Isi Git", complaint or "Utuh.", not complaint)


def _when(place: Workplace, seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, place.configuration.zone)
    return f"{dates.short(moment)}, {moment:%H.%M}"
