"""Tells a WebSub hub which feeds are new, so that readers hear of a release at once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from plugins.feeds import addresses

TRIES = 3
TIMEOUT = 10.0
_PAUSE = 2.0


@dataclass(frozen=True, slots=True)
class Ping:
    """What became of the news about one feed: `error` is empty when the hub took it."""

    url: str
    tries: int
    error: str = ""


def manifest(output: Path) -> dict[str, str]:
    """SHA-256 of every feed below an output folder, by root-relative address.

    The archive is not among them: nobody subscribes to a page of it.
    """
    root = output / addresses.file(addresses.ROOT)
    archive = root / "arsip"
    found = {}
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.name in addresses.FORMATS and path.is_file() and archive not in path.parents:
            address = "/" + path.relative_to(output).as_posix()
            found[address] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The addresses of feeds that are new or have other bytes than before."""
    return sorted(address for address, digest in after.items() if before.get(address) != digest)


def changed_feeds(before: Path, after: Path) -> list[str]:
    """The same of two output folders; without the first, all feeds are new."""
    return changed(manifest(before), manifest(after))


def ping(
    hub: str,
    origin: str,
    feeds: Iterable[str],
    *,
    client: httpx.Client | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> list[Ping]:
    """Tell `hub` of every feed (root-relative). A hub that fails now is asked again twice."""
    own = client or httpx.Client(timeout=TIMEOUT, follow_redirects=True)
    try:
        base = origin.rstrip("/")
        return [_ping(own, hub, base + addresses.encoded(feed), sleep) for feed in feeds]
    finally:
        if client is None:
            own.close()


def _ping(client: httpx.Client, hub: str, url: str, sleep: Callable[[float], object]) -> Ping:
    error = ""
    for attempt in range(1, TRIES + 1):
        if attempt > 1:
            sleep(_PAUSE * 2 ** (attempt - 2))
        try:
            answer = client.post(hub, data={"hub.mode": "publish", "hub.url": url})
        except httpx.HTTPError as problem:
            error = type(problem).__name__
            continue
        if answer.is_success:
            return Ping(url, attempt)
        error = f"HTTP {answer.status_code}"
        if answer.status_code < 500 and answer.status_code != 429:
            return Ping(url, attempt, error)
    return Ping(url, TRIES, error)
