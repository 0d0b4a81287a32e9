"""An object store behind a CDN. It cannot switch at once, so everything goes in an order in
which every moment between is a whole site: no link leads to what is not there yet.

Under `.terbit/` the store keeps what was published last (`kini.json`, manifests), what a run
is about to touch (`berjalan.json.gz`, so that the next run mends an interrupted one), and a
lock. Former states are kept on this machine.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from kentongan.publishing import rules, versions
from kentongan.publishing.compress import MINIMUM, gzipped
from kentongan.publishing.core import (
    Hold,
    Options,
    Plan,
    Present,
    Progress,
    Publication,
    VersionFacts,
    Way,
    silent,
)
from kentongan.publishing.errors import (
    Busy,
    ConfigurationError,
    NoVersion,
    TransferError,
    overtaken,
)
from kentongan.publishing.manifest import Manifest, compare, unpacked
from kentongan.publishing.targets import installation
from kentongan.publishing.targets.bucket import connect, translating_errors
from kentongan.publishing.targets.kept import History
from kentongan.publishing.versions import Version
from kentongan.storage.writing import write_whole

OWN = ".terbit/"
STALE = timedelta(minutes=15)
REFRESH = 300.0
THREADS = 8
DELTAS = 30  # after so many, the manifest is written whole again


class S3Target:
    def __init__(self, options: Options, cache: Path) -> None:
        options.only("bucket", "prefix", "endpoint", "region", "profile", "keep", "gzip", "workers")
        self.name = options.name
        self.bucket = options.text("bucket")
        prefix = options.text("prefix", "").strip("/")
        self.prefix = prefix + "/" if prefix else ""
        self.gzip = bool(options.values.get("gzip", False))
        self.threads = options.number("workers", THREADS)
        self.warnings: list[str] = []
        self._options = options
        self._cache = cache
        self._history = History(cache, options.number("keep", versions.KEEP))
        self._client: Any = None

    def clock(self) -> datetime | None:
        with self._translating_errors():
            try:
                answer = self._s3.head_bucket(Bucket=self.bucket)
            except self._s3.exceptions.ClientError as error:
                answer = error.response
                if answer.get("Error", {}).get("Code") not in ("403", "404"):
                    raise
                if answer["Error"]["Code"] == "404":
                    raise ConfigurationError(f"Bucket {self.bucket} tidak ada.") from error
        stamp = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
        return parsedate_to_datetime(stamp) if stamp else None

    def plan(self, publication: Publication, full: bool = False) -> Plan:
        with self._translating_errors():
            state = self._state()
            touched = self._intent()
            old = dict(self._manifest(state).files) if state else {}
        if full:
            old = dict.fromkeys(old, "")
        for path in touched:
            if path in publication.manifest.files:
                old.pop(path, None)
            else:
                old[path] = ""
        before = Manifest(old)
        return Plan(
            publication,
            before,
            compare(before, publication.manifest),
            token=state["versi"] if state else "",
            first=state is None,
            full=full,
            repair=bool(touched)
            or (state is not None and bool(state["tahan"]))
            or (state is not None and not publication.sealed <= set(state["disegel"])),
        )

    def publish(self, plan: Plan, progress: Progress = silent) -> str:
        with self._translating_errors(), self._lock():
            state = self._state()
            if (state["versi"] if state else "") != plan.token:
                raise overtaken()
            current = versions.parse(plan.token)
            version = versions.following([current] if current else [], plan.publication.manifest.id)
            facts = versions.facts_of(plan, _facts(state) if state else None)
            self._transfer(plan, progress)
            self._conclude(plan, state, version, facts)
        with contextlib.suppress(OSError):
            self._history.add(version, facts, plan.publication)
        return version.name

    def conclude(self) -> None:
        """A store needs nothing more."""

    def present(self) -> Present:
        with self._translating_errors():
            state = self._state()
        if state is None:
            return Present()
        return Present(state["versi"], _facts(state), versions.parse_hold(state["tahan"]))

    def way_back(self, sealed: frozenset[str] = frozenset()) -> Way:
        with self._translating_errors():
            state = self._state()
        current = versions.parse(state["versi"]) if state else None
        if current is None or state is None:
            raise NoVersion(f"Di {self.bucket} belum ada versi yang tayang.")
        version = versions.earlier(current, self._history.facts, sealed | _facts(state).sealed)
        plan = self._plan_back(version, _facts(state))
        return Way(current.name, version.name, plan.difference)

    def _plan_back(self, version: Version, facts: VersionFacts) -> Plan:
        return self.plan(self._history.restore(version, facts.sealed))

    def rollback(self, way: Way, hold: Hold, progress: Progress = silent) -> str:
        with self._translating_errors():
            state = self._state()
        version = versions.parse(way.version)
        if state is None or version is None or state["versi"] != way.current:
            raise overtaken("Periksa situs, lalu ulangi.")
        plan = self._plan_back(version, _facts(state))
        self._history.check(plan.publication, plan.difference.put)
        own = self._history.facts(version) or VersionFacts()
        with self._translating_errors(), self._lock():
            state = self._state()
            if state is None or state["versi"] != plan.token:
                raise overtaken("Periksa situs, lalu ulangi.")
            self._transfer(plan, progress)
            self._conclude(plan, state, version, own, hold)
        return version.name

    # The transfer

    def _transfer(self, plan: Plan, progress: Progress) -> None:
        """Send stage after stage; each begins when the one before has fully arrived."""
        difference = plan.difference
        sent = self._resume(plan)
        total = len(difference.put) + len(difference.dropped)
        done = 0
        refreshed = time.monotonic()
        with ThreadPoolExecutor(self.threads) as pool, sent.open("a") as log:
            known = set(sent.read_text().splitlines())
            for stage in stages(difference.added, difference.changed):
                waiting = [path for path in stage if self._mark(plan, path) not in known]
                done += len(stage) - len(waiting)
                for path in pool.map(lambda path: self._put(plan.publication, path), waiting):
                    log.write(self._mark(plan, path) + "\n")
                    log.flush()
                    done += 1
                    progress("Mengirim", done, total)
                    if time.monotonic() - refreshed > REFRESH:
                        self._hold_lock()
                        refreshed = time.monotonic()
        self._delete(difference.dropped)
        progress("Mengirim", total, total)

    def _resume(self, plan: Plan) -> Path:
        """Tell the store what will be touched. The list of what arrived in an earlier attempt
        counts only when that attempt was ours and nobody came between."""
        sent = self._cache / "terkirim"
        paths = sorted({*plan.difference.put, *plan.difference.dropped})
        mark = f"{self._publisher} {plan.token} {plan.publication.manifest.id}"
        intent = self._read("berjalan.json.gz")
        before: dict[str, Any] = {}
        with contextlib.suppress(ValueError):
            before = unpacked(intent) if intent else {}
        if before.get("siapa") != mark or not sent.exists():
            write_whole(sent, b"")
        paths = sorted({*paths, *before.get("alamat", ())})
        body = json.dumps({"siapa": mark, "alamat": paths}).encode()
        self._write("berjalan.json.gz", gzip.compress(body, mtime=0))
        return sent

    @staticmethod
    def _mark(plan: Plan, path: str) -> str:
        return f"{plan.publication.manifest.files[path]} {path}"

    def _put(self, publication: Publication, path: str) -> str:
        body = publication.sources(path)[0][1].read_bytes()
        headers = {
            "ContentType": rules.content_type(path),
            "CacheControl": rules.cache_control(path),
        }
        if self.gzip and rules.is_text(path) and len(body) >= MINIMUM:
            body = gzipped(body)
            headers["ContentEncoding"] = "gzip"
        self._s3.put_object(Bucket=self.bucket, Key=self.prefix + path, Body=body, **headers)
        return path

    def _delete(self, paths: Sequence[str]) -> None:
        for start in range(0, len(paths), 1000):
            objects = [{"Key": self.prefix + path} for path in paths[start : start + 1000]]
            answer = self._s3.delete_objects(
                Bucket=self.bucket, Delete={"Objects": objects, "Quiet": True}
            )
            if answer.get("Errors"):
                first = answer["Errors"][0]
                raise TransferError(
                    f"{first.get('Key')} tidak terhapus ({first.get('Code')}). "
                    "Jalankan humas terbit lagi."
                )

    def _conclude(
        self,
        plan: Plan,
        state: dict[str, Any] | None,
        version: Version,
        facts: VersionFacts,
        hold: Hold | None = None,
    ) -> None:
        """Record the new state as the published one."""
        manifest = plan.publication.manifest
        deltas = list(state["selisih"]) if state else []
        base = state["dasar"] if state else ""
        if not base or len(deltas) >= DELTAS or plan.full:
            base, deltas = f"manifes-{version.name}.gz", []
            self._write(base, manifest.to_bytes())
        else:
            name = f"selisih-{version.name}-{uuid.uuid4().hex[:6]}.gz"
            body = {
                "put": {path: manifest.files[path] for path in plan.difference.put},
                "drop": list(plan.difference.dropped),
            }
            self._write(name, gzip.compress(json.dumps(body).encode(), mtime=0))
            deltas.append(name)
        fresh = {
            "versi": version.name,
            "dasar": base,
            "selisih": deltas,
            "disegel": sorted(facts.sealed),
            "commit": facts.commit,
            "tahan": versions.hold_bytes(hold).decode() if hold else "",
        }
        self._write("kini.json", json.dumps(fresh).encode())
        old = {state["dasar"], *state["selisih"]} if state else set()
        self._delete([OWN + name for name in sorted(old - {base, *deltas})])
        self._delete([OWN + "berjalan.json.gz"])
        write_whole(self._cache / "kini.gz", manifest.to_bytes())

    # State in the store

    def _state(self) -> dict[str, Any] | None:
        data = self._read("kini.json")
        if data is None:
            return None
        try:
            state = json.loads(data)
            needed = {key: state[key] for key in ("versi", "dasar", "selisih", "disegel")}
            return needed | {key: str(state.get(key, "")) for key in ("commit", "tahan")}
        except (ValueError, KeyError, TypeError) as error:
            raise TransferError(
                f"{OWN}kini.json di bucket {self.bucket} rusak; hapus berkas itu, lalu ulangi."
            ) from error

    def _intent(self) -> list[str]:
        data = self._read("berjalan.json.gz")
        if data is None:
            return []
        try:
            return list(unpacked(data)["alamat"])
        except (ValueError, KeyError, TypeError):
            return []

    def _manifest(self, state: dict[str, Any]) -> Manifest:
        """What was published last: from memory when it is the same, else from the store."""
        version = versions.parse(state["versi"])
        with contextlib.suppress(OSError, ValueError):
            mine = Manifest.from_bytes((self._cache / "kini.gz").read_bytes())
            if version is not None and mine.id == version.id:
                return mine
        try:
            files = dict(Manifest.from_bytes(self._read(state["dasar"]) or b"").files)
            for name in state["selisih"]:
                delta = unpacked(self._read(name) or b"")
                files.update(delta["put"])
                for path in delta["drop"]:
                    files.pop(path, None)
        except (OSError, EOFError, ValueError, KeyError):
            return Manifest()
        return Manifest(files)

    def _read(self, name: str) -> bytes | None:
        try:
            answer = self._s3.get_object(Bucket=self.bucket, Key=self.prefix + OWN + name)
        except self._s3.exceptions.NoSuchKey:
            return None
        data: bytes = answer["Body"].read()
        return data

    def _write(self, name: str, body: bytes, **conditions: Any) -> None:
        self._s3.put_object(
            Bucket=self.bucket,
            Key=self.prefix + OWN + name,
            Body=body,
            ContentType="application/octet-stream",
            CacheControl="no-store",
            **conditions,
        )

    # The lock

    @property
    def _publisher(self) -> str:
        return installation.name(self._cache)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Hold the lock object. One of our own killed runs, or one too old, is taken over."""
        self._take_lock()
        try:
            yield
        finally:
            with contextlib.suppress(Exception):
                self._delete([OWN + "kunci.json"])

    def _take_lock(self) -> None:
        for _ in range(2):
            if self._hold_lock(IfNoneMatch="*"):
                return
            holder = self._holder()
            if holder is None:
                continue
            owner, age = holder
            if owner == self._publisher or age > STALE:
                self._hold_lock()
                return
            raise Busy(
                f"Penerbitan lain sedang berjalan sejak {int(age.total_seconds() // 60)} menit. "
                "Tunggu sampai selesai, lalu ulangi."
            )
        raise Busy("Penerbitan lain sedang berjalan. Tunggu sampai selesai, lalu ulangi.")

    def _hold_lock(self, **conditions: Any) -> bool:
        body = self._publisher.encode()
        try:
            self._write("kunci.json", body, **conditions)
        except self._s3.exceptions.ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in ("PreconditionFailed", "ConditionalRequestConflict", "412", "409"):
                return False
            if code != "NotImplemented":
                raise
            if self._holder() is not None:
                return False
            self._write("kunci.json", body)
        holder = self._holder()
        return holder is not None and holder[0] == self._publisher

    def _holder(self) -> tuple[str, timedelta] | None:
        """Who holds the lock, and for how long by the store's own clock."""
        key = self.prefix + OWN + "kunci.json"
        try:
            answer = self._s3.get_object(Bucket=self.bucket, Key=key)
        except self._s3.exceptions.NoSuchKey:
            return None
        stamp = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
        now = parsedate_to_datetime(stamp) if stamp else datetime.now(UTC)
        return answer["Body"].read().decode(), now - answer["LastModified"]

    # The client

    @property
    def _s3(self) -> Any:
        if self._client is None:
            self._client = connect(self._options, self.threads)
        return self._client

    def _translating_errors(self) -> AbstractContextManager[None]:
        self._s3  # noqa: B018  the client loads botocore, whose exceptions follow
        return translating_errors(self.bucket)


def _facts(state: Mapping[str, Any]) -> VersionFacts:
    return VersionFacts(frozenset(state["disegel"]), "", state["commit"])


Stage = tuple[str, ...]


def stages(added: Sequence[str], changed: Sequence[str]) -> Iterator[Stage]:
    """Files in the order in which they may appear: assets, releases, lists, feeds; and in each
    the new ones, which nothing links to yet, before the changed ones, which link to them."""
    key: Callable[[str], int] = rules.rank
    for rank in range(5):
        for paths in (added, changed):
            stage = tuple(path for path in paths if key(path) == rank)
            if stage:
                yield stage
