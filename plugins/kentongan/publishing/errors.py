"""What can go wrong while publishing; each error carries the sentence that staff read."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kentongan.storage.reasons import is_of_the_machine, reason


class PublishingError(Exception):
    """A publication did not take place. `str()` is an Indonesian sentence with what to do."""

    report = ""
    """What a mail about the failure shows beyond the sentence."""


class ConfigurationError(PublishingError):
    """The target is not set up, or set up wrongly."""


class Busy(PublishingError):
    """Someone else is publishing, or has published since we looked."""


def overtaken(then: str = "Jalankan humas terbit lagi.") -> Busy:
    """The error where someone else has published since we looked."""
    return Busy(f"Orang lain baru saja menerbitkan. {then}")


class Refused(PublishingError):
    """The target refused us, or we refuse it: credentials, host key, clock."""


class TransferError(PublishingError):
    """The connection or the disk failed on the way. The public site is as it was; run again."""


class NoVersion(PublishingError):
    """There is no earlier version that may be shown again."""


class Held(Refused):
    """Someone rolled the target back; it stays so until the hold is lifted."""


class AfterFailed(PublishingError):
    """The site is published, but a step after the switch failed; the next run repeats it."""

    @classmethod
    def of(cls, command: Sequence[str], why: str) -> AfterFailed:
        return cls(
            f"Situs sudah tayang, tetapi perintah sesudah terbit gagal: {shlex.join(command)} "
            f"({why}). Betulkan, lalu jalankan humas terbit lagi; perintah itu diulang."
        )


def ended(status: int) -> str:
    """How a command ended, in words."""
    return f"berakhir dengan status {status}" if status >= 0 else f"dimatikan sinyal {-status}"


@contextmanager
def disk_faults_in_words() -> Iterator[None]:
    """What a disk of this machine refuses becomes a TransferError."""
    try:
        yield
    except OSError as error:
        if not is_of_the_machine(error):
            raise
        place = error.filename or "berkasnya"
        raise TransferError(
            f"Komputer ini tidak dapat membaca atau menulis {place}: {reason(error)}. Situs yang "
            "tayang utuh. Betulkan, lalu jalankan humas terbit lagi."
        ) from error
