"""What a signed site publishes for those who read it from outside: heartbeat, bundles, manifest.

A district writes these files and a province reads them; this module is their one home. Readers
take bytes from strangers: they raise ValueError on whatever is wrong, and refuse what is larger
than `Limit` before parsing it. Unknown names are ignored, so that a format may grow.

`/.well-known/kentongan/detak.json` (the heartbeat) names the manifest and the index of bundles
that belong together, and until when they are fresh. It is signed (`detak.json.sig`). A bundle
holds up to `BUNDLE` releases in order of publication, the very object of `/api/rilis/<KODE>.json`
in each line. `/api/bundel/indeks.json` maps the path of each bundle to its SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn, TypeVar
from urllib.parse import unquote

from kentongan.domain import addresses, codes

BUNDLE = 100
"""Releases in a full bundle."""
FRESH = timedelta(days=3)
"""How long a heartbeat holds. It is renewed daily."""
LONGEST = timedelta(days=31)
"""A heartbeat that claims to hold for longer is refused."""
OWNER_WIDTHS = (4, 6)
"""Characters of a code by which the shards of Cek name a release."""
INDEX_TASK = "feeds:api/bundel/indeks"
"""The task that makes the index of bundles; the heartbeat comes after it."""
FEW_OBJECTS, BYTES_AN_OBJECT = 1_000, 32
LETTERS = frozenset(codes.ALPHABET)
STATES = ("terbit", "dicabut", "ditutup")

DISTRICT = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_SLUG = r"[^\s/\\<>\"'&?#\x00-\x1f]+"
_UNIT = rf"{_SLUG}(?:/{_SLUG})?"  # a province writes `<wilayah>/<slug>`
_ADDRESS = r"/(?!/)(?!.*//)[^\s\\<>\"'?#\x00-\x1f]*"
_BUNDLE = rf"{addresses.BUNDLES}[0-9]{{4}}/(?:0[1-9]|1[0-2])-[1-9][0-9]{{0,6}}\.jsonl"
_ORIGIN = r"https?://[^\s/\\<>\"'?#@\x00-\x1f]+(?:/[^\s\\<>\"'?#\x00-\x1f]*)?"

T = TypeVar("T")


class Limit:
    """The most bytes of each file; a reader stops there."""

    HEARTBEAT = 2_048
    SIGNATURE = 64
    NODE = 262_144
    INDEX = 16_777_216
    LINE = 2_097_152
    BUNDLE = 16_777_216


def canonical(value: object) -> bytes:
    """JSON with sorted names, without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# Reading what strangers send


