"""What Git says while texts are shared, as staff can use it: without a word of Git."""

from __future__ import annotations

import re

from kentongan.publishing.errors import PublishingError, Refused, TransferError
from kentongan.publishing.far import refusal, why, with_report

# Git names its own files, or its store of objects.
_OWN_FILE = re.compile(r"(?<!\w)\.git/|FETCH_HEAD|unable to (create|write) (temporary|loose)")
UNCHANGED = "Situs tetap seperti semula."


class Rejected(TransferError):
    """The server has commits that we do not have."""


def error_from(complaint: str) -> PublishingError:
    """What staff can do about it, without a word of Git."""
    if "[rejected]" in complaint or "fetch first" in complaint or "non-fast-forward" in complaint:
        return Rejected("Rekan baru saja mengirim naskah. Jalankan humas terbit lagi.")
    if "hook declined" in complaint or "[remote rejected]" in complaint:
        error = Refused(
            f"Server naskah menolak kiriman kita menurut aturannya. {UNCHANGED} Minta pengelola "
            "melihatnya, lalu jalankan humas terbit lagi."
        )
        return with_report(error, complaint)
    if own := _of_this_machine(complaint):
        return own
    if known := refusal(complaint, "server naskah"):
        return known
    if "would be overwritten" in complaint or "not uptodate" in complaint:
        return Refused(
            "Berkas di komputer ini diubah di luar naskah, dan rekan juga mengubahnya: "
            f"{_files_in(complaint)}. {UNCHANGED} Minta pengelola melihatnya, lalu ulangi."
        )
    if "unknown option" in complaint or "usage: git merge-tree" in complaint:
        return Refused("Program git di komputer ini terlalu lama; perlu versi 2.38 ke atas.")
    failure = TransferError(
        f"Naskah rekan tidak dapat diambil atau dikirim{why(complaint)}. {UNCHANGED} "
        "Periksa sambungan, lalu jalankan humas terbit lagi."
    )
    return with_report(failure, complaint)


def _of_this_machine(complaint: str) -> PublishingError | None:
    """An error if the folder of the history here cannot be written; what servers say is marked."""
    lines = [line for line in complaint.splitlines() if not line.startswith("remote:")]
    own = "\n".join(line for line in lines if _OWN_FILE.search(line))
    if "No space left" in own or "Disk quota" in own:
        return TransferError(
            f"Penyimpanan komputer ini penuh. {UNCHANGED} Kosongkan ruang, lalu ulangi."
        )
    reasons = ("Read-only file system", "Permission denied", "insufficient permission")
    if any(words in own for words in reasons):
        return Refused(
            f"Riwayat naskah di komputer ini tidak dapat ditulis. {UNCHANGED} Minta pengelola "
            "memberi izin tulis (mungkin humas pernah dijalankan sebagai root), lalu ulangi."
        )
    return None


def _files_in(complaint: str) -> str:
    named = [line.strip() for line in complaint.splitlines() if line.startswith("\t")]
    quoted = [line.split("'")[1] for line in complaint.splitlines() if line.count("'") >= 2]
    return ", ".join((named or quoted or ["tidak disebut"])[:5])
