"""A failed publication is logged, and reported once by mail or webhook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kentongan.publishing import alarm, journal
from kentongan.publishing.errors import PublishingError, disk_faults_in_words
from kentongan.publishing.naming import without_slugs

if TYPE_CHECKING:
    from kentongan.publishing.run import Job


@contextmanager
def reporting(job: Job, command: str) -> Iterator[None]:
    """Log a failure and report it once; after a success the next failure is reported again."""
    memory = job.state / "gagal"
    try:
        with disk_faults_in_words():
            yield
    except PublishingError as error:
        entry = {"perintah": command, "hasil": "gagal", "siapa": job.who}
        entry |= {
            "tujuan": job.options.name,
            "galat": without_slugs(str(error), job.content, job.mark),
        }
        with suppress(OSError):  # a disk may be what failed
            journal.append(job.content, job.now, entry)
        report = without_slugs(f"{error}\n\n{error.report}".strip(), job.content, job.mark)
        for fault in alarm.raise_once(job.settings, memory, job.options.name, report):
            error.add_note(fault)
        raise
    with suppress(OSError):
        alarm.all_clear(memory)
