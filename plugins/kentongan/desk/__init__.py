"""The `humas` command: one module a subcommand, each loaded only when it is called."""

from __future__ import annotations

from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> None:
    """Entry point of the console script; ends the process with 0, 1 or 2."""
    import sys

    from kentongan.desk.cli import humas

    for stream in (sys.stdout, sys.stderr):
        # File names may hold invalid characters; printing them must not fail.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]

    humas.main(args=None if args is None else list(args), prog_name="humas")
