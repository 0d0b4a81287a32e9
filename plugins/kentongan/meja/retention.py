"""What is kept and for how long: unpublished texts, clean photographs, the audit trail."""

from __future__ import annotations

from datetime import datetime, timedelta

from kentongan.meja.store.database import Store
from kentongan.newsroom.browser_desk import Settings

_TEXTS = ("versi", "foto", "catatan", "izin", "persetujuan", "tanya")
_OVER = "WHERE disentuh < ? AND keadaan NOT IN ('antre', 'terjadwal')"
WITHDRAWN = "Rilis yang dicabut"


def purge(store: Store, code: str, besides: str = "") -> None:
    """Let nothing of a release remain that is withdrawn for someone's protection.

    `besides` is the draft that withdraws it, which must still be published.
    """
    of_code = "SELECT id FROM naskah WHERE kode = ? AND id != ?"
    named = (code, besides)
    with store.writing() as connection:
        for table in _TEXTS:
            connection.execute(f"DELETE FROM {table} WHERE naskah IN ({of_code})", named)
        connection.execute(
            f"DELETE FROM pekerjaan WHERE keadaan IN ('antre', 'gagal') AND naskah IN ({of_code})",
            named,
        )
        connection.execute(
            "UPDATE naskah SET judul = ?, darurat = '', jalur_lama = '', "
            "keadaan = CASE keadaan WHEN 'terbit' THEN 'terbit' ELSE 'dibuang' END "
            "WHERE kode = ? AND id != ?",
            (WITHDRAWN, *named),
        )
        connection.execute("UPDATE naskah SET judul = ? WHERE id = ?", (WITHDRAWN, besides))
    store.forget_deleted()


def sweep(store: Store, settings: Settings, now: datetime) -> None:
    """Let go of what is past its time."""
    texts = (now - timedelta(days=settings.simpan_naskah)).timestamp()
    photographs = (now - timedelta(days=settings.simpan_foto)).timestamp()
    trail = (now - timedelta(days=settings.simpan_jejak)).timestamp()
    with store.writing() as connection:
        old = f"SELECT id FROM naskah {_OVER}"
        for table in _TEXTS:
            connection.execute(f"DELETE FROM {table} WHERE naskah IN ({old})", (texts,))
        connection.execute(f"DELETE FROM pekerjaan WHERE naskah IN ({old})", (texts,))
        connection.execute(f"DELETE FROM naskah {_OVER}", (texts,))
        connection.execute(
            "DELETE FROM pekerjaan WHERE naskah IS NULL AND keadaan IN ('selesai', 'gagal') "
            "AND dibuat < ?",
            (photographs,),
        )
        connection.execute("UPDATE foto SET bersih = '' WHERE dibuat < ?", (photographs,))
        connection.execute("DELETE FROM jejak WHERE pada < ?", (trail,))
        moment = now.timestamp()
        connection.execute("DELETE FROM sesi WHERE sampai < ?", (moment,))
        connection.execute("DELETE FROM undangan WHERE sampai < ?", (moment,))
    store.forget_deleted()
