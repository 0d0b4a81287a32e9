"""What subcommands read from a content folder: its units and releases."""

from __future__ import annotations

import os
import runpy
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from kentongan.domain.units import Registry, Unit
from kentongan.storage.writing import write_whole

if TYPE_CHECKING:
    from kentongan.domain.release import Release

ZONE = "Asia/Jakarta"
SHIPPED = Path(__file__).resolve().parents[3] / "content" / "satuan"


def units_of(content: Path) -> Registry:
    """The units of `content/satuan/`; in a folder without any, those that come with Kentongan.

    A file that cannot be read is left to the build to report.
    """
    from kentongan.manuscripts.markup import Renderer
    from kentongan.manuscripts.unit import read

    renderer = Renderer()
    found: list[Unit] = []
    folder = content / "satuan"
    if not any(folder.glob("*.md")):
        folder = SHIPPED
    for path in sorted(folder.glob("*.md")):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        unit, _ = read(data, f"satuan/{path.name}", renderer)
        if unit:
            found.append(unit)
    return Registry(found)


def bring_units(content: Path, units: Registry, slug: str) -> list[Path]:
    """Gives a content folder without units the file of this one and of those above it."""
    folder = content / "satuan"
    if any(folder.glob("*.md")) or slug not in units:
        return []
    brought = []
    for unit in (units[slug], *units.ancestors(slug)):
        target = content / unit.path
        write_whole(target, (SHIPPED / target.name).read_bytes())
        brought.append(target)
    return brought


def releases_of(content: Path, units: Registry, moment: datetime) -> Iterator[Release]:
    """The releases of `content/rilis/` that can be read, in the order of their paths."""
    from kentongan.manuscripts.markup import Renderer
    from kentongan.manuscripts.release import Reader

    reader = Reader(units, ZoneInfo(ZONE), moment, Renderer())
    for path in sorted((content / "rilis").rglob("*.md")):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        release, _ = reader.read(data, path.relative_to(content).as_posix())
        if release:
            yield release


def site_address() -> str:
    """The address of the site without a slash at its end: `SITEURL`, else the settings'.

    Says so on standard error when that is only this machine.
    """
    stated = os.environ.get("SITEURL", "")
    if not stated:
        settings = runpy.run_path(str(SHIPPED.parents[1] / "pelicanconf.py"))
        stated = str(settings.get("SITEURL", ""))
    if "//127.0.0.1" in stated:
        click.echo(
            "Catatan: SITEURL belum diatur; alamat di bawah hanya untuk komputer ini.", err=True
        )
    return stated.rstrip("/")
