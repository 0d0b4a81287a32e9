"""The file `content/peringatan.md` to the banner that stands above all pages."""

from __future__ import annotations

from datetime import datetime, tzinfo

from kentongan.domain import dates
from kentongan.domain.pages import Banner
from kentongan.domain.problems import Problem
from kentongan.manuscripts import fields, frontmatter
from kentongan.manuscripts.markup import Renderer

LEVELS = ("info", "waspada", "darurat")


def read(
    data: bytes, path: str, renderer: Renderer, zone: tzinfo
) -> tuple[Banner | None, list[Problem]]:
    """The site-wide notice in the file `path`."""
    content, problems = frontmatter.decode(data)
    source, more = frontmatter.split(content)
    values, unknown = fields.read(source, fields.NOTICE)
    problems += [*more, *unknown]
    moments: dict[str, datetime | None] = {}
    for key in ("Berlaku-Mulai", "Berlaku-Sampai"):
        moments[key], wrong = _moment(values, key, zone)
        problems += wrong
    level = values.text("Tingkat", "info").casefold()
    if level not in LEVELS:
        problems.append(
            Problem(
                "",
                values.line("Tingkat"),
                "pages.E003",
                f'Tingkat "{level}" tidak dikenal.',
                f"pilihannya: {', '.join(LEVELS)}.",
            )
        )
    title = values.text("Judul")
    if not title and not more:
        problems.append(
            Problem("", 0, "pages.E002", "Peringatan tanpa Judul.", "tambahkan baris Judul: ….")
        )
    banner = None
    if title:
        text = renderer.render(source.body, path).html
        banner = Banner(title, level, text, moments["Berlaku-Sampai"], moments["Berlaku-Mulai"])
    return banner, [problem.at(path) for problem in problems]


def _moment(values: fields.Values, key: str, zone: tzinfo) -> tuple[datetime | None, list[Problem]]:
    written = values.text(key)
    if not written:
        return None, []
    try:
        parsed = dates.parse(written, zone)
    except dates.DateError:
        problem = Problem(
            "",
            values.line(key),
            "pages.E004",
            f'{key} "{written}" tidak dikenali.',
            'tulis misalnya "12 Februari 2026, 14.30 WIB".',
        )
        return None, [problem]
    if key == "Berlaku-Sampai" and not parsed.has_time:
        return parsed.moment.replace(hour=23, minute=59, second=59), []
    return parsed.moment, []
