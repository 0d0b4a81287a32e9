"""The S3 target against a real S3 server (moto), through a proxy that can fail in many ways."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import pytest
from kentongan.publishing import rules
from kentongan.publishing.core import Options
from kentongan.publishing.errors import (
    Busy,
    ConfigurationError,
    NoVersion,
    PublishingError,
    Refused,
    TransferError,
)
from kentongan.publishing.manifest import digest
from kentongan.publishing.targets.s3 import S3Target, stages
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.server import ThreadedMotoServer

from tests import forking
from tests.loopback import running
from tests.publishing.proxy import Wire, wire
from tests.publishing.trees import HOLD, add_release, back, page, publication, put, refresh, write

Rule = Callable[[int, str, str], "tuple[int, str] | None"]


class Proxy:
    """Forwards HTTP to the store. `rule` may answer in its place with a status and a code."""

    def __init__(self, port: int) -> None:
        self.rule: Rule = lambda number, method, path: None
        self.count = 0
        self.sent = 0
        self.date: str | None = None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self) -> None:
                outer.count += 1
                length = int(self.headers.get("content-length") or 0)
                body = self.rfile.read(length)
                outer.sent += length
                answer = outer.rule(outer.count, self.command, self.path)
                if answer is not None:
                    status, code = answer
                    text = f"<?xml version='1.0'?><Error><Code>{code}</Code></Error>".encode()
                    headers: list[tuple[str, str]] = [("content-type", "application/xml")]
                else:
                    store = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                    store.request(self.command, self.path, body, dict(self.headers))
                    reply = store.getresponse()
                    status, text, headers = reply.status, reply.read(), reply.getheaders()
                    store.close()
                self.send_response_only(status)
                for name, value in headers:
                    if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                        stated = outer.date if name.lower() == "date" and outer.date else value
                        self.send_header(name, stated)
                size = {n.lower(): v for n, v in headers}.get("content-length", "0")
                self.send_header(
                    "content-length", size if self.command == "HEAD" else str(len(text))
                )
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(text)

            do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = forward

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def reset(self) -> None:
        self.rule = lambda number, method, path: None
        self.count = self.sent = 0
        self.date = None


@pytest.fixture(scope="module")
def store() -> Iterator[int]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield server.get_host_and_port()[1]
    server.stop()


@pytest.fixture(scope="module")
def shared_proxy(store: int) -> Iterator[Proxy]:
    made = Proxy(store)
    with running(made.server):
        yield made


@pytest.fixture
def proxy(shared_proxy: Proxy) -> Proxy:
    shared_proxy.reset()
    return shared_proxy


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "uji")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "uji")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore waits between attempts; the waiting is not what is tested."""
    original = time.sleep
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: original(0.001))


class Bucket:
    """A bucket of its own for each test, read past the proxy."""

    def __init__(self, port: int) -> None:
        self.name = f"situs-{random.SystemRandom().randrange(10**9)}"
        self.s3 = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}")
        self.s3.create_bucket(Bucket=self.name)

    def _keys(self) -> dict[str, Any]:
        """What the store holds, asked of its memory: a question by HTTP takes 15 ms an object."""
        keys = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[self.name].keys
        return {name: keys[name] for name in list(keys)}

    def names(self) -> list[str]:
        return sorted(self._keys())

    def read(self, key: str) -> bytes:
        data: bytes = self._keys()[key].value
        return data

    def state(self) -> dict[str, str]:
        return {k: digest(self.read(k)) for k in self.names() if not k.startswith(".terbit/")}

    def broken_links(self) -> list[str]:
        present = set(self.names())
        broken = []
        for key in sorted(present):
            if not key.endswith((".html", ".xml")) or key.startswith(".terbit/"):
                continue
            text = self.read(key).decode()
            links = re.findall(r'(?:href|src)="(/[^"]*)"', text)
            links += re.findall(r"<link>https://humas\.test(/[^<]*)</link>", text)
            for link in links:
                goal = link[1:] + ("index.html" if link.endswith("/") else "")
                if goal not in present:
                    broken.append(f"{key} → {link}")
        return broken


@pytest.fixture
def bucket(store: int) -> Bucket:
    return Bucket(store)


def new_target(bucket: Bucket, tmp_path: Path, endpoint: str, **changes: Any) -> S3Target:
    values = {"type": "s3", "bucket": bucket.name, "endpoint": endpoint, **changes}
    return S3Target(Options("uji", values), tmp_path / "cache")


def what_of(tree: Path, tmp_path: Path, **more: Any) -> Any:
    return publication(tree, tmp_path, packed=False, **more)


