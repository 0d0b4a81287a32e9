"""Errors of `ssh`, `rsync` and remote scripts as advice for staff."""

from __future__ import annotations

from dataclasses import dataclass

from kentongan.publishing.errors import (
    ConfigurationError,
    PublishingError,
    Refused,
    TransferError,
    overtaken,
)
from kentongan.publishing.far import why, with_report
from kentongan.publishing.targets import keys


@dataclass(frozen=True, slots=True)
class Place:
    """The server: `login` is what a person types after `ssh`, `key` the file of the private key."""

    host: str
    path: str
    login: str
    key: str = ""

    @property
    def whole(self) -> str:
        return f"{self.host}:{self.path}"


class Broken(TransferError):
    """Worth another attempt."""


def error_from(place: Place, status: int, complaint: str) -> PublishingError:
    """What `ssh`, `rsync` or a far script says, as staff can use it."""
    if "IDENTIFICATION HAS CHANGED" in complaint:
        return Refused(
            f"Kunci server {place.host} berubah: bisa jadi ada yang menyamar. Tidak ada yang "
            "dikirim. Tanyakan pengelola server; bila memang diganti, hapus kunci lama dengan "
            f"ssh-keygen -R {place.host}."
        )
    if "Host key verification failed" in complaint:
        return Refused(
            f"Server {place.host} belum dikenal. Masuklah sekali dengan ssh {place.login} "
            "dan cocokkan sidik kuncinya, lalu ulangi."
        )
    if "Permission denied (" in complaint or "Too many authentication" in complaint:
        fault = keys.fault(place.key) or "Periksa user dan key di publishconf.py."
        return Refused(f"Server {place.host} menolak kunci SSH kita. {fault}")
    if "No space left" in complaint or "Disk quota" in complaint or "File too large" in complaint:
        return TransferError(
            f"Penyimpanan di {place.whole} penuh; situs tetap seperti semula. "
            "Kosongkan ruang, lalu jalankan humas terbit lagi."
        )
    if status == 75:
        return overtaken()
    if status == 77:
        return Broken(f"Berkas di {place.whole} tidak lengkap; situs tetap seperti semula.")
    if "command not found" in complaint or status == 127:
        return ConfigurationError(f"rsync belum terpasang di server {place.host}.")
    if "Permission denied" in complaint or "Read-only" in complaint:
        return Refused(f"Tidak ada izin menulis di {place.whole}.")
    failure = Broken(
        f"Sambungan ke {place.host} terputus{why(complaint)}; situs tetap utuh. "
        "Jalankan humas terbit lagi untuk melanjutkan."
    )
    return with_report(failure, complaint or f"status {status}")
