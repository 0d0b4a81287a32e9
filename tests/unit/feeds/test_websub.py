"""Telling a hub of the feeds that changed, and of no other."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from plugins.feeds import websub

HUB = "https://hub.test/"


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def test_only_feeds_with_other_bytes_count(tmp_path: Path) -> None:
    before = write(
        tmp_path / "a",
        {"umpan/rss.xml": "1", "umpan/tag/x/rss.xml": "1", "umpan/arsip/1.atom.xml": "1"},
    )
    after = write(
        tmp_path / "b",
        {
            "umpan/rss.xml": "2",
            "umpan/tag/x/rss.xml": "1",
            "umpan/tag/y/feed.json": "1",
            "umpan/arsip/1.atom.xml": "2",
            "umpan/umpan.opml": "2",
            "index.html": "2",
        },
    )
    assert websub.changed_feeds(before, after) == ["/umpan/rss.xml", "/umpan/tag/y/feed.json"]


def test_before_the_first_publication_all_feeds_are_new(tmp_path: Path) -> None:
    after = write(tmp_path / "b", {"umpan/rss.xml": "1"})
    assert websub.changed_feeds(tmp_path / "none", after) == ["/umpan/rss.xml"]


def client(answers: list[int | Exception], seen: list[bytes]) -> httpx.Client:
    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.content)
        found = answers.pop(0)
        if isinstance(found, Exception):
            raise found
        return httpx.Response(found)

    return httpx.Client(transport=httpx.MockTransport(answer))


def test_a_hub_hears_the_full_address(tmp_path: Path) -> None:
    seen: list[bytes] = []
    [ping] = websub.ping(HUB, "https://humas.test", ["/umpan/rss.xml"], client=client([204], seen))
    assert ping == websub.Ping("https://humas.test/umpan/rss.xml", 1)
    assert seen == [b"hub.mode=publish&hub.url=https%3A%2F%2Fhumas.test%2Fumpan%2Frss.xml"]


@pytest.mark.parametrize(
    ("answers", "tries", "error"),
    [
        ([503, 202], 2, ""),
        ([httpx.ConnectTimeout("x"), 429, 204], 3, ""),
        ([500, 500, 500], 3, "HTTP 500"),
        ([httpx.ConnectError("x")] * 3, 3, "ConnectError"),
        ([404], 1, "HTTP 404"),
    ],
)
def test_a_hub_that_fails_for_now_is_asked_again(
    answers: list[int | Exception], tries: int, error: str
) -> None:
    pauses: list[float] = []
    [ping] = websub.ping(
        HUB, "https://humas.test", ["/umpan/rss.xml"],
        client=client(list(answers), []), sleep=pauses.append,
    )  # fmt: skip
    assert (ping.tries, ping.error) == (tries, error)
    assert len(pauses) == tries - 1
