"""What every subcommand shares: `--json`, `-C/--content`, and how both are answered.

    @click.command("daftar", cls=DeskCommand, help=…, epilog=examples("humas daftar"))
    @shared
    def command(content: Path, as_json: bool) -> int | None: …

A command prints through `click.echo` and returns its exit status (None is 0). What the newsroom
refuses ends it with 1, wrong usage (`click.UsageError`, `RequestError`) with 2.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def _content_here() -> Path:
    """`content` where it is; below a project, the folder that the project builds."""
    here = Path("content")
    if here.is_dir():
        return here
    from kentongan.newsroom.configuration import find_project, load

    project = find_project()
    return load().content if project and project != Path.cwd() else here


def shared(function: F) -> F:
    """Adds `content` (a Path) and `as_json` to a command."""
    function = click.option(
        "-C",
        "--content",
        type=click.Path(file_okay=False, path_type=Path),
        default=_content_here,
        show_default="content",
        metavar="FOLDER",
        help="Folder isi situs.",
    )(function)
    return click.option("--json", "as_json", is_flag=True, help="Keluaran JSON untuk mesin.")(
        function
    )


def clocked(function: F) -> F:
    """Adds `stated_now`: the clock of a command, for tests and schedulers."""
    return click.option(
        "--sekarang", "stated_now", default="", hidden=True, help="Waktu yang dianggap sekarang."
    )(function)


def examples(*lines: str) -> str:
    """The epilog of a help page: its examples, one a line."""
    return "\b\nContoh:\n" + "\n".join(f"  {line}" for line in lines)


def print_json(value: object) -> None:
    """One JSON value, in signs that every output can carry."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, or a terminal without these letters
        text = json.dumps(value, indent=2)
    click.echo(text)
