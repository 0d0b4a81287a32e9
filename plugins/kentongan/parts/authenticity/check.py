"""Finds the release that a pasted text, link or code belongs to, from the files of a site.

`theme/static/js/lib/check.js` takes the same steps over the network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit
from zlib import crc32

from kentongan.domain import addresses, codes
from kentongan.parts.authenticity import shingles
from kentongan.parts.authenticity.compare import Change, Verdict, compare
from kentongan.parts.authenticity.originals import Original, originals
from kentongan.parts.authenticity.words import MAX_CHARACTERS, clean, tokenise
from kentongan.site import segments

MANIFEST = addresses.WELL_KNOWN + "manifest"
SHARDS_AT_ONCE = 3
ROUNDS = 3
COMPARED = 6
MOST_COMPARED = 12
# Among texts that are nearly alike the hashes that tell them apart are few: more are asked for.
ROUNDS_AMONG_LIKE = 10
MOST_COMPARED_AMONG_LIKE = 48
TITLE_WORDS = 40  # a longer text is no title
# 1 to 12 divide it: so many releases with the same hash have whole votes, here as in the browser.
_VOTE = 27_720
_ORDER = {"asli": 0, "potongan": 1, "diubah": 2}
_CODE = re.compile(r"[0-9A-Za-z](?:[\s-]*[0-9A-Za-z]){7,9}")
_SHORT_LINK = re.compile(rf"{addresses.CODES}([0-9A-Za-z-]{{9,11}})/?$")


class SourceError(Exception):
    """A file of the site is missing, damaged or cannot be fetched."""


class Source(Protocol):
    """The files of a site. `read` takes a root-relative path and raises SourceError."""

    def read(self, path: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """`reason` tells why nothing was found: kosong, terlalu-panjang, terlalu-pendek, kode,
    tautan, luar (a link to another site) or teks. `nearest` are codes that a mistyped one may
    have meant. `trouble` are files that could not be read.
    """

    result: str
    code: str = ""
    entry: Mapping[str, Any] | None = None
    verdict: Verdict | None = None
    reason: str = ""
    nearest: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.verdict.changes if self.verdict else ()


@dataclass(frozen=True, slots=True)
class _Match:
    """How near a paste is to a release: by its words, or by the hashes of a withdrawn one."""

    rank: tuple[int, int, float]  # lower is nearer
    entry: Mapping[str, Any]
    verdict: Verdict | None = None
    is_notice: bool = False

    @property
    def result(self) -> str:
        """A withdrawn release is withdrawn, but for a notice of it that was altered."""
        verdict = self.verdict
        is_shown = self.entry["status"] == "terbit"
        if verdict and (is_shown or (self.is_notice and verdict.result == "diubah")):
            return verdict.result
        return _state(self.entry)


class Checker:
    """Checks texts against one site; each file is read once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._nodes: dict[str, Any] = {}
        self._prepared: dict[str, list[Original]] = {}
        self._trouble: list[str] = []

    def check(self, text: str) -> Answer:
        self._trouble = []
        plain = text.strip()
        if not plain:
            return Answer("tidak-ditemukan", reason="kosong")
        if len(plain) > MAX_CHARACTERS:
            return Answer("tidak-ditemukan", reason="terlalu-panjang")
        if _CODE.fullmatch(plain) and re.search(r"[0-9-]", plain):
            return self._by_code(plain)
        if re.fullmatch(r"https?://\S+|www\.\S+", plain, re.I):
            return self._by_link(plain)
        return self._by_text(clean(plain))

    def _by_code(self, text: str) -> Answer:
        try:
            code = codes.normalise(text)
        except codes.CodeError:
            known = (near for near in codes.near(text) if self._entry(near))
            return self._answer("tidak-ditemukan", reason="kode", nearest=tuple(known))
        entry = self._entry(code)
        if not entry:
            return self._answer("tidak-ditemukan", code="", reason="kode")
        return self._answer(_state(entry), code=code, entry=entry)

    def _by_link(self, text: str) -> Answer:
        link = text if "://" in text else f"https://{text}"
        path = self._path(link)
        if path is None:
            return self._answer("tidak-ditemukan", reason="luar")
        short = _SHORT_LINK.search(path)
        if short:
            return self._by_code(short[1])
        entry = self._at(link)
        if not entry:
            return self._answer("tidak-ditemukan", reason="tautan")
        return self._answer(_state(entry), code=entry["kode"], entry=entry)

    def _path(self, link: str) -> str | None:
        """The path of a link below the site; None where it leads elsewhere."""
        try:
            parts = urlsplit(link)
        except ValueError:
            return ""
        root = self._node("")
        home = urlsplit(root["situs"]) if root else None
        if home and home.netloc and _host(parts.netloc) != _host(home.netloc):
            return None
        path = parts.path
        if home and home.path and path.startswith(home.path):
            path = path[len(home.path) :]
        return path

    def _at(self, link: str) -> Mapping[str, Any] | None:
        """The release at a full address of the site."""
        path = self._path(link)
        if not path:
            return None
        path = path.rstrip("/") + "/"
        number = crc32(f"url:{path}".encode())
        for start in self._owners([number]).get(number, []):
            for entry in self._entries(start):
                if entry.get("alamat") == path:
                    return entry
        return None

    def _by_text(self, pasted: str) -> Answer:
        forms = [token.form for token in tokenise(pasted)]
        words = [form for form in forms if not form.startswith(("kode:", "url:"))]
        numbers = shingles.fingerprints(words)
        named = self._named(forms)
        best = self._best(pasted, numbers, named) if numbers or named else None
        if not best and len(words) <= TITLE_WORDS:
            best = self._best(pasted, [shingles.of_title(words)], [])
        if best:
            code = best.entry["kode"]
            return self._answer(best.result, code=code, entry=best.entry, verdict=best.verdict)
        for code in named:
            withdrawn = self._entry(code)
            if withdrawn and _state(withdrawn) == "dicabut":
                return self._answer("dicabut", code=code, entry=withdrawn)
        reason = "teks" if numbers else "terlalu-pendek"
        return self._answer("tidak-ditemukan", reason=reason)

    def _best(self, pasted: str, numbers: list[int], named: list[str]) -> _Match | None:
        """The release that a text is nearest to, among those that share hashes with it."""
        best: _Match | None = None
        seen: set[str] = set()
        votes: dict[str, int] = {}
        for turn in range(ROUNDS_AMONG_LIKE):
            asked = numbers[turn * SHARDS_AT_ONCE : (turn + 1) * SHARDS_AT_ONCE]
            is_late = turn >= ROUNDS or (turn > 0 and not asked)
            if is_late and not (best and _has_rival(votes, seen)):
                break
            owners = self._owners(asked)
            for starts in owners.values():
                for start in starts:
                    votes[start] = votes.get(start, 0) + _VOTE // len(starts)
            wanted = sorted(votes, key=lambda start: (-votes[start], start))
            if is_late:
                wanted = [start for start in wanted if start not in seen]
            first = [] if turn else [code.replace("-", "")[:4] for code in named]
            for start in [*first, *wanted[:COMPARED]]:
                most = MOST_COMPARED_AMONG_LIKE if is_late else MOST_COMPARED
                if start in seen or len(seen) >= most:
                    continue
                seen.add(start)
                for entry in self._entries(start):
                    match = self._nearest(entry, pasted, numbers)
                    if match and (best is None or match.rank < best.rank):
                        best = match
            is_sure = len(owners) > 1 and votes.keys() <= seen  # all who share a hash were compared
            if best and (best.rank[0] <= min(turn, 1) or (is_sure and _has_all(best, owners))):
                break
        return best

    def _named(self, forms: list[str]) -> list[str]:
        """The codes of the releases that a text names by code or by address."""
        named = []
        links = dict.fromkeys(form for form in forms if form.startswith(("kode:", "url:")))
        for form in list(links)[:MOST_COMPARED]:
            kind, _, rest = form.partition(":")
            short = _SHORT_LINK.search(rest)
            if kind == "kode":
                named.append(rest)
            elif short:
                named.append(short[1].upper())
            elif entry := self._at(f"https://{rest}"):
                named.append(entry["kode"])
        return named

    def _answer(self, result: str, **parts: Any) -> Answer:
        return Answer(result, trouble=tuple(self._trouble), **parts)

    def _nearest(self, entry: Mapping[str, Any], pasted: str, numbers: list[int]) -> _Match | None:
        """How well a release fits the paste: by the one of its texts that explains most of it, or,
        for a withdrawn one, by hashes.
        """
        matches = [
            _Match(rank, entry, verdict, original.is_notice)
            for original in self._originals(entry)
            if (rank := _rank(verdict := compare(original, pasted)))
        ]
        matches.sort(key=lambda match: (match.verdict.distance if match.verdict else 0, match.rank))
        near = self._resemblance(entry, numbers) if "sidik" in entry and numbers else None
        if near:
            matches = [*matches[:1], _Match((_ORDER["diubah"], near[0], -near[1]), entry)]
            matches.sort(key=lambda match: match.rank)
        return matches[0] if matches else None

    def _resemblance(
        self, entry: Mapping[str, Any], numbers: list[int]
    ) -> tuple[int, float] | None:
        path = addresses.check_hashes(entry["kode"])
        data = self._json(path)
        if not data:
            return None
        try:
            return shingles.resemblance(numbers, set(shingles.decode(data["sidik"])))
        except (ValueError, KeyError, TypeError):
            self._trouble.append(path)
            return None

    def _originals(self, entry: Mapping[str, Any]) -> list[Original]:
        """Its public texts. They are the same for every paste, so they are prepared once."""
        if "sha256" not in entry and "kiriman" not in entry:
            return []
        code = entry["kode"]
        address = addresses.check_text if "sha256" in entry else addresses.check_notice
        if code not in self._prepared:
            self._prepared[code] = list(originals(self._json(address(code)) or {}))
        return self._prepared[code]

    def _owners(self, numbers: list[int]) -> dict[int, list[str]]:
        """For each known hash the beginnings of the codes of the releases that have it."""
        root = self._node("")
        if not root:
            return {}
        width = root.get("pemilik", 4)
        known: dict[int, list[str]] = {}
        for number in numbers:
            for path, bits, kept in _shards(number, root):
                data = self._json(path)
                if not data:
                    continue
                shape = shingles.Shape(bits, width)
                try:
                    owners = shingles.decode_shard(data["isi"], shape, kept & (1 << bits) - 1)
                except (ValueError, KeyError, TypeError):
                    self._trouble.append(path)
                    continue
                found = [*known.get(number, ()), *owners.get(kept, ())]
                if found:
                    known[number] = list(dict.fromkeys(found))
        return known

    def _entry(self, code: str) -> Mapping[str, Any] | None:
        entries = (entry for entry in self._entries(code.replace("-", "")[:4]))
        return next((entry for entry in entries if entry["kode"] == code), None)

    def _entries(self, start: str) -> list[Mapping[str, Any]]:
        """The entries of the manifest whose code begins with these characters."""
        prefix = ""
        while True:
            node = self._node(prefix)
            if not node:
                return []
            if "siaran" in node:
                rows = node["siaran"]
                return [row for row in rows if row["kode"].replace("-", "").startswith(start)]
            prefix = start[: len(prefix) + 1]
            if prefix not in node["bagian"]:
                return []

    def _node(self, prefix: str) -> Any:
        return self._json(f"{MANIFEST}/{prefix}.json" if prefix else f"{MANIFEST}.json")

    def _json(self, path: str) -> Any:
        if path not in self._nodes:
            try:
                self._nodes[path] = json.loads(self._source.read(path))
            except (SourceError, ValueError):
                self._nodes[path] = None
        if self._nodes[path] is None and path not in self._trouble:
            self._trouble.append(path)
        return self._nodes[path]