def test_a_site_is_published_changed_and_rolled_back(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    target = new_target(bucket, tmp_path, proxy.address)
    first = what_of(tree, tmp_path)
    put(target, first)
    assert bucket.state() == first.manifest.files
    refresh(tree, 12, "kedua")
    shutil.rmtree(tree / "berita/2026/03")
    add_release(tree, 60)
    second = what_of(tree, tmp_path)
    put(target, second)
    assert bucket.state() == second.manifest.files
    assert not target.plan(second).needed
    refresh(tree, 12, "ketiga")
    put(target, what_of(tree, tmp_path))
    back(target)
    assert bucket.state() == second.manifest.files


def test_no_rollback_brings_back_what_was_sealed(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    target = new_target(bucket, tmp_path, proxy.address)
    put(target, what_of(tree, tmp_path))
    (tree / "berita/2026/02/kegiatan-1/index.html").unlink()
    put(target, replace(what_of(tree, tmp_path), sealed=frozenset({"4K7-Q2M-9XC"})))
    with pytest.raises(NoVersion):
        back(target)
    kept = [path.name for path in (tmp_path / "cache/riwayat").glob("*.gz")]
    assert len(kept) == 1


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "umpan/rss.xml",
        "umpan/feed.json",
        "tema/gaya.1a2b3c.css",
        "api/rilis/index.json",
    ],
)
def test_objects_carry_type_and_cache(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path, path: str
) -> None:
    put(new_target(bucket, tmp_path, proxy.address), what_of(tree, tmp_path))
    head = bucket.s3.head_object(Bucket=bucket.name, Key=path)
    assert head["ContentType"] == rules.content_type(path)
    assert head["CacheControl"] == rules.cache_control(path)
    assert head.get("ContentEncoding") in (None, "")


