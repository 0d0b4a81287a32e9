"""Reports faults of the machine as a sentence instead of a traceback."""

from __future__ import annotations

import sqlite3
import sys
from types import TracebackType

from kentongan.domain.settings import SettingsError
from kentongan.storage.trees import OutputError


class StaffErrors:
    """Ends the program with a sentence when the machine is at fault."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            # Pelican would end with status 0, as after a build that went well.
            sys.stderr.write("Dihentikan; situs yang lama tetap seperti semula.\n")
            sys.exit(130)
        if isinstance(error, SettingsError):
            sys.exit(f"pelicanconf.py: {error}")
        if isinstance(error, Exception):
            _end(error)


def _end(error: Exception) -> None:
    from kentongan.engine.core import plain_error
    from kentongan.engine.tasks import TwoOwners
    from kentongan.engine.workers import WorkerError

    if isinstance(error, OSError | sqlite3.Error | OutputError | WorkerError | TwoOwners):
        sys.exit(plain_error(error))
