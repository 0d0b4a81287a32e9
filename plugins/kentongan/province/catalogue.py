"""The verified releases of all districts: one row a release, one row a membership in a list.

An addition costs the same in a large catalogue as in a small one. What is withdrawn is overwritten
in the file, not only unlinked. The catalogue also keeps the last number of each district, so that
an older publication is never taken for a new one: it is no cache and belongs in the backup.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from kentongan.province.cards import Card, load
from kentongan.province.decide import Decision, Held, HeldState

VERSION = 1
# Of what has a page and is not hidden by staff.
_VISIBLE = "keadaan IN ('tayang', 'dicabut', 'ditutup') AND kode NOT IN (SELECT kode FROM sembunyi)"
# Later additions, made in older catalogues too.
_INDEXES = """
CREATE INDEX IF NOT EXISTS rilis_lain ON rilis (keadaan) WHERE keadaan != 'tayang';
"""
_SCHEMA = """
CREATE TABLE rilis (
    kode TEXT PRIMARY KEY, wilayah TEXT NOT NULL, keadaan TEXT NOT NULL, sidik TEXT NOT NULL,
    terbit TEXT NOT NULL, kata TEXT NOT NULL, bundel TEXT NOT NULL, kartu TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX rilis_wilayah ON rilis (wilayah);
CREATE INDEX rilis_kata ON rilis (kata) WHERE kata != '';
CREATE TABLE teks (kode TEXT PRIMARY KEY, baris BLOB NOT NULL);
CREATE TABLE sidik (kode TEXT PRIMARY KEY, angka BLOB NOT NULL);
CREATE TABLE fakta (kode TEXT, nama TEXT, isi BLOB, PRIMARY KEY (kode, nama));
CREATE TABLE daftar (
    nama TEXT, saat REAL, kode TEXT, PRIMARY KEY (nama, saat, kode)
) WITHOUT ROWID;
CREATE TABLE simpul (wilayah TEXT, jalur TEXT, sidik TEXT, isi BLOB, PRIMARY KEY (wilayah, jalur));
CREATE TABLE wilayah (slug TEXT PRIMARY KEY, keadaan TEXT NOT NULL);
CREATE TABLE sembunyi (kode TEXT PRIMARY KEY, alasan TEXT NOT NULL, waktu TEXT NOT NULL);
CREATE TABLE catatan (nama TEXT PRIMARY KEY, isi TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of a district. Moments are ISO 8601; empty: not yet.

    `beat` is its last heartbeat, `file` a digest of its file in the registry, `until` how long the
    heartbeat says that it holds, `checked` the last time that it was seen to hold. `etag` and
    `modified` make the next question cheap. `not_before` is when it is asked again after failures.
    `frozen` says why nothing new is taken, `released` that staff have looked at it. `trouble` is
    what went wrong at the last time, `faults` how many releases are refused for which reason.
    """

    number: int = 0
    manifest: str = ""
    bundles: str = ""
    beat: str = ""
    file: str = ""
    until: str = ""
    checked: str = ""
    asked: str = ""
    etag: str = ""
    modified: str = ""
    failures: int = 0
    not_before: str = ""
    frozen: str = ""
    frozen_at: str = ""
    released: bool = False
    trouble: str = ""
    faults: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A release to be stored: its card, the digest of its row, the line, where that came from."""

    card: Card
    digest: str
    bundle: str = ""
    line: bytes = b""
    hashes: bytes = b""


def row_of(release: Release) -> tuple[str, ...]:
    """Its row in `rilis`."""
    card = release.card
    words = card.words if card.state == "tayang" else ""
    return (
        card.code, card.district, card.state, release.digest, card.published, words,
        release.bundle, card.dump(),
    )  # fmt: skip


def places_of(release: Release) -> list[tuple[str, float, str]]:
    """Its rows in `daftar`, while it is shown."""
    card = release.card
    moment = card.moment
    return [(name, moment, card.code) for name in card.lists()]


class Catalogue:
    """The catalogue in a file. One process writes; each change is one transaction."""

    def __init__(self, path: Path | str) -> None:
        if isinstance(path, Path):
            path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        # A round may run in a thread of its own while its caller waits; never two at once.
        self._base = sqlite3.connect(
            path, isolation_level=None, timeout=30, check_same_thread=False
        )
        self._base.execute("PRAGMA secure_delete = ON")
        self._base.execute("PRAGMA synchronous = FULL")
        if self._value("PRAGMA user_version") != VERSION:
            with self.change():
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    self._base.execute(statement)
                self._base.execute(f"PRAGMA user_version = {VERSION}")
        self._base.executescript(_INDEXES)

    def close(self) -> None:
        self._base.close()

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @contextmanager
    def change(self) -> Iterator[None]:
        """All changes inside, or none of them."""
        if self._base.in_transaction:
            yield
            return
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    # Districts

    def status(self, slug: str) -> Status:
        text = self._value("SELECT keadaan FROM wilayah WHERE slug = ?", slug)
        if not text:
            return Status()
        names = {field.name for field in fields(Status)}
        return Status(**{name: value for name, value in json.loads(text).items() if name in names})

    def set_status(self, slug: str, status: Status) -> None:
        with self.change():
            text = json.dumps(asdict(status))
            self._base.execute("INSERT OR REPLACE INTO wilayah VALUES (?, ?)", (slug, text))

    def slugs(self) -> list[str]:
        return [slug for (slug,) in self._base.execute("SELECT slug FROM wilayah ORDER BY slug")]

    def nodes(self, slug: str) -> dict[str, tuple[str, bytes]]:
        """The files of its manifest and its index of bundles: digest and bytes by path."""
        rows = self._base.execute("SELECT jalur, sidik, isi FROM simpul WHERE wilayah = ?", (slug,))
        return {path: (digest, zlib.decompress(data)) for path, digest, data in rows}

    def keep_nodes(self, slug: str, nodes: Mapping[str, tuple[str, bytes]]) -> None:
        """Keep exactly these files."""
        with self.change():
            before = dict(
                self._base.execute("SELECT jalur, sidik FROM simpul WHERE wilayah = ?", (slug,))
            )
            gone = [(slug, path) for path in before if path not in nodes]
            self._base.executemany("DELETE FROM simpul WHERE wilayah = ? AND jalur = ?", gone)
            self._base.executemany(
                "INSERT OR REPLACE INTO simpul VALUES (?, ?, ?, ?)",
                [
                    (slug, path, digest, zlib.compress(data, 1))
                    for path, (digest, data) in nodes.items()
                    if before.get(path) != digest
                ],
            )

    # Releases

    def held(self, slug: str) -> dict[str, Held]:
        rows = self._base.execute(
            "SELECT kode, sidik, keadaan, terbit FROM rilis WHERE wilayah = ?", (slug,)
        )
        return {code: Held(digest, state, _moment(at)) for code, digest, state, at in rows}

    def owner_of(self, code: str) -> str:
        return str(self._value("SELECT wilayah FROM rilis WHERE kode = ?", code) or "")

    def bundle_of(self, code: str) -> str:
        return str(self._value("SELECT bundel FROM rilis WHERE kode = ?", code) or "")

    def take_over(self, decision: Decision, releases: Mapping[str, Release]) -> None:
        """Carry out a decision. `releases` holds what is accepted and the notices."""
        with self.change():
            for code in (*decision.withdraw, *decision.accept):
                self.put(releases[code])
            self._set_states(decision.hide, "hilang")
            self._set_states(decision.remove, "ditolak")
            if decision.accept or decision.withdraw or decision.hide or decision.remove:
                self._count()

    def put(self, release: Release) -> None:
        """Store a release in the place of what was known under its code."""
        card = release.card
        with self.change():
            self._forget(card.code)
            self._base.execute(
                "INSERT OR REPLACE INTO rilis VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row_of(release)
            )
            if release.hashes:
                self._base.execute("INSERT INTO sidik VALUES (?, ?)", (card.code, release.hashes))
            if card.state != "tayang":
                return
            self._base.execute(
                "INSERT INTO teks VALUES (?, ?)", (card.code, zlib.compress(release.line, 6))
            )
            self._base.executemany("INSERT INTO daftar VALUES (?, ?, ?)", places_of(release))

    def _set_states(self, codes: Iterable[str], state: HeldState) -> None:
        """These releases are shown no more; nothing of their texts is kept."""
        for code in codes:
            card = self.card(code)
            if card is None:
                continue
            self._forget(code)
            bare = Card(
                code=code,
                district=card.district,
                source=card.source,
                state=state,
                unit=card.unit,
                href="",
                published=card.published,
                changed=card.changed,
                happened=card.happened,
            )
            self._base.execute(
                "UPDATE rilis SET keadaan = ?, kata = '', kartu = ? WHERE kode = ?",
                (state, bare.dump(), code),
            )

    def _forget(self, code: str) -> None:
        text = self._value("SELECT kartu FROM rilis WHERE kode = ?", code)
        if not text:
            return
        card = load(text)
        if card.state == "tayang":
            moment = card.moment
            self._base.executemany(
                "DELETE FROM daftar WHERE nama = ? AND saat = ? AND kode = ?",
                [(name, moment, code) for name in card.lists()],
            )
        for table in ("teks", "sidik", "fakta"):
            self._base.execute(f"DELETE FROM {table} WHERE kode = ?", (code,))

    def drop(self, slug: str) -> None:
        """Forget the releases of a district, but not its number."""
        with self.change():
            codes = [
                code
                for (code,) in self._base.execute(
                    "SELECT kode FROM rilis WHERE wilayah = ?", (slug,)
                )
            ]
            self._set_states(codes, "ditolak")
            self._base.execute("UPDATE rilis SET sidik = '' WHERE wilayah = ?", (slug,))
            self._count()

    def card(self, code: str) -> Card | None:
        text = self._value("SELECT kartu FROM rilis WHERE kode = ?", code)
        return load(text) if text else None

    def shown_card(self, code: str) -> Card | None:
        """The card of a release that has a page."""
        text = self._value(f"SELECT kartu FROM rilis WHERE kode = ? AND {_VISIBLE}", code)
        return load(text) if text else None

    def cards(self) -> Iterator[Card]:
        """The cards of all releases that have a page: shown, withdrawn, closed; by code."""
        rows = self._base.execute(f"SELECT kartu FROM rilis WHERE {_VISIBLE} ORDER BY kode")
        return (load(text) for (text,) in rows)

    def cards_of(self, name: str, most: int = -1) -> list[Card]:
        """The cards of a list (`""`, `wilayah/x`, `satuan/x/y`, `jenis/x`), the newest first."""
        rows = self._base.execute(
            "SELECT kartu FROM daftar JOIN rilis USING (kode) "
            f"WHERE nama = ? AND {_VISIBLE} ORDER BY saat DESC, kode DESC LIMIT ?",
            (name, most),
        )
        return [load(text) for (text,) in rows]

    def cards_alike(self) -> list[Card]:
        """The cards of all shown texts that more than one release has; by code."""
        rows = self._base.execute(
            f"SELECT kartu FROM rilis WHERE {_VISIBLE} AND kata IN (SELECT kata FROM rilis "
            "WHERE kata != '' GROUP BY kata HAVING count(*) > 1) ORDER BY kode"
        )
        return [load(text) for (text,) in rows]

    def cards_gone(self) -> list[Card]:
        """The cards of what is withdrawn or closed; by code."""
        rows = self._base.execute(
            f"SELECT kartu FROM rilis WHERE keadaan != 'tayang' AND {_VISIBLE} ORDER BY kode"
        )
        return [load(text) for (text,) in rows]

    def lists(self, start: str) -> Iterator[str]:
        """The names of the lists that begin so, however many releases stand in them."""
        name, end = start, f"{start}\U0010ffff"
        while True:
            name = self._value(
                "SELECT min(nama) FROM daftar WHERE nama > ? AND nama < ?", name, end
            )
            if name is None:
                return
            yield name

    def line(self, code: str) -> bytes:
        """The line of its bundle, as it was signed. Raises KeyError."""
        data = self._value("SELECT baris FROM teks WHERE kode = ?", code)
        if data is None:
            raise KeyError(code)
        return zlib.decompress(data)

    def hashes(self, code: str) -> bytes:
        """What recognises a withdrawn text, without its words."""
        return bytes(self._value("SELECT angka FROM sidik WHERE kode = ?", code) or b"")

    def count(self, name: str = "") -> int:
        """How many releases stand in a list, hidden ones too."""
        number: int = self._value("SELECT count(*) FROM daftar WHERE nama = ?", name)
        return number

    def counts(self, slug: str) -> dict[str, int]:
        """How many releases of a district are in which state."""
        rows = self._base.execute(
            "SELECT keadaan, count(*) FROM rilis WHERE wilayah = ? GROUP BY keadaan", (slug,)
        )
        return dict(rows)

    # Facts of parts

    def facts(self, name: str, code: str) -> bytes | None:
        data: bytes | None = self._value(
            "SELECT isi FROM fakta WHERE kode = ? AND nama = ?", code, name
        )
        return data

    def without_facts(self, after: str, most: int) -> list[str]:
        """The next codes behind `after` of releases that have a page and no facts yet."""
        rows = self._base.execute(
            f"SELECT kode FROM rilis WHERE kode > ? AND {_VISIBLE} "
            "AND NOT EXISTS (SELECT 1 FROM fakta WHERE fakta.kode = rilis.kode) "
            "ORDER BY kode LIMIT ?",
            (after, most),
        )
        return [code for (code,) in rows]

    def keep_facts(self, code: str, facts: Iterable[tuple[str, bytes]]) -> None:
        with self.change():
            rows = [(code, name, data) for name, data in facts]
            self._base.executemany("INSERT OR REPLACE INTO fakta VALUES (?, ?, ?)", rows)

    def forget_facts(self) -> None:
        with self.change():
            self._base.execute("DELETE FROM fakta")

    # What staff of the province hide

    def conceal(self, code: str, reason: str, now: datetime) -> None:
        with self.change():
            row = (code, reason, now.isoformat(timespec="seconds"))
            self._base.execute("INSERT OR REPLACE INTO sembunyi VALUES (?, ?, ?)", row)
            self._count()

    def reveal(self, code: str) -> bool:
        with self.change():
            done = self._base.execute("DELETE FROM sembunyi WHERE kode = ?", (code,))
            self._count()
            return bool(done.rowcount)

    def concealed(self) -> dict[str, tuple[str, str]]:
        rows = self._base.execute("SELECT kode, alasan, waktu FROM sembunyi ORDER BY kode")
        return {code: (reason, at) for code, reason, at in rows}

    def sealed(self) -> frozenset[str]:
        """The codes of which no older version of the portal may show anything."""
        rows = self._base.execute(
            "SELECT kode FROM rilis WHERE keadaan != 'tayang' UNION SELECT kode FROM sembunyi"
        )
        return frozenset(code for (code,) in rows)

    # The catalogue as a whole

    @property
    def version(self) -> int:
        """A number that rises with each change of what may be shown."""
        return int(self.note("versi") or 0)

    def note(self, name: str) -> str:
        return str(self._value("SELECT isi FROM catatan WHERE nama = ?", name) or "")

    def set_note(self, name: str, text: str) -> None:
        with self.change():
            self._base.execute("INSERT OR REPLACE INTO catatan VALUES (?, ?)", (name, text))

    def _count(self) -> None:
        self.set_note("versi", str(self.version + 1))

    def _value(self, statement: str, *values: object) -> Any:
        row = self._base.execute(statement, values).fetchone()
        return row[0] if row else None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
