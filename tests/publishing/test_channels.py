"""Channels hear of each release once, and of what was corrected and taken back."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from kentongan.newsroom.publish import Request, publish, roll_back
from kentongan.publishing import announcing, channels, telling
from kentongan.publishing.announcing import Post
from kentongan.publishing.core import Settings
from kentongan.publishing.errors import ConfigurationError
from kentongan.publishing.run import Job, Outcome

from tests.loopback import running
from tests.publishing.trees import add_release, code, make_tree, refresh, write

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOKEN = "12345:RAHASIA-sekali"
ORIGIN = "https://humas.test"


@dataclass
class Service:
    """A Bot API and a Mastodon server in one; answers as `reply` says, else well."""

    address: str = ""
    calls: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    reply: Callable[[str, str], tuple[int, dict[str, Any]] | None] = lambda method, path: None
    breaks: int = 0
    """So many of the next connections end without an answer, once the request was read."""

    @property
    def verbs(self) -> list[str]:
        return [
            path if method == "POST" and path else f"{method} {path}"
            for method, path, _ in self.calls
        ]


@contextmanager
def service() -> Iterator[Service]:
    seen = Service()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(length) or b"null") or {}
            path = self.path.replace(f"/bot{TOKEN}/", "").replace("/api/v1/statuses", "status")
            seen.calls.append((self.command, path, body))
            seen.headers.append(dict(self.headers))
            if seen.breaks:
                seen.breaks -= 1
                return
            number = len(seen.calls)
            good = (200, {"ok": True, "result": {"message_id": number}, "id": str(number)})
            status, words = seen.reply(self.command, path) or good
            data = json.dumps(words).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_PUT = do_DELETE = _answer

        def log_message(self, *args: Any) -> None:
            pass

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as seen.address:
        yield seen


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("TOKEN_TG", TOKEN)
    monkeypatch.setenv("TOKEN_MASTODON", TOKEN)
    with service() as running:
        yield running


class Site:
    """A built site that changes, and its publication to two targets."""

    def __init__(self, folder: Path, web: Service) -> None:
        self.folder = folder
        self.output = make_tree(folder / "output", 3)
        targets = {n: {"type": "folder", "path": str(folder / n)} for n in ("utama", "kedua")}
        self.settings = Settings(
            targets=targets,
            encodings=(),
            telegram={"chat": "@humas_uji", "token_env": "TOKEN_TG", "api": web.address},
            mastodon={"server": web.address, "token_env": "TOKEN_MASTODON"},
            whatsapp="saluran.txt",
        )
        (folder / "content").mkdir()

    def job(self, *, now: datetime = NOW, machine: str = "", **words: Any) -> Job:
        """`machine`: another one, with a memory of its own and the same content."""
        settings = replace(self.settings, **words.pop("settings", {}))
        cache = self.folder / f".cache{machine}"
        place = (settings, self.folder / "content", self.output, cache)
        return Job(*place, ORIGIN, now, "Uji", **words)

    def go(self, *, refused: bool = False, **words: Any) -> Outcome:
        """Publish. `refused`: some channel does not take what it is told."""
        request = Request(self.job(**words), as_built=True, with_git=False)
        outcome = publish(request, lambda plan, changes: True, lambda: None)
        faults = [told for told in outcome.notifications if not told.ok]
        assert bool(faults) == refused, faults or outcome.notifications
        return outcome

    def release(self, number: int, *, title: str = "", age: int = 0, state: str = "usable") -> str:
        add_release(self.output, number)
        path = f"api/rilis/{code(number)}.json"
        entry = json.loads((self.output / path).read_text())
        entry |= {"firstCreated": (NOW - timedelta(days=age)).isoformat(), "pubStatus": state}
        entry |= {"title": title or entry["title"], "by": "Humas Polres Uji"}
        entry["descriptions"] = [{"value": "Ringkasan pendek."}]
        write(self.output, path, json.dumps(entry))
        refresh(self.output, 3, f"{number}{title}{state}")
        return code(number)

    def remembered(self) -> str:
        return (self.folder / "content" / telling.NAME).read_text()


@pytest.fixture
def site(tmp_path: Path, web: Service) -> Site:
    made = Site(tmp_path, web)
    made.go()
    return made


def test_a_first_publication_is_no_news(site: Site, web: Service) -> None:
    assert web.calls == []


def test_a_release_is_told_once_corrected_and_taken_back(site: Site, web: Service) -> None:
    name = site.release(50, title="Perahu diperiksa")
    told = site.go().notifications
    assert [(notification.kind, notification.ok) for notification in told] == [
        ("telegram", True),
        ("mastodon", True),
    ]
    assert web.verbs == ["sendMessage", "status"]
    text = f"Perahu diperiksa\n\nRingkasan pendek.\n\n{ORIGIN}/r/{name}/"
    assert web.calls[0][2] == {"chat_id": "@humas_uji", "text": text}
    assert web.calls[1][2]["status"] == text
    assert web.headers[1]["Authorization"] == f"Bearer {TOKEN}"
    site.go(target="kedua")
    site.go()
    assert len(web.calls) == 2
    site.release(50, title="Perahu wisata diperiksa")
    site.go()
    assert web.verbs[2:] == ["editMessageText", "PUT status/2"]
    assert web.calls[2][2]["message_id"] == 1 and "wisata" in web.calls[2][2]["text"]
    site.release(50, title="Nama yang dirahasiakan", state="canceled")
    site.go()
    assert web.verbs[4:] == ["deleteMessage", "DELETE status/2"]
    kept = "".join(
        path.read_text() for path in (site.folder / ".cache/terbit/utama").glob("*.json")
    )
    for place in (site.remembered(), (site.folder / "saluran.txt").read_text(), kept):
        assert "Perahu" not in place and "Nama" not in place and TOKEN not in place


def test_old_news_and_a_flood_are_not_told(site: Site, web: Service) -> None:
    site.release(50, age=30)
    site.go()
    assert web.calls == []
    for number in range(60, 75):
        site.release(number)
    site.go()
    assert web.verbs.count("sendMessage") == announcing.MOST


def test_without_a_token_nobody_is_asked(
    site: Site, web: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOKEN_TG")
    monkeypatch.setenv("TOKEN_MASTODON", "")
    site.release(50)
    outcome = site.go()
    assert web.calls == [] and outcome.changed and outcome.notifications == []
    assert "TOKEN_TG kosong" in " ".join(outcome.warnings)


@pytest.mark.parametrize(("days", "told"), [(0, True), (2, True), (4, False)])
def test_what_was_published_without_a_token_is_told_once_it_is_there_or_named(
    site: Site, web: Service, monkeypatch: pytest.MonkeyPatch, days: int, told: bool
) -> None:
    monkeypatch.delenv("TOKEN_TG")
    name = site.release(50)
    site.go()
    site.release(50, title="Sesudah dibetulkan")
    site.go(now=NOW + timedelta(days=days / 2))
    monkeypatch.setenv("TOKEN_TG", TOKEN)
    web.calls.clear()
    outcome = site.go(now=NOW + timedelta(days=days))
    assert web.verbs == ["sendMessage"] * told
    said = f"{name} tidak dikabarkan ke telegram:@humas_uji: terbit lebih dari 3 hari lalu"
    assert (said in " ".join(outcome.warnings)) is not told
    web.calls.clear()
    assert site.go(now=NOW + timedelta(days=days)).warnings == [] and web.calls == []


class Keys:
    """Takes the token from a machine, and gives it back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def lose(self) -> None:
        self.monkeypatch.delenv("TOKEN_TG", raising=False)
        self.monkeypatch.delenv("TOKEN_MASTODON", raising=False)

    def find(self) -> None:
        self.monkeypatch.setenv("TOKEN_TG", TOKEN)
        self.monkeypatch.setenv("TOKEN_MASTODON", TOKEN)


