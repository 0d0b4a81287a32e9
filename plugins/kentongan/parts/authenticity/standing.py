"""How far the list of releases of a site may be believed: its signature, then its age."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Protocol

from kentongan.domain import addresses
from kentongan.parts.authenticity import freshness, manifest
from kentongan.parts.authenticity.check import Source, SourceError
from kentongan.site import federation, signing


class Memory(Protocol):
    """The highest number that the list had with each key."""

    def get(self, name: str) -> int: ...

    def put(self, name: str, number: int) -> None: ...


def list_state(source: Source, keys: bytes | None, now: datetime, memory: Memory) -> str:
    """The state of the list: that of its signature or, where that holds, of its age.

    The keys are those that are trusted, else those of the site.
    """
    folder = f"/{manifest.FOLDER}"
    root = source.read(f"{folder}/manifest.json")
    try:
        note: dict[str, Any] = json.loads(source.read(f"{folder}/tanda.json"))
        data = keys if keys is not None else source.read(f"{folder}/kunci.json")
    except SourceError:
        return "tanpa-tanda"
    except ValueError:
        return "rusak"
    if not note.get("kunci"):
        return "tanpa-tanda"
    try:
        known = signing.read_keys(data)
        signature = bytes.fromhex(note["tanda"])
    except (ValueError, KeyError, TypeError):
        return "rusak"
    state = signing.signature_state(root, signature, note["kunci"], known, now)
    if state != freshness.FRESH:
        return state
    number = _number(root)
    beat = _heartbeat(source, next(key for key in known if key.name == note["kunci"]))
    seen = max(memory.get(key.name) for key in known)
    memory.put(note["kunci"], max(number, beat.number if beat else 0))
    return freshness.freshness(number, federation.sha256(root), beat, seen, now)


def _number(root: bytes) -> int:
    """The publication number of a signed root; 0 for one that was made before there were any."""
    number = json.loads(root).get("urut")
    return number if type(number) is int else 0


def _heartbeat(source: Source, key: signing.PublicKey) -> federation.Heartbeat | None:
    """The heartbeat, if this key signed it."""
    try:
        data = source.read(addresses.HEARTBEAT)
        is_signed = signing.verify(key, data, source.read(f"{addresses.HEARTBEAT}.sig"))
        return federation.read_heartbeat(data) if is_signed else None
    except (SourceError, ValueError):
        return None
