"""What a publication changes, for staff: new, changed, withdrawn, removed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kentongan.domain import addresses
from kentongan.publishing import rules
from kentongan.publishing.core import Plan
from kentongan.publishing.facts import SiteFacts
from kentongan.publishing.manifest import Difference

# One object a release, in ninjs; the lists of months lie deeper.
_ENTRY = re.compile(addresses.api_release(r"[0-9A-Z]{3}-?[0-9A-Z]{3}-?[0-9A-Z]{3}")[1:])
_MEDIA = tuple(
    folder[1:] for folder in (addresses.PICTURES, addresses.CARDS, addresses.ATTACHMENTS)
)


@dataclass(frozen=True, slots=True)
class Item:
    address: str
    title: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    new: tuple[Item, ...]
    corrected: tuple[Item, ...]
    withdrawn: tuple[Item, ...]
    moved: tuple[str, ...]
    closed: int
    """Addresses that answer 410 from now on. They may hold a name, so they are only counted."""
    removed: tuple[str, ...]
    files: int
    dropped: int
    bytes: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def lines(self) -> list[str]:
        """The report that staff read before they say yes."""
        lines: list[str] = []
        for label, items in (
            ("Baru", self.new),
            ("Diubah", self.corrected),
            ("Dicabut", self.withdrawn),
        ):
            lines += _listed(label, [_shown(item) for item in items])
        lines += _listed("Pindah alamat", list(self.moved))
        if self.closed:
            lines.append(f"Alamat ditutup: {self.closed}")
        lines += _listed("Alamat hilang", list(self.removed))
        lines.append(
            f"{self.files} berkas dikirim ({size(self.bytes)}), {self.dropped} berkas dihapus."
        )
        return lines


def describe(plan: Plan, facts: SiteFacts) -> Changes:
    """Read the changed entries of the site's own API; addresses alone if it has no API."""
    difference = plan.difference
    new = [_item(path, entry) for path, entry in added_entries(plan)]
    touched = touched_entries(plan)
    withdrawn = [_item(path, entry) for path, entry in touched if is_withdrawn(entry)]
    corrected = [_item(path, entry) for path, entry in touched if not is_withdrawn(entry)]
    lost = [rules.address(path) for path in difference.dropped if path.endswith("index.html")]
    if not new:
        new = [Item(rules.address(path)) for path in difference.added if _is_page(path)]
    paths = difference.put
    return Changes(
        new=tuple(sorted(new, key=lambda item: item.address)),
        corrected=tuple(sorted(corrected, key=lambda item: item.address)),
        withdrawn=tuple(sorted(withdrawn, key=lambda item: item.address)),
        moved=tuple(sorted(address for address in lost if address in facts.redirects)),
        closed=sum(facts.covers(address) and address not in facts.redirects for address in lost),
        removed=tuple(sorted(address for address in lost if not facts.covers(address))),
        files=len(paths),
        dropped=len(difference.dropped),
        bytes=sum(
            source.stat().st_size for path in paths for _, source in plan.publication.sources(path)
        ),
    )


def size(count: int) -> str:
    """`1,4 MB`: a number of bytes as staff read it."""
    if count < 1000:
        return f"{count} bita"
    if count < 1_000_000:
        return f"{count / 1000:.1f} kB".replace(".", ",")
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")


def codes(items: Iterable[Item]) -> list[str]:
    """How the log names releases: a code may stay when a title must be removed."""
    return [item.code for item in items if item.code]


def lost_pages(plan: Plan, facts: SiteFacts) -> list[str]:
    """Addresses of releases that would disappear without a withdrawal."""
    gone = (rules.address(path) for path in plan.difference.dropped if _is_page(path))
    return sorted(address for address in gone if not facts.covers(address))


def removed_files(plan: Plan, codes: Iterable[str]) -> list[str]:
    """Addresses of pictures, attachments and other files that go with these releases."""
    named = tuple(codes)
    return [
        rules.address(path)
        for path in plan.difference.dropped
        if path.startswith(_MEDIA) or any(code in path for code in named)
    ]


def way_lines(difference: Difference) -> list[str]:
    """What a rollback would do, as staff read it before they say yes."""
    lines = [
        line
        for label, paths in (
            ("Tayang lagi", difference.added),
            ("Hilang dari situs", difference.dropped),
            ("Kembali ke isi lama", difference.changed),
        )
        for line in _listed(label, [rules.address(path) for path in paths if _is_page(path)])
    ]
    count = len(difference.put) + len(difference.dropped)
    return [*lines, f"{count} berkas berubah."]


def is_withdrawn(entry: Mapping[str, Any]) -> bool:
    return entry.get("pubStatus") == "canceled"


def added_entries(plan: Plan) -> list[tuple[str, Mapping[str, Any]]]:
    """The new objects of the API, by path."""
    return [(path, _entry(plan, path)) for path in plan.difference.added if _is_entry(path)]


def touched_entries(plan: Plan) -> list[tuple[str, Mapping[str, Any]]]:
    """The changed objects of the API, by path."""
    return [(path, _entry(plan, path)) for path in plan.difference.changed if _is_entry(path)]


def _is_entry(path: str) -> bool:
    return _ENTRY.fullmatch(path) is not None


def _is_page(path: str) -> bool:
    return rules.is_release(path) and path.endswith("index.html")


def _entry(plan: Plan, path: str) -> Mapping[str, Any]:
    return entry_in(plan.publication.sources(path)[0][1])


def entry_in(file: Path) -> Mapping[str, Any]:
    """An object of the API; empty where there is none."""
    try:
        entry = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return entry if isinstance(entry, dict) else {}


def _item(path: str, entry: Mapping[str, Any]) -> Item:
    renditions = entry.get("renditions")
    href = renditions[0].get("href", "") if isinstance(renditions, list) and renditions else ""
    address = urlsplit(str(href)).path or "/" + path
    code = path.rpartition("/")[2].removesuffix(".json")
    return Item(address, str(entry.get("title", "")), code)


def _shown(item: Item) -> str:
    return f"{item.title} ({item.address})" if item.title else item.address


def _listed(label: str, items: list[str], most: int = 20) -> list[str]:
    if not items:
        return []
    shown = [f"  {text}" for text in items[:most]]
    if len(items) > most:
        shown.append(f"  … dan {len(items) - most} lagi")
    return [f"{label}: {len(items)}", *shown]