class Files:
    """A source that reads by a function from path to bytes (None: missing)."""

    def __init__(self, get: Callable[[str], bytes | None]) -> None:
        self._get = get

    def read(self, path: str) -> bytes:
        data = self._get(path)
        if data is None:
            raise SourceError(path)
        return data


def _has_all(match: _Match, owners: Mapping[int, Sequence[str]]) -> bool:
    """Whether the release has every hash that anybody has."""
    code = match.entry["kode"].replace("-", "")
    return all(code.startswith(tuple(starts)) for starts in owners.values())


def _has_rival(votes: Mapping[str, int], seen: Set[str]) -> bool:
    """Whether a release that was not compared shares nearly as much as the one that shares most."""
    enough = max(votes.values(), default=0) * 0.9
    return any(count >= enough for start, count in votes.items() if start not in seen)


def _rank(verdict: Verdict) -> tuple[int, int, float] | None:
    if verdict.result not in _ORDER:
        return None
    return _ORDER[verdict.result], len(verdict.changes), -verdict.similarity


def _shards(number: int, root: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """The shards where a hash may stand, how many of its bits name each, and what stands there of
    the hash."""
    bits, recent = root["pecahan"], root.get("terkini")
    if recent is None:  # a site of the older layout
        yield addresses.check_shard_before(number & (1 << bits) - 1), bits, number
        return
    short = number & (1 << root.get("ringkas", 32)) - 1
    (name, shared), *waiting = segments.files(number, bits, recent)
    yield addresses.check_shard(name), shared, number
    for name, shared in waiting:
        yield addresses.check_shard(name), shared, short


def _host(name: str) -> str:
    return name.lower().removeprefix("www.")


def _state(entry: Mapping[str, Any]) -> str:
    return "asli" if entry["status"] == "terbit" else "dicabut"
