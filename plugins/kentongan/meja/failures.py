"""Why a publication failed, in words for someone who has buttons and no terminal."""

from __future__ import annotations

import re
import sqlite3

from kentongan.publishing.errors import Busy, PublishingError, TransferError
from kentongan.storage.reasons import reason

OLD_SITE = "Situs yang lama tetap tayang."

# What a command would be told to do, and what a screen offers for it.
_COMMAND = re.compile(r"\b(j)alankan humas terbit lagi(?: untuk melanjutkan)?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\bhumas terbit\b[^()]*\)")  # who publishes
_OTHER_COMMAND = re.compile(r"[^.\n]*\bhumas terbit\b[^.\n]*(?:\.|$)", re.MULTILINE)
_ERROR = re.compile(r"\[[a-z]+\.E\d{3}\]")


class Changed(PublishingError):
    """Someone else changed the file that a decision is about."""


class NotBuilt(PublishingError):
    """The site was not built, so nothing was committed and nothing is public."""


def sentence_of(error: Exception) -> tuple[str, bool]:
    """What people are told, and whether it may pass by itself."""
    if isinstance(error, Changed | NotBuilt):
        return f"{error} {OLD_SITE}", False
    if isinstance(error, PublishingError):
        told = " ".join([str(error), *getattr(error, "__notes__", [])])
        return without_commands(told), isinstance(error, TransferError | Busy)
    if isinstance(error, OSError):
        return f"Berkas tidak dapat ditulis: {reason(error)}. {OLD_SITE}", True
    if isinstance(error, sqlite3.Error):
        return f"Data meja tidak dapat ditulis. {OLD_SITE}", True
    return f"{error} {OLD_SITE}", False


def without_commands(sentence: str) -> str:
    """A sentence for someone who has buttons and no terminal."""
    words = _COMMAND.sub(
        lambda found: ("K" if found[1] == "J" else "k") + "etuk Coba terbitkan lagi",
        _IN_BRACKETS.sub("", sentence),
    )
    return " ".join(_OTHER_COMMAND.sub("", words).split())


def why_not_built(error: PublishingError) -> str:
    """The first problems of the report, which hold no personal data."""
    lines = [line.strip() for line in error.report.splitlines()]
    problems = [line for line in lines if _ERROR.search(line)]
    told = " ".join(problems[:3])
    return f"{error} {told}".strip()
