"""At most one publication at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kentongan.publishing.errors import Busy
from kentongan.storage.locking import Locked, exclusive


@contextmanager
def one_publication(path: Path, who: str) -> Iterator[None]:
    """Hold the lock `path` for the time of the block. Raises Busy with the holder's name."""
    try:
        with exclusive(path, who):
            yield
    except Locked as error:
        raise Busy(
            f"Penerbitan lain sedang berjalan ({error.holder}). Tunggu sampai selesai, lalu ulangi."
        ) from None