def test_text_may_be_stored_compressed(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    put(new_target(bucket, tmp_path, proxy.address, gzip=True), what_of(tree, tmp_path))
    head = bucket.s3.head_object(Bucket=bucket.name, Key="index.html")
    assert head["ContentEncoding"] == "gzip"
    assert gzip.decompress(bucket.read("index.html")) == (tree / "index.html").read_bytes()


def test_only_changed_objects_travel(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    write(tree, "gambar/besar.webp", random.Random(1).randbytes(2_000_000))
    target = new_target(bucket, tmp_path, proxy.address)
    put(target, what_of(tree, tmp_path))
    refresh(tree, 12, "kedua")
    proxy.reset()
    put(target, what_of(tree, tmp_path))
    assert proxy.count < 30
    assert proxy.sent < 50_000


def test_another_machine_learns_from_the_store_what_is_there(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    target = new_target(bucket, tmp_path, proxy.address)
    for number in range(3):
        refresh(tree, 12, f"ke-{number}")
        put(target, what_of(tree, tmp_path))
    shutil.rmtree(tmp_path / "cache")
    other = new_target(bucket, tmp_path, proxy.address)
    assert not other.plan(what_of(tree, tmp_path)).needed
    refresh(tree, 12, "lain")
    assert set(other.plan(what_of(tree, tmp_path)).difference.put) == {
        "index.html",
        "umpan/atom.xml",
        "umpan/feed.json",
    }


def test_what_is_linked_to_appears_before_what_links(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    """Every single moment of a publication is looked at."""
    target = new_target(bucket, tmp_path, proxy.address, workers=1)
    put(target, what_of(tree, tmp_path))
    for number in (60, 61):
        add_release(tree, number)
    links = ["/berita/2026/01/kegiatan-60/", "/berita/2026/02/kegiatan-61/"]
    write(tree, "index.html", page("Beranda baru", links))
    write(tree, "umpan/rss.xml", f"<rss><link>https://humas.test{links[0]}</link></rss>")
    seen: list[list[str]] = []

    def look(number: int, method: str, path: str) -> None:
        seen.append(bucket.broken_links())

    before = bucket.broken_links()
    proxy.rule = look
    put(target, what_of(tree, tmp_path))
    assert before == []
    assert len(seen) > 10
    assert all(links == [] for links in seen)


def test_the_order_of_stages() -> None:
    order = list(
        stages(
            ["berita/2026/05/x/index.html", "gambar/x.webp", "halaman/3/index.html"],
            ["index.html", "umpan/rss.xml", "berita/2026/04/y/index.html"],
        )
    )
    assert order == [
        ("gambar/x.webp",),
        ("berita/2026/05/x/index.html",),
        ("berita/2026/04/y/index.html",),
        ("halaman/3/index.html",),
        ("index.html",),
        ("umpan/rss.xml",),
    ]


def test_a_store_that_is_overloaded_at_times_is_asked_again(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    chance = random.Random(3)
    answers = [(500, "InternalError"), (503, "SlowDown"), (503, "ServiceUnavailable")]
    proxy.rule = lambda *_: chance.choice(answers) if chance.random() < 0.2 else None
    what = what_of(tree, tmp_path)
    put(new_target(bucket, tmp_path, proxy.address), what)
    assert bucket.state() == what.manifest.files


@pytest.mark.parametrize("first", [0, 20])
def test_a_store_that_stops_answering_leaves_a_whole_site_and_the_next_run_mends_it(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path, first: int
) -> None:
    target = new_target(bucket, tmp_path, proxy.address)
    put(target, what_of(tree, tmp_path))
    for round, answered in enumerate(range(first, first + 20, 2), 2):
        news = range(6 * round, 6 * round + 6)
        for number in news:
            add_release(tree, number)
        refresh(tree, news.stop, f"penuh-{answered}")
        links = [f"/berita/2026/{n % 12 + 1:02d}/kegiatan-{n}/" for n in (0, news[-1])]
        write(tree, "index.html", page(f"Penuh {answered}", links))
        write(tree, "umpan/rss.xml", f"<rss><link>https://humas.test{links[1]}</link></rss>")
        proxy.reset()
        proxy.rule = lambda number, *_, last=answered: (
            (500, "InternalError") if number > last else None
        )
        with pytest.raises(PublishingError):
            put(target, what_of(tree, tmp_path))
        assert bucket.broken_links() == [], answered
        proxy.reset()
        # Somebody takes the change back before the next run.
        refresh(tree, news.stop, "awal")
        new = what_of(tree, tmp_path)
        put(target, new)
        assert bucket.state() == new.manifest.files, answered


def test_the_connection_may_break_at_twenty_points(
    bucket: Bucket, store: int, tree: Path, tmp_path: Path
) -> None:
    with wire(store) as line:
        target = new_target(bucket, tmp_path, f"http://127.0.0.1:{line.port}")
        put(target, what_of(tree, tmp_path))
        usual = measure(line, target, tree, tmp_path)
        chance = random.Random(9)
        broken = 0
        for number in range(20):
            add_release(tree, 100 + number)
            refresh(tree, 101 + number, f"putus-{number}")
            links = [f"/berita/2026/{n % 12 + 1:02d}/kegiatan-{n}/" for n in (0, 100 + number)]
            write(tree, "index.html", page(f"Putus {number}", links))
            write(tree, "umpan/rss.xml", f"<link>https://humas.test{links[1]}</link>")
            new = what_of(tree, tmp_path)
            line.reset(cut_after=chance.randrange(500, usual))
            try:
                put(target, new)
            except TransferError:
                broken += 1
            assert bucket.broken_links() == []
            line.reset()
            put(target, new)
            assert bucket.state() == new.manifest.files
        assert broken > 10


def measure(line: Wire, target: S3Target, tree: Path, tmp_path: Path) -> int:
    line.reset()
    add_release(tree, 99)
    refresh(tree, 12, "ukur")
    put(target, what_of(tree, tmp_path))
    return line.carried


def test_an_interrupted_first_upload_goes_on_where_it_stopped(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    what = what_of(tree, tmp_path)
    target = new_target(bucket, tmp_path, proxy.address, workers=1)
    proxy.rule = lambda number, *_: (500, "InternalError") if number > 40 else None
    with pytest.raises(TransferError):
        put(target, what)
    proxy.reset()
    put(target, what)
    assert proxy.count < len(what.manifest.files) - 10
    assert bucket.state() == what.manifest.files


def test_a_killed_run_leaves_a_lock_that_its_own_next_run_takes_over(
    bucket: Bucket, store: int, tree: Path, tmp_path: Path
) -> None:
    target = new_target(bucket, tmp_path, f"http://127.0.0.1:{store}")
    put(target, what_of(tree, tmp_path))
    publisher = (tmp_path / "cache/penerbit").read_bytes()
    bucket.s3.put_object(Bucket=bucket.name, Key=".terbit/kunci.json", Body=publisher)
    refresh(tree, 12, "lagi")
    put(target, what_of(tree, tmp_path))
    assert ".terbit/kunci.json" not in bucket.names()


def test_the_process_may_be_killed_at_any_moment(
    bucket: Bucket, store: int, tree: Path, tmp_path: Path
) -> None:
    options = {"type": "s3", "bucket": bucket.name, "endpoint": f"http://127.0.0.1:{store}"}
    target = S3Target(Options("uji", options), tmp_path / "uji")
    put(target, what_of(tree, tmp_path))
    words = (json.dumps(options), str(tree), str(tmp_path))
    began = time.monotonic()
    assert forking.run("publish", words, os.environ).returncode == 0
    usual = time.monotonic() - began
    chance = random.Random(4)
    killed = 0
    for number in range(8):
        add_release(tree, 100 + number)
        seconds = usual * (0.3 + chance.random())
        began = time.monotonic()
        if forking.run("publish", words, os.environ, kill_after=seconds).returncode:
            killed += 1
        else:  # the machine is quicker than it was
            usual = min(usual, time.monotonic() - began)
        assert bucket.broken_links() == []
    assert killed > 2
    new = what_of(tree, tmp_path)
    put(target, new)
    assert bucket.state() == new.manifest.files


def test_of_two_publishers_at_once_one_waits(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    bucket.s3.put_object(Bucket=bucket.name, Key=".terbit/kunci.json", Body=b"orang-lain")
    target = new_target(bucket, tmp_path, proxy.address)
    with pytest.raises(Busy, match="sedang berjalan"):
        put(target, what_of(tree, tmp_path))
    proxy.date = format_datetime(datetime.now(UTC) + timedelta(minutes=16), usegmt=True)
    put(target, what_of(tree, tmp_path))


def test_a_plan_made_before_someone_else_published_is_refused(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    target = new_target(bucket, tmp_path, proxy.address)
    put(target, what_of(tree, tmp_path))
    refresh(tree, 12, "satu")
    plan = target.plan(what_of(tree, tmp_path))
    refresh(tree, 12, "dua")
    values = {"type": "s3", "bucket": bucket.name, "endpoint": proxy.address}
    put(S3Target(Options("lain", values), tmp_path / "lain"), what_of(tree, tmp_path))
    with pytest.raises(Busy, match="baru saja"):
        target.publish(plan)


@pytest.mark.parametrize(
    ("status", "code", "error", "words"),
    [
        (403, "InvalidAccessKeyId", Refused, "menolak"),
        (403, "SignatureDoesNotMatch", Refused, "menolak"),
        (403, "AccessDenied", Refused, "menolak"),
        (403, "RequestTimeTooSkewed", Refused, "Jam"),
        (404, "NoSuchBucket", ConfigurationError, "tidak ada"),
        (507, "InsufficientStorage", TransferError, "penuh"),
        (400, "QuotaExceeded", TransferError, "penuh"),
    ],
)
def test_what_the_store_refuses_is_a_sentence(
    bucket: Bucket,
    proxy: Proxy,
    tree: Path,
    tmp_path: Path,
    status: int,
    code: str,
    error: type[Exception],
    words: str,
) -> None:
    proxy.rule = lambda *_: (status, code)
    with pytest.raises(error, match=words):
        put(new_target(bucket, tmp_path, proxy.address), what_of(tree, tmp_path))


def test_the_keys_may_come_as_credentials(
    tree: Path, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: Proxy
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
        write(tmp_path / "kredensial", name, "uji\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "kredensial"))
    target = new_target(bucket, tmp_path, proxy.address)
    assert put(target, what_of(tree, tmp_path)).startswith("000001")


def test_without_keys_it_says_which_to_set(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(Refused, match="AWS_ACCESS_KEY_ID"):
        put(new_target(bucket, tmp_path, proxy.address), what_of(tree, tmp_path))


def test_a_store_that_is_not_there_is_a_sentence(
    bucket: Bucket, tree: Path, tmp_path: Path
) -> None:
    with pytest.raises(TransferError, match="terputus"):
        put(new_target(bucket, tmp_path, "http://127.0.0.1:1"), what_of(tree, tmp_path))


def test_the_clock_of_the_store_is_read(bucket: Bucket, proxy: Proxy, tmp_path: Path) -> None:
    proxy.date = format_datetime(datetime(2026, 1, 1, tzinfo=UTC), usegmt=True)
    assert new_target(bucket, tmp_path, proxy.address).clock() == datetime(2026, 1, 1, tzinfo=UTC)


def test_another_machine_knows_the_hold_the_seals_and_the_source(
    bucket: Bucket, proxy: Proxy, tree: Path, tmp_path: Path
) -> None:
    target = new_target(bucket, tmp_path, proxy.address)
    sealed = frozenset({"4K7-Q2M-9XC"})
    first = replace(what_of(tree, tmp_path), sealed=sealed, commit="a" * 40)
    put(target, first)
    write(tree, "index.html", "salah")
    put(target, what_of(tree, tmp_path))
    back(target)
    elsewhere = new_target(bucket, tmp_path / "lain", proxy.address)
    present = elsewhere.present()
    assert present.hold == HOLD
    assert (present.facts.commit, present.facts.sealed) == (first.commit, sealed)
    assert elsewhere.plan(first).needed
    put(elsewhere, first)
    assert target.present().hold is None
