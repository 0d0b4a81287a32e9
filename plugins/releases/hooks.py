"""Where Pelican meets the engine: the generator, the check before writing, a release's page."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from plugins.build import File, Links, Site
from plugins.domain import problems as findings
from plugins.domain.release import KINDS, Release


def add_generator(pelican: Any) -> type:
    from plugins.releases.generator import ReleasesGenerator

    return ReleasesGenerator


def check(generators: Iterable[Any]) -> None:
    """All problems of the content at once; any error stops before anything is written."""
    generator = next(one for one in generators if hasattr(one, "build"))
    build = generator.build
    if not generator.is_current:
        build.check()
    report = build.problem_report()
    if report:
        build.report.say(report)
    if findings.has_errors(build.problems):
        generator.close()
        sys.exit(1)


def silence_pelican(pelican: Any) -> None:
    """Pelican would close with a line about its own, idle generators."""
    from pelican.log import console

    console.quiet = True


def page_of_release(site: Site, release: Release, links: Links) -> Iterator[File]:
    """The page of a release, in whatever state it is."""
    entry = site.by_code[release.code]
    if links.merged_into:
        page = site.render(
            "redirect.html", target=links.merged_into.url, title=links.merged_into.title
        )
        yield f"{release.url[1:]}index.html", page
        return
    yield (
        f"{release.url[1:]}index.html",
        site.render(
            "release.html",
            release=release,
            entry=entry,
            links=links,
            unit=site.units.get(release.unit),
            ancestors=site.units.ancestors(release.unit),
            sections=(f"satuan/{release.unit}", f"jenis/{release.kind}"),
            lang=release.lang,
            section=KINDS[release.kind],
        ),
    )
