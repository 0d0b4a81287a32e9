"""Addresses that a CDN must purge: withdrawn ones first, repeated until it confirms.

The list is written before the switch, so that a killed run loses none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kentongan.publishing import network, rules, secrets
from kentongan.publishing.changes import describe, is_withdrawn, touched_entries
from kentongan.publishing.core import Plan
from kentongan.publishing.errors import ConfigurationError
from kentongan.publishing.facts import SiteFacts
from kentongan.storage.writing import write_whole

MOST = 30  # addresses in one request, as many as the smallest CDN plans allow
KEYS = frozenset({"address", "header", "value_env", "most"})


def addresses(plan: Plan, origin: str) -> list[str]:
    """Files that were removed or changed, the removed ones first."""
    gone = sorted(plan.difference.dropped)
    changed = sorted(plan.difference.changed, key=lambda path: (not rules.is_release(path), path))
    return full((*gone, *changed), origin)


def full(paths: Iterable[str], origin: str) -> list[str]:
    """The whole addresses of files of the site."""
    return [origin.rstrip("/") + quote(rules.address(path)) for path in paths]


def withdrawn(plan: Plan, origin: str) -> list[str]:
    """What must be forgotten before all else: removed files, and what now says it is withdrawn."""
    codes = {
        path.rpartition("/")[2].removesuffix(".json")
        for path, entry in touched_entries(plan)
        if is_withdrawn(entry)
    }
    changed = plan.difference.changed
    noticed = (path for path in changed if any(code in path for code in codes))
    items = describe(plan, SiteFacts()).withdrawn
    pages = [origin.rstrip("/") + quote(item.address) for item in items]
    return list(dict.fromkeys([*full((*plan.difference.dropped, *noticed), origin), *pages]))


def add(file: Path, addresses: Iterable[str], first: Iterable[str] = ()) -> None:
    """Add addresses to those that still wait; `first` are asked for before them."""
    waiting = list(dict.fromkeys([*first, *_waiting(file), *addresses]))
    if waiting:
        write_whole(file, json.dumps(waiting).encode())


def send(file: Path, words: Mapping[str, Any]) -> str:
    """Ask the CDN to forget what waits; why some still waits, or nothing.

    Raises ConfigurationError for a wrong table in the settings.
    """
    check(words)
    waiting = _waiting(file)
    complaint = ""
    for chunk in _chunks(waiting, int(words.get("most", MOST))):
        complaint = _post(chunk, words)
        if complaint:
            break
        waiting = waiting[len(chunk) :]
        write_whole(file, json.dumps(waiting).encode())
    if not waiting:
        file.unlink(missing_ok=True)
    return complaint and f"Cache CDN belum kosong untuk {len(waiting)} alamat ({complaint})."


def check(words: Mapping[str, Any]) -> None:
    """Raises ConfigurationError for a table that cannot be used."""
    unknown = sorted(set(words) - KEYS)
    if unknown or not words.get("address"):
        raise ConfigurationError(
            "HUMAS_PUBLISHING_PURGE: isi address; kunci yang ada: " + ", ".join(sorted(KEYS)) + "."
        )


def _post(chunk: Sequence[str], words: Mapping[str, Any]) -> str:
    headers = {}
    if words.get("header"):
        variable = str(words.get("value_env", ""))
        headers[str(words["header"])] = secrets.read(variable)
        if not headers[str(words["header"])]:
            return f"{variable or 'value_env'} kosong"
    reply, fault = network.ask(
        "POST",
        str(words["address"]),
        json={"files": list(chunk)},
        headers=headers,
        repeatable=True,
    )
    if reply is None or reply.is_success:
        return fault
    return f"HTTP {reply.status_code}"


def _chunks(waiting: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(waiting), max(1, most)):
        yield waiting[start : start + max(1, most)]


def _waiting(file: Path) -> list[str]:
    try:
        waiting = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return []
    return [str(address) for address in waiting] if isinstance(waiting, list) else []
