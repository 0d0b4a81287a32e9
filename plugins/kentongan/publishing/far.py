"""Why a server could not be asked, in words for staff, from what ssh, rsync and Git say.

Their English goes into the report of the error, which reaches the mail and not the screen.
"""

from __future__ import annotations

import re
from typing import TypeVar

from kentongan.publishing.errors import PublishingError, Refused, TransferError

Error = TypeVar("Error", bound=PublishingError)

# The first that fits. `{server}` is `server naskah`, say.
_REFUSED: tuple[tuple[str, str], ...] = (
    (
        "HOST IDENTIFICATION HAS CHANGED",
        "Kunci {server} berubah: bisa jadi ada yang menyamar. Tanyakan dulu.",
    ),
    (
        "Host key verification failed",
        "{server} belum dikenal; masuklah sekali dengan ssh, lalu ulangi.",
    ),
    (
        "[Cc]ertificate",
        "Sertifikat {server} tidak berlaku: kedaluwarsa, atas nama lain, atau jam komputer ini "
        "keliru; bisa jadi ada yang menyamar. Tidak ada yang dikirim. Periksa jam komputer ini; "
        "bila sudah benar, minta pengelola server memperbarui sertifikatnya.",
    ),
    (
        r"Permission denied \(|Too many authentication",
        "{server} menolak kita. Periksa kunci SSH atau sandi; kunci yang berkata sandi dibuka dulu "
        "dengan ssh-add.",
    ),
    (
        r"Permission denied|Authentication failed|could not read (Username|Password)"
        r"|returned error: 40[13]|Permission to \S+ denied|[Aa]ccess denied",
        "{server} menolak kita. Periksa kunci SSH atau sandi.",
    ),
)
_MISSING = r"[Rr]epository\b.* not found|not appear to be a git repository"
_BROKEN: tuple[tuple[str, str], ...] = (
    (
        r"resolve (host|proxy)|Name or service not known|name resolution",
        "nama server tidak ditemukan",
    ),
    (r"[Tt]imed? ?out|Operation too slow", "server tidak menjawab"),
    (
        r"refused|(Couldn't|[Cc]ould not|Failed to|unable to) connect",
        "server tidak dapat dihubungi",
    ),
    (r"unreachable|No route to host", "tidak ada jaringan ke sana"),
    (r"returned error: 5\d\d", "server sedang bermasalah"),
    (
        r"[Cc]onnection|[Bb]roken pipe|hung up|early EOF|unexpected|RPC failed|Error in the HTTP",
        "sambungan putus di tengah",
    ),
)


def refusal(complaint: str, server: str) -> PublishingError | None:
    """An error if the server denied access, is none of ours or is full; None for anything else."""
    for pattern, words in _REFUSED:
        if re.search(pattern, complaint):
            sentence = words.format(server=server)
            return with_report(Refused(sentence[0].upper() + sentence[1:]), complaint)
    if re.search(_MISSING, complaint):
        sentence = (
            f"Di {server} tidak ada repositori dengan alamat itu, atau akun kita tidak boleh "
            "membacanya. Situs tetap seperti semula. Minta pengelola memeriksa alamatnya."
        )
        return with_report(TransferError(sentence), complaint)
    if "No space left" in complaint or "Disk quota" in complaint:
        return TransferError(f"Penyimpanan {server} penuh; situs tetap seperti semula.")
    return None


def why(complaint: str) -> str:
    """` (server tidak menjawab)`, to stand in a sentence; empty where no words are known."""
    found = (words for pattern, words in _BROKEN if re.search(pattern, complaint))
    words = next(found, "")
    return f" ({words})" if words else ""


def with_report(error: Error, complaint: str) -> Error:
    """The error with what the program said, for whoever looks after the machines."""
    error.report = complaint[-2000:]
    return error
