"""WebSub, IndexNow, mail and webhook against servers on loopback."""

from __future__ import annotations

import json
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from kentongan.publishing import alarm, network, notify
from kentongan.publishing.core import Plan, Settings
from kentongan.publishing.manifest import Manifest, compare

from tests.loopback import running
from tests.publishing.servers import free_port
from tests.publishing.trees import publication, write


class Listener:
    """A web server that answers with the given statuses in turn and keeps what it was sent."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.bodies: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", 0))
                outer.bodies.append(self.rfile.read(length).decode())
                self.send_response(outer.statuses.pop(0) if outer.statuses else 202)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"


@contextmanager
def listening(*statuses: int) -> Iterator[Listener]:
    listener = Listener(*statuses)
    with running(listener.server):
        yield listener


def plan_with_hub(tree: Path, cache: Path, hub: str) -> Plan:
    write(
        tree,
        "umpan/rss.xml",
        '<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f'<atom:link href="{hub}" rel="hub"/>'
        '<atom:link rel="self" href="https://humas.test/umpan/rss.xml"/>'
        '<item><atom:link rel="hub" href="https://palsu.test/"/></item></channel></rss>',
    )
    what = publication(tree, cache, packed=False)
    return Plan(what, Manifest(), compare(Manifest(), what.manifest))


def told_of(
    plan: Plan, settings: Settings | None = None, origin: str = "https://humas.test", **words: Any
) -> list[notify.Notification]:
    return notify.notify(notify.news(plan, origin), settings or Settings(), origin, **words)


def test_the_hub_of_a_changed_feed_is_pinged_with_its_topic(tree: Path, tmp_path: Path) -> None:
    with listening() as hub:
        told = told_of(plan_with_hub(tree, tmp_path, hub.address))
    assert [(notification.ok, notification.about) for notification in told] == [
        (True, "https://humas.test/umpan/rss.xml")
    ]
    assert parse_qs(hub.bodies[0]) == {
        "hub.mode": ["publish"],
        "hub.url": ["https://humas.test/umpan/rss.xml"],
    }


def test_an_unchanged_feed_is_not_announced(tree: Path, tmp_path: Path) -> None:
    with listening() as hub:
        plan = plan_with_hub(tree, tmp_path, hub.address)
        quiet = Plan(plan.publication, plan.publication.manifest, compare(Manifest(), Manifest()))
        assert told_of(quiet) == []


@pytest.mark.parametrize(
    ("statuses", "ok", "asked"),
    [((500, 202), True, 2), ((429, 503, 204), True, 3), ((500,) * 9, False, 3), ((400,), False, 1)],
)
def test_what_may_pass_is_tried_again_and_what_is_refused_is_not(
    tree: Path, tmp_path: Path, statuses: tuple[int, ...], ok: bool, asked: int
) -> None:
    pauses: list[float] = []
    with listening(*statuses) as hub:
        plan = plan_with_hub(tree, tmp_path, hub.address)
        told = told_of(plan, sleep=pauses.append)
    assert (told[0].ok, len(hub.bodies), len(pauses)) == (ok, asked, asked - 1)


@pytest.mark.parametrize("hub", ["http://127.0.0.1:1/", "ini bukan alamat", "http://[::bad/"])
def test_a_hub_that_cannot_be_reached_is_an_answer_and_no_failure(
    tree: Path, tmp_path: Path, hub: str
) -> None:
    told = told_of(plan_with_hub(tree, tmp_path, hub), sleep=lambda _: None)
    assert [notification.ok for notification in told] == [False]
    assert told[0].answer


def test_a_silent_hub_is_given_up(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "TIMEOUT", 0.1)
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as silent:
        hub = f"http://127.0.0.1:{silent.server_address[1]}/"
        told = told_of(plan_with_hub(tree, tmp_path, hub), sleep=lambda _: None)
    assert told[0].answer == "tidak menjawab"


def test_indexnow_gets_the_addresses_of_changed_releases(tree: Path, tmp_path: Path) -> None:
    what = publication(tree, tmp_path, packed=False)
    page = "berita/2026/02/kegiatan-1/index.html"
    old = Manifest({path: value for path, value in what.manifest.files.items() if path != page})
    plan = Plan(what, old, compare(old, what.manifest))
    with listening() as engine:
        settings = Settings(indexnow_key="abc123abc123", indexnow_endpoint=engine.address)
        told = told_of(plan, settings)
    assert told[0].ok
    sent = json.loads(engine.bodies[0])
    assert sent["host"] == "humas.test"
    assert sent["urlList"] == ["https://humas.test/berita/2026/02/kegiatan-1/"]


class Relay(socketserver.StreamRequestHandler):
    """As much of SMTP as a relay needs."""

    received: list[str]

    def handle(self) -> None:
        self.wfile.write(b"220 uji\r\n")
        while line := self.rfile.readline().decode().strip():
            if line.upper() == "DATA":
                self.wfile.write(b"354 ya\r\n")
                text = ""
                while (part := self.rfile.readline().decode()) != ".\r\n":
                    text += part
                self.received.append(text)
            elif line.upper() == "QUIT":
                self.wfile.write(b"221 ya\r\n")
                return
            self.wfile.write(b"250 ya\r\n")


def test_a_failure_is_mailed_once_until_the_next_success(tmp_path: Path) -> None:
    letters: list[str] = []
    handler = type("Handler", (Relay,), {"received": letters})
    memory = tmp_path / "gagal"
    relay = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    with running(relay):
        mail = {
            "server": "127.0.0.1",
            "port": relay.server_address[1],
            "from": "situs@humas.test",
            "to": ["humas@humas.test"],
        }
        settings = Settings(mail=mail)
        for _ in range(3):
            assert alarm.raise_once(settings, memory, "utama", "Cakram penuh.") == []
        assert len(letters) == 1
        alarm.all_clear(memory)
        alarm.raise_once(settings, memory, "utama", "Cakram penuh.")
        alarm.raise_once(settings, memory, "utama", "Sandi salah.")
    assert len(letters) == 3
    assert "To: humas@humas.test" in letters[0]
    assert "Cakram penuh." in letters[0]


def test_a_failure_reaches_the_webhook_and_is_tried_again_when_that_failed(tmp_path: Path) -> None:
    memory = tmp_path / "gagal"
    with listening(500) as hook:
        settings = Settings(webhook=hook.address)
        assert "gagal" in alarm.raise_once(settings, memory, "utama", "Cakram penuh.")[0]
        assert alarm.raise_once(settings, memory, "utama", "Cakram penuh.") == []
        assert alarm.raise_once(settings, memory, "utama", "Cakram penuh.") == []
    assert [json.loads(body)["laporan"] for body in hook.bodies] == ["Cakram penuh."] * 2


def test_a_relay_that_is_down_is_a_sentence_and_no_crash(tmp_path: Path) -> None:
    settings = Settings(mail={"server": "127.0.0.1", "port": free_port(), "to": "a@humas.test"})
    assert "tidak terkirim" in alarm.raise_once(settings, tmp_path / "gagal", "utama", "x")[0]


def test_a_json_feed_is_pinged_too(tree: Path, tmp_path: Path) -> None:
    feed = {
        "feed_url": "https://humas.test/umpan/feed.json",
        "hubs": [{"url": "https://hub.test/"}],
    }
    (tree / "umpan").mkdir(exist_ok=True)
    (tree / "umpan/feed.json").write_text(json.dumps(feed))
    plan = plan_with_hub(tree, tmp_path, "https://hub.test/")
    topics = {topic for _, topic in notify.hubs(plan)}
    assert topics == {"https://humas.test/umpan/rss.xml", "https://humas.test/umpan/feed.json"}