def parse(data: bytes, limit: int) -> dict[str, Any]:
    """One JSON object of at most `limit` bytes. Raises ValueError."""
    if len(data) > limit:
        raise ValueError(f"more than {limit} bytes")
    if data.count(b"{") + data.count(b"[") > FEW_OBJECTS + len(data) // BYTES_AN_OBJECT:
        raise ValueError("more objects than say anything")  # each takes 30 times its bytes
    try:
        value = json.loads(data.decode("utf-8"), parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def text_of(row: Mapping[str, Any], name: str, pattern: str, *, longest: int = 500) -> str:
    value = row.get(name)
    if not isinstance(value, str) or len(value) > longest or not re.fullmatch(pattern, value):
        raise ValueError(f"{name} is missing or malformed")
    return value


def number_of(row: Mapping[str, Any], name: str, smallest: int = 0) -> int:
    value = row.get(name)
    if type(value) is not int or not smallest <= value < 2**53:
        raise ValueError(f"{name} is no number from {smallest}")
    return value


def moment_of(row: Mapping[str, Any], name: str) -> datetime:
    """A moment with its offset, of a year in which states and clocks can be right."""
    moment = datetime.fromisoformat(text_of(row, name, r"[-+:.0-9TZ]{19,40}"))
    if moment.tzinfo is None or not 1900 <= moment.year <= 2199:
        raise ValueError(f"{name} has no offset or no possible year")
    return moment


def digest_of(row: Mapping[str, Any], name: str) -> str:
    return text_of(row, name, r"[0-9a-f]{64}")


def _address_of(row: Mapping[str, Any], name: str) -> str:
    address = text_of(row, name, _ADDRESS)
    if climbs(address):
        raise ValueError(f"{name} leads out of its folder")
    return address


def climbs(address: str) -> bool:
    """Whether a browser or a server may find a step upwards in it, written in whatever way: two
    districts may share a host."""
    return not {".", ".."}.isdisjoint(re.split(r"[/\\]", unquote(address)))


def _optional(
    read: Callable[[Mapping[str, Any], str], T], row: Mapping[str, Any], name: str
) -> T | None:
    return read(row, name) if name in row else None


def district_of(row: Mapping[str, Any], name: str = "wilayah") -> str:
    return text_of(row, name, DISTRICT, longest=64)


# The heartbeat


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """`detak.json`: what belongs together, and until when it is fresh.

    `manifest` and `index` are the SHA-256 of the manifest's root and of the index of bundles.
    """

    district: str
    number: int
    manifest: str
    index: str
    made_at: datetime
    valid_until: datetime

    def data(self) -> bytes:
        return canonical(
            {
                "wilayah": self.district,
                "urut": self.number,
                "manifest": self.manifest,
                "isi": self.index,
                "waktu": self.made_at.isoformat(),
                "berlaku_sampai": self.valid_until.isoformat(),
            }
        )

    def is_fresh(self, now: datetime) -> bool:
        return now < self.valid_until


def heartbeat(district: str, number: int, manifest: str, index: str, now: datetime) -> Heartbeat:
    """The heartbeat of a day, in the zone of `now`: the same at any time of that day."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Heartbeat(district, number, manifest, index, day, day + FRESH)


def read_heartbeat(data: bytes) -> Heartbeat:
    """Raises ValueError."""
    row = parse(data, Limit.HEARTBEAT)
    known = Heartbeat(
        district_of(row),
        number_of(row, "urut", 1),
        digest_of(row, "manifest"),
        digest_of(row, "isi"),
        moment_of(row, "waktu"),
        moment_of(row, "berlaku_sampai"),
    )
    if not timedelta() < known.valid_until - known.made_at <= LONGEST:
        raise ValueError("berlaku_sampai does not follow waktu")
    return known


# Bundles and their index


def bundle_line(news: Mapping[str, Any]) -> bytes:
    """A release in a bundle: its canonical ninjs object and a line end."""
    return canonical(news) + b"\n"


def read_bundle(data: bytes) -> list[dict[str, Any]]:
    """The ninjs objects of a bundle. Raises ValueError."""
    if len(data) > Limit.BUNDLE:
        raise ValueError(f"more than {Limit.BUNDLE} bytes")
    if data[-1:] != b"\n":
        raise ValueError("the last line has no end")
    lines = data[:-1].split(b"\n")
    if len(lines) > BUNDLE:
        raise ValueError(f"more than {BUNDLE} lines")
    return [parse(line, Limit.LINE) for line in lines]


def code_of(news: Mapping[str, Any]) -> str:
    """The printed code of a ninjs object. Raises ValueError."""
    uri = text_of(news, "uri", r"urn:kentongan:rilis:[0-9A-Z]{9}")
    return _code(uri[-9:])


def words_of(news: Mapping[str, Any]) -> tuple[str, str]:
    """Title and plain text of a ninjs object. Raises ValueError."""
    bodies = news.get("bodies")
    mains = [
        body.get("value")
        for body in (bodies if isinstance(bodies, list) else ())
        if isinstance(body, dict) and body.get("role") == "main"
    ]
    title = news.get("title")
    if not isinstance(title, str) or len(mains) != 1 or not isinstance(mains[0], str):
        raise ValueError("no title or no text")
    return title, mains[0]


def bundle_index(digests: Mapping[str, str]) -> bytes:
    """`indeks.json`: path → SHA-256."""
    return canonical(digests)


def read_index(data: bytes) -> dict[str, str]:
    """The SHA-256 of each bundle by its path. Raises ValueError."""
    row = parse(data, Limit.INDEX)
    for path in row:
        if not re.fullmatch(_BUNDLE, path):
            raise ValueError("not the path of a bundle")
    return {path: digest_of(row, path) for path in row}


# The manifest


@dataclass(frozen=True, slots=True)
class Row:
    """A release in the manifest. What an erased release does not say is empty or None.

    `words` is the SHA-256 of the words of title and text (`authenticity.core.words_digest`),
    `own_texts` that of the texts for passing on, `hashes` that of `/cek/sidik/<KODE>.json`.
    """

    code: str
    state: str
    url: str = ""
    unit: str = ""
    published_at: datetime | None = None
    changed_at: datetime | None = None
    words: str = ""
    own_texts: str = ""
    hashes: str = ""

    @property
    def is_shown(self) -> bool:
        return self.state == "terbit"


def read_row(row: object) -> Row:
    """Raises ValueError."""
    if not isinstance(row, dict):
        raise ValueError("a row is no object")
    state = text_of(row, "status", "|".join(STATES))
    known = Row(
        _code(text_of(row, "kode", r"[0-9A-Z-]{9,11}")),
        state,
        _optional(_address_of, row, "alamat") or "",
        _optional(lambda r, n: text_of(r, n, _UNIT, longest=200), row, "satuan") or "",
        _optional(moment_of, row, "terbit"),
        _optional(moment_of, row, "diubah" if state == "terbit" else "dicabut"),
        _optional(digest_of, row, "sha256") or "",
        _optional(digest_of, row, "kiriman") or "",
        _optional(digest_of, row, "sidik") or "",
    )
    if known.is_shown and not (known.url and known.unit and known.published_at and known.words):
        raise ValueError("a shown release lacks its address, unit, moment or words")
    return known


@dataclass(frozen=True, slots=True)
class Node:
    """A file of the manifest: rows (a leaf), or the SHA-256 of the files below by prefix."""

    prefix: str
    rows: tuple[Row, ...] = ()
    below: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """The fields of the root alone, beside those of its node.

    `number` is the publication number, `bits` and `owner_width` how the shards of Cek are named
    and name releases.
    """

    node: Node
    site: str
    district: str
    number: int
    count: int
    bits: int
    owner_width: int


def read_node(data: bytes, prefix: str) -> Node:
    """The file of the manifest for a prefix of codes. Raises ValueError."""
    return _node(parse(data, Limit.NODE), prefix)


def read_root(data: bytes) -> Root:
    """Raises ValueError; also for the root of a site that has no publication number yet."""
    row = parse(data, Limit.NODE)
    width = number_of(row, "pemilik")
    if width not in OWNER_WIDTHS:
        raise ValueError("pemilik is neither 4 nor 6")
    bits = number_of(row, "pecahan")
    if bits > 24:
        raise ValueError("pecahan is too large")
    return Root(
        _node(row, ""),
        text_of(row, "situs", f"(?:{_ORIGIN})?"),
        district_of(row),
        number_of(row, "urut", 1),
        number_of(row, "jumlah"),
        bits,
        width,
    )


def _node(row: Mapping[str, Any], prefix: str) -> Node:
    if row.get("awalan") != prefix:
        raise ValueError("the file of another prefix")
    rows, below = row.get("siaran"), row.get("bagian")
    if isinstance(rows, list) and below is None:
        read = tuple(map(read_row, rows))
        names = [known.code for known in read]
        if len(set(names)) < len(names):
            raise ValueError("a code twice")
        if not all(name.replace("-", "").startswith(prefix) for name in names):
            raise ValueError("a code of another prefix")
        return Node(prefix, read)
    if not isinstance(below, dict) or rows is not None:
        raise ValueError("neither leaf nor branch")
    length = len(prefix) + 1
    for name in below:
        if len(name) != length or not name.startswith(prefix) or name[-1] not in LETTERS:
            raise ValueError("a part of another prefix")
    return Node(prefix, below={name: digest_of(below, name) for name in below})


def _code(text: str) -> str:
    """A code, which must be written as it is printed or without hyphens."""
    code = codes.normalise(text)
    if text not in (code, code.replace("-", "")):
        raise ValueError("a code that is not written as printed")
    return code
