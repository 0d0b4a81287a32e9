"""`humas periksa-situs`: checks whether a live site follows the rules."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.newsroom.errors import NewsroomError


@click.command(
    "periksa-situs",
    cls=DeskCommand,
    help="Periksa situs yang tayang: keamanan, jenis berkas, cache, pengalihan.",
    epilog=examples(
        "humas periksa-situs https://humas.example",
        "humas periksa-situs https://humas.example --pindah /alamat/lama/",
    ),
)
@click.argument("url", metavar="ALAMAT")
@click.option("--pindah", "moved", multiple=True, metavar="ALAMAT", help="Harus dialihkan (301).")
@click.option("--dicabut", "gone", multiple=True, metavar="ALAMAT", help="Harus dijawab 410.")
@shared
def command(
    content: Path, as_json: bool, url: str, moved: tuple[str, ...], gone: tuple[str, ...]
) -> int:
    import httpx

    from kentongan.publishing import checker, facts
    from kentongan.publishing.core import Settings
    from kentongan.publishing.errors import ConfigurationError

    if not url.startswith(("http://", "https://")):
        raise click.UsageError(f"{url} bukan alamat situs; contoh: https://humas.example")
    output = Path(os.environ.get("OUTPUT", "output"))
    known = facts.SiteFacts()
    if not (moved or gone):
        try:
            known = facts.load(output / Settings().facts, url)
        except ConfigurationError as error:
            raise NewsroomError(str(error)) from error
    try:
        findings = checker.check(
            url, moved or tuple(sorted(known.redirects))[:5], gone or known.gone[:5]
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NewsroomError(f"{url} tidak dapat dibuka: {_why(error)}.") from None
    bad = [finding for finding in findings if not finding.ok]
    if as_json:
        print_json({"periksa": [finding.as_json() for finding in findings], "masalah": len(bad)})
    else:
        for finding in bad:
            click.echo(f"{finding.address}: [{finding.code}] {finding.message}")
            if finding.fix:
                click.echo(f"    Perbaiki: {finding.fix}")
        click.echo(f"{len(findings)} hal diperiksa, {len(bad)} masalah.")
    return 1 if bad else 0


def _why(error: Exception) -> str:
    """Why the site cannot be reached, in words."""
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return "situs tidak menjawab"
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return "alamatnya keliru"
    if isinstance(error, httpx.TooManyRedirects):
        return "pengalihannya berputar"
    if isinstance(error, httpx.ConnectError):
        return "tidak tersambung; periksa alamat dan jaringan"
    return "sambungannya terputus"