@pytest.fixture
def keys(web: Service, monkeypatch: pytest.MonkeyPatch) -> Keys:
    return Keys(monkeypatch)


def test_the_machine_that_holds_the_key_tells_what_another_published(
    site: Site, web: Service, keys: Keys
) -> None:
    for title, state, verbs in (
        ("Judul pertama", "usable", ["sendMessage", "status"]),
        ("Judul kedua", "usable", ["editMessageText", "PUT status/2"]),
        ("Judul kedua", "canceled", ["deleteMessage", "DELETE status/2"]),
    ):
        keys.lose()
        name = site.release(50, title=title, state=state)
        said = " ".join(site.go(machine="tanpa-kunci").warnings)
        for variable, channel in (("TOKEN_TG", "telegram"), ("TOKEN_MASTODON", "mastodon")):
            assert f"{variable} kosong di komputer ini: {name} dikabarkan ke {channel}" in said
        assert title not in site.remembered()
        keys.find()
        before = len(web.calls)
        assert not site.go().changed
        assert web.verbs[before:] == verbs
        assert all(title in str(body) for _, path, body in web.calls[before:] if state == "usable")
    for machine in ("tanpa-kunci", ""):
        assert site.go(machine=machine).warnings == []
    assert len(web.calls) == 6


def test_a_machine_that_never_holds_the_key_says_so_once_for_each_release(
    site: Site, web: Service, keys: Keys
) -> None:
    keys.lose()
    site.release(50)
    assert "kosong di komputer ini" in " ".join(site.go().warnings)
    assert site.go().warnings == []
    site.release(50, title="Sesudah dibetulkan")
    assert site.go().warnings == []
    site.release(51)
    assert "kosong di komputer ini" in " ".join(site.go().warnings)
    keys.find()
    site.go()
    assert sorted(web.verbs) == ["sendMessage", "sendMessage", "status", "status"]


