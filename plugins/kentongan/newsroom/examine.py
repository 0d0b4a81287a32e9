"""Examines a live site: whether its server follows the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.publishing import checker, facts
from kentongan.publishing.checker import Finding
from kentongan.publishing.core import Settings
from kentongan.publishing.errors import ConfigurationError

_FEW = 5  # addresses of each kind that are asked for


@dataclass(frozen=True, slots=True)
class Examined:
    """All that was looked at."""

    findings: tuple[Finding, ...]

    @property
    def bad(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.ok]

    def as_json(self) -> dict[str, Any]:
        rows = [finding.as_json() for finding in self.findings]
        return {"periksa": rows, "masalah": len(self.bad)}


def examine(
    url: str, output: Path, moved: Sequence[str] = (), gone: Sequence[str] = ()
) -> Examined:
    """Ask the site at `url`, also for addresses that moved or are gone.

    Where neither is stated, some that the site in `output` knows. Raises NewsroomError.
    """
    if not url.startswith(("http://", "https://")):
        raise RequestError(f"{url} bukan alamat situs; contoh: https://humas.example")
    if not (moved or gone):
        known = _known(output, url)
        moved, gone = sorted(known.redirects)[:_FEW], known.gone[:_FEW]
    try:
        return Examined(tuple(checker.check(url, tuple(moved), tuple(gone))))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NewsroomError(f"{url} tidak dapat dibuka: {_why(error)}.") from None


def _known(output: Path, url: str) -> facts.SiteFacts:
    try:
        return facts.load(output / Settings().facts, url)
    except ConfigurationError as error:
        raise NewsroomError(str(error)) from error


def _why(error: Exception) -> str:
    """Why the site cannot be reached, in words."""
    if isinstance(error, httpx.TimeoutException):
        return "situs tidak menjawab"
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return "alamatnya keliru"
    if isinstance(error, httpx.TooManyRedirects):
        return "pengalihannya berputar"
    if isinstance(error, httpx.ConnectError):
        return "tidak tersambung; periksa alamat dan jaringan"
    return "sambungannya terputus"
