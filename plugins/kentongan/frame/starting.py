"""Begins a build with the arguments of `pelican`.

Where only this package takes part, Pelican would read the settings and then wait: the build runs
without it. The same bytes come out of `pelican` with these arguments.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentongan.frame import settled
from kentongan.frame.faults import StaffErrors
from kentongan.frame.settled import Asked

if TYPE_CHECKING:
    from kentongan.manuscripts.scan import Files


def start(arguments: Sequence[str], files: Files | None = None) -> int:
    """The exit status of a build. Raises SystemExit with what is to be told.

    `files` are those of the content, where the caller has just looked at them.
    """
    with StaffErrors():
        asked = parse(arguments)
        settings = settled.read(asked) if asked else None
    if settings is None:
        from pelican import main

        main(list(arguments))
        return 0
    from kentongan.frame import building
    from kentongan.site import receivers

    receivers.announce_parts(settings["PLUGINS"])
    return building.run(settings, files)


def parse(arguments: Sequence[str]) -> Asked | None:
    """What simple arguments ask for; None for all that Pelican alone understands."""
    options: dict[str, list[str]] = {"": []}
    values = options[""]
    for argument in arguments:
        if argument.startswith("-"):
            values = options.setdefault(argument, [])
        else:
            values.append(argument)
            if values is not options.get("-e"):  # all others take one value
                values = options[""]
    try:
        ((content,), (file,), (output,)) = (options.pop(name) for name in ("", "-s", "-o"))
        overrides: dict[str, Any] = {"PATH": _place(content), "OUTPUT_PATH": _place(output)}
        for pair in options.pop("-e", []):
            key, value = pair.split("=", 1)
            overrides[key] = json.loads(value)
        (fatal,) = options.pop("--fatal", [""])
        (handler,) = options.pop("--log-handler", ["plain"])
    except (KeyError, ValueError):
        return None
    return None if options or handler != "plain" else Asked(file, overrides, fatal)


def _place(path: str) -> str:
    """As Pelican makes it absolute: without following links."""
    return os.path.abspath(Path(path).expanduser())  # noqa: PTH100