def test_what_no_machine_told_in_time_is_named_once(site: Site, web: Service, keys: Keys) -> None:
    keys.lose()
    name = site.release(50)
    site.go()
    late = NOW + timedelta(days=4)
    said = " ".join(site.go(now=late).warnings)
    assert f"{name} tidak dikabarkan ke telegram" in said and "ke mastodon" in said
    assert site.go(now=late).warnings == []
    keys.find()
    site.go(now=late)
    assert web.calls == []


@pytest.mark.parametrize("status", [500, 400])
def test_what_a_service_does_not_take_from_the_machine_with_the_key_waits_or_is_over(
    site: Site, web: Service, keys: Keys, status: int
) -> None:
    keys.lose()
    site.release(50)
    site.go(machine="tanpa-kunci")
    keys.find()
    web.reply = lambda method, path: (status, {}) if path == "sendMessage" else None
    site.go(refused=True)
    web.reply = lambda method, path: None
    web.calls.clear()
    site.go(machine="ketiga")
    assert web.verbs == (["sendMessage"] if status == 500 else [])


def test_a_withdrawal_waits_for_the_token_however_long_and_is_named(
    site: Site, web: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = site.release(50)
    site.go()
    monkeypatch.delenv("TOKEN_TG")
    site.release(50, state="canceled")
    outcome = site.go()
    assert f"Siaran {name} di telegram:@humas_uji belum dihapus" in " ".join(outcome.warnings)
    later = site.go(now=NOW + timedelta(days=30))
    assert f"Siaran {name} di telegram:@humas_uji belum dihapus" in " ".join(later.warnings)
    monkeypatch.setenv("TOKEN_TG", TOKEN)
    web.calls.clear()
    assert site.go(now=NOW + timedelta(days=60)).warnings == []
    assert web.verbs == ["deleteMessage"]


def test_what_a_never_told_channel_lacks_is_no_matter_for_it_once_withdrawn(
    site: Site, web: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOKEN_TG")
    site.release(50)
    site.go()
    site.release(50, state="canceled")
    outcome = site.go()
    assert "belum" not in " ".join(outcome.warnings)
    monkeypatch.setenv("TOKEN_TG", TOKEN)
    web.calls.clear()
    site.go()
    assert web.calls == []


def test_a_token_may_come_as_a_credential(
    site: Site, web: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TOKEN_TG")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "kredensial"))
    write(tmp_path / "kredensial", "TOKEN_TG", TOKEN + "\n")
    site.release(50)
    site.go()
    assert "sendMessage" in web.verbs


@pytest.mark.parametrize("status", [429, 500, 503, 401])
def test_a_service_that_is_away_is_asked_again_the_next_time(
    site: Site, web: Service, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    web.reply = lambda method, path: (
        (status, {"description": "nanti"}) if path == "sendMessage" else None
    )
    for number in range(50, 53):
        site.release(number)
    outcome = site.go(refused=True)
    assert outcome.changed and "belum diberi tahu" in " ".join(outcome.warnings)
    assert web.verbs.count("sendMessage") == 1  # not for every release
    web.reply = lambda method, path: None
    web.calls.clear()
    again = site.go()
    assert not again.changed and web.verbs == ["sendMessage"] * 3
    said = " ".join(
        [
            *outcome.warnings,
            *(notification.answer for notification in outcome.notifications),
            caplog.text,
        ]
    )
    assert TOKEN not in said and "RAHASIA" not in site.remembered()


def test_a_service_that_cannot_be_reached_is_a_word(site: Site, web: Service) -> None:
    site.release(50)
    away = {"chat": "@x", "token_env": "TOKEN_TG", "api": "http://127.0.0.1:1"}
    outcome = site.go(refused=True, settings={"telegram": away, "mastodon": {}})
    assert [notification.answer for notification in outcome.notifications] == ["tidak tersambung"]
    broken = {"chat": "@x", "token_env": "TOKEN_TG", "api": "bukan alamat"}
    site.go(refused=True, settings={"telegram": broken, "mastodon": {}})


@pytest.mark.parametrize(
    ("other", "verbs"),
    [
        ("mastodon", ["editMessageText", "deleteMessage"]),
        ("telegram", ["status", "PUT status/2", "DELETE status/2"]),
    ],
)
def test_what_may_be_said_twice_is_said_again_when_the_connection_breaks(
    site: Site, web: Service, other: str, verbs: list[str]
) -> None:
    states = [("Satu", "usable"), ("Dua", "usable"), ("Dua", "canceled")][-len(verbs) :]
    if other == "mastodon":
        site.release(50)
        site.go(settings={other: {}})
    for verb, (title, state) in zip(verbs, states, strict=True):
        web.breaks = 1
        site.release(50, title=title, state=state)
        site.go(settings={other: {}})
        assert web.verbs[-2:] == [verb, verb]


def test_a_post_that_may_have_arrived_is_not_made_again_at_once(site: Site, web: Service) -> None:
    site.release(50)
    web.breaks = 1
    outcome = site.go(refused=True, settings={"mastodon": {}})
    assert web.verbs == ["sendMessage"]
    assert [told.answer for told in outcome.notifications] == ["sambungan terputus"]


def test_what_cannot_be_deleted_says_that_it_was_withdrawn(site: Site, web: Service) -> None:
    name = site.release(50, title="Judul lama")
    site.go()
    web.reply = lambda method, path: (
        (400, {"ok": False, "description": "message can't be deleted"})
        if path == "deleteMessage"
        else (404, {})
        if method == "DELETE"
        else None
    )
    site.release(50, title="Judul lama", state="canceled")
    assert all(notification.ok for notification in site.go().notifications)
    _, path, body = web.calls[-2]
    assert path == "editMessageText" and body["text"] == f"Siaran ini dicabut: {ORIGIN}/r/{name}/"
    web.calls.clear()
    site.release(51)
    site.go()
    assert web.verbs == ["sendMessage", "status"]  # the withdrawal is done


def test_a_rollback_takes_back_what_it_takes_off_line(site: Site, web: Service) -> None:
    site.release(50)
    site.go()
    roll_back(site.job(), lambda way: True)
    assert web.verbs[2:] == ["deleteMessage", "DELETE status/2"]
    site.go(lift=True)
    assert web.verbs[4:] == ["sendMessage", "status"]


def test_the_file_for_the_editor_is_ready_to_paste(site: Site) -> None:
    first, second = site.release(50, title="Satu"), site.release(51, title="Dua")
    site.go()
    text = (site.folder / "saluran.txt").read_text()
    assert f"*Satu*\n\nRingkasan pendek.\n\nSelengkapnya: {ORIGIN}/r/{first}/" in text
    site.release(50, title="Satu lagi")
    site.release(51, state="canceled")
    site.go()
    text = (site.folder / "saluran.txt").read_text()
    assert "DIPERBARUI" in text and text.count(f"/r/{first}/") == 1
    assert f"HAPUS dari saluran: {ORIGIN}/r/{second}/" in text and "Dua" not in text


@pytest.mark.parametrize("longest", [500, 4096, 120])
def test_a_text_fits_and_keeps_its_address(longest: int) -> None:
    post = Post("X", "baru", f"{ORIGIN}/r/X/", "Judul " * 30, "Kata " * 2000)
    fitted = post.fitted(longest)
    assert len(fitted) <= longest and fitted.endswith(post.address) and fitted.startswith("Judul")


def gone(code: str) -> Post:
    return Post(code, announcing.GONE, "")


@pytest.mark.parametrize("damage", ["{", "[1]", '[{"code": 1}]', '{"a": 2}'])
def test_damaged_memories_are_passed_over(tmp_path: Path, damage: str) -> None:
    write(tmp_path, "siaran.json", damage)
    write(tmp_path / "content", telling.NAME, f"{damage}\n<<<<<<<\n")
    assert announcing.waiting_in(tmp_path / "siaran.json") == []
    told = telling.tell(tmp_path / "siaran.json", tmp_path / "content", [], NOW, gone)
    assert told.notifications == [] and told.sentences() == []


@pytest.mark.parametrize(
    "words",
    [
        {"telegram": {"chat": "@x"}},
        {"telegram": {"token_env": "X"}},
        {"mastodon": {"server": "x", "token_env": "X", "token": "y"}},
    ],
)
def test_a_wrong_table_is_a_sentence(words: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="token_env"):
        channels.of(Settings(**words))
