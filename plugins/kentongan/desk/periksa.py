"""`humas periksa`: what the gate and the reader have to say, before anything is published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.domain.problems import Problem, has_errors
from kentongan.domain.units import Registry
from kentongan.storage.writing import write_whole

_MANY = 200  # files; from there on all cores help


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to check a file; workers inherit it."""

    content: Path
    zone: ZoneInfo
    now: datetime
    units: Registry


@click.command(
    "periksa",
    cls=DeskCommand,
    help="Periksa rilis sebelum terbit: data pribadi, nama, tanggal, ejaan, gambar. "
    "Tanpa PATH, semua rilis diperiksa.",
    epilog=examples(
        "humas periksa",
        "humas periksa content/rilis/2026/11/patroli.md",
        "humas periksa --perbaiki content/rilis/2026/11",
    ),
)
@click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]..."
)
@click.option("--sarif", "as_sarif", is_flag=True, help="Keluaran SARIF untuk editor dan CI.")
@click.option(
    "--perbaiki", is_flag=True, help="Terapkan perbaikan yang aman dan tunjukkan bedanya."
)
@shared
def command(
    content: Path, as_json: bool, paths: tuple[Path, ...], as_sarif: bool, perbaiki: bool
) -> int:
    if not paths and not content.is_dir():
        raise click.UsageError(f"Folder {content} tidak ada.")
    files = list(_files(paths or (content / "rilis",)))
    fixed = [change for file in files for change in _repair(file)] if perbaiki else []
    desk = _desk(content)
    problems = list(_check(desk, files))
    _answer(problems, files, content, as_json=as_json, as_sarif=as_sarif, fixed=fixed)
    return 1 if has_errors(problems) else 0


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        found = sorted(path.rglob("*.md")) if path.is_dir() else [path]
        for file in found:
            if file.is_file() and file not in seen:
                seen.add(file)
                yield file


def _desk(content: Path) -> Desk:
    from kentongan.newsroom import configuration

    settings = configuration.load(content)
    return Desk(content, settings.zone, settings.now(), _units(content))


def _units(content: Path) -> Registry:
    from kentongan.manuscripts import unit as units
    from kentongan.manuscripts.markup import Renderer

    renderer = Renderer()
    found = []
    for file in sorted((content / "satuan").glob("*.md")):
        unit, _ = units.read(file.read_bytes(), file.relative_to(content).as_posix(), renderer)
        if unit:
            found.append(unit)
    return Registry(found)


def _check(desk: Desk, files: Sequence[Path]) -> Iterator[Problem]:
    from kentongan.engine.workers import Workers, available_jobs

    jobs = int(os.environ.get("HUMAS_JOBS") or 0) or available_jobs()
    for problems in Workers(jobs).run(check_file, desk, files, few=_MANY):
        yield from problems


def check_file(desk: Desk, file: Path) -> list[Problem]:
    """The problems of one file: a release, or a raw text that is to become one."""
    path = _path_of(desk.content, file)
    try:
        data = file.read_bytes()
    except OSError:
        return [Problem(path, 0, "releases.E019", "Berkas tidak dapat dibaca.")]
    if file.suffix.lower() != ".md":
        return _check_raw(desk, data, path)
    if path.startswith(("satuan/", "halaman/")) or path == "peringatan.md":
        return _check_standing(data, path)
    return _check_release(desk, data, path)


def _check_standing(data: bytes, path: str) -> list[Problem]:
    """A unit, a page or the banner: the build reads them, here the gate alone is asked."""
    from kentongan.gate import core
    from kentongan.manuscripts import frontmatter

    text, problems = frontmatter.decode(data)
    return [*(problem.at(path) for problem in problems), *core.check_standing(text, path)]


def _check_release(desk: Desk, data: bytes, path: str) -> list[Problem]:
    from kentongan.gate import core, permits
    from kentongan.manuscripts import fields, frontmatter
    from kentongan.manuscripts.markup import Renderer
    from kentongan.manuscripts.release import Reader
    from kentongan.parts.images import core as images
    from kentongan.parts.images import findings

    release, problems = Reader(desk.units, desk.zone, desk.now, Renderer()).read(data, path)
    if release is None:
        return problems + _check_raw(desk, data, path)
    text, _ = frontmatter.decode(data)
    values, _ = fields.read(frontmatter.split(text)[0], fields.RELEASE)
    lines = {key: values.line(key) for key in fields.RELEASE.shapes}
    remembered = permits.read(desk.content, Path(".cache"), release.code)
    found, _ = core.check_release(
        release,
        desk.units,
        remembered=remembered,
        lines=lines,
        source=text,
        read=lambda name: (desk.content / name).read_bytes(),
        thorough=True,
    )
    pictures = findings.check(release, desk.content, images.Settings())
    return [*problems, *found, *(one if one.path else one.at(path) for one in pictures)]


def _check_raw(desk: Desk, data: bytes, path: str) -> list[Problem]:
    from kentongan.gate import core
    from kentongan.manuscripts import frontmatter

    text, problems = frontmatter.decode(data)
    found = core.check_raw(text, path, core.allowed_phones(desk.units))
    return [*(problem.at(path) for problem in problems), *found]


def _path_of(content: Path, file: Path) -> str:
    try:
        return file.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        return file.name


def _repair(file: Path) -> list[dict[str, Any]]:
    """Correct a file in place; what was changed."""
    from kentongan.gate import fixes

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    fixed, changes = fixes.fix(text)
    if fixed != text:
        write_whole(file, fixed.encode())
    return [
        {"path": str(file), "line": one.line, "before": one.before, "after": one.after}
        for one in changes
    ]


def _answer(
    problems: Iterable[Problem],
    files: Sequence[Path],
    content: Path,
    *,
    as_json: bool,
    as_sarif: bool,
    fixed: list[dict[str, Any]],
) -> None:
    found = sorted(set(problems))
    if as_sarif:
        from kentongan.gate import sarif

        print_json(sarif.report(found, content.as_posix()))
        return
    if as_json:
        answer: dict[str, Any] = {"problems": [problem.as_json() for problem in found]}
        answer["checked"] = len(files)
        if fixed:
            answer["fixed"] = fixed
        print_json(answer)
        return
    for change in fixed:
        click.echo(f"{change['path']}:{change['line']}: -{change['before']} +{change['after']}")
    click.echo(_report(found, len(files), content))


def _report(found: list[Problem], checked: int, content: Path) -> str:
    from kentongan.domain.problems import render

    errors = sum(problem.severity == "error" for problem in found)
    counts = f"{checked} berkas diperiksa: {errors} masalah, {len(found) - errors} peringatan."
    if not found:
        return counts
    listed = render(found, content.as_posix()).rsplit("\n", 1)[0]
    return f"{listed}\n{counts}"
