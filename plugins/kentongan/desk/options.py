"""What every subcommand shares: `--json`, `-C/--content`, and how both are answered.

    @click.command("daftar", cls=DeskCommand, help=…, epilog=examples("humas daftar"))
    @shared
    def command(content: Path, as_json: bool) -> int | None: …

A command prints through `click.echo`, returns its exit status (None is 0), and raises
`ContentError` for a problem in the content (1) or `click.UsageError` for wrong usage (2).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def shared(function: F) -> F:
    """Adds `content` (a Path) and `as_json` to a command."""
    function = click.option(
        "-C",
        "--content",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("content"),
        show_default=True,
        metavar="FOLDER",
        help="Folder isi situs.",
    )(function)
    return click.option("--json", "as_json", is_flag=True, help="Keluaran JSON untuk mesin.")(
        function
    )


def examples(*lines: str) -> str:
    """The epilog of a help page: its examples, one a line."""
    return "\b\nContoh:\n" + "\n".join(f"  {line}" for line in lines)


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def now() -> datetime:
    """The clock: `HUMAS_NOW` when it is set, else the machine's. Always aware."""
    stated = os.environ.get("HUMAS_NOW", "")
    if not stated:
        return datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        raise click.UsageError(
            f"HUMAS_NOW={stated} bukan waktu; contoh: 2026-11-24T12:00:00+07:00"
        ) from None
    return moment if moment.tzinfo else moment.astimezone()
