"""The preview shows drafts, so it answers to names of this machine alone."""

from __future__ import annotations

import functools
import http.client
import http.server
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from kentongan.frame.preview import Handler, State, is_own_host

from tests.loopback import running
from tests.site.builder import ROOT

OWN = "127.0.0.1 127.0.0.1:8000 localhost LOCALHOST:8000 [::1] [::1]:8000".split()
FOREIGN = """\
lain.example
lain.example:8000
127.0.0.1.lain.example
localhost.lain.example
127.0.0.1@lain.example
lain.example/127.0.0.1
127.0.0.2
0.0.0.0
[::2]
::1
localhost:
localhost:x"""


@pytest.mark.parametrize("host", OWN)
def test_names_of_this_machine_are_known(host: str) -> None:
    assert is_own_host([host])


@pytest.mark.parametrize("host", ["", *FOREIGN.split("\n")])
def test_every_other_name_is_foreign(host: str) -> None:
    assert not is_own_host([host])


def test_no_name_and_two_names_are_foreign() -> None:
    assert not is_own_host([])
    assert not is_own_host(["localhost", "lain.example"])


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "index.html").write_text("<body>draf rahasia</body>")
    (tmp_path / "gaya.css").write_text("a {}")
    handler = functools.partial(Handler, directory=str(tmp_path), state=State())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with running(server):
        yield server.server_port


@pytest.mark.parametrize("path", ["/", "/gaya.css", "/tiada/", "/__pratinjau", "/__pratinjau.js"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_foreign_name_is_answered_with_an_error(port: int, method: str, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, headers={"Host": f"lain.example:{port}"})
    answer = connection.getresponse()
    assert 400 <= answer.status < 500
    assert b"rahasia" not in answer.read()


def test_an_own_name_gets_the_page(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
    answer = connection.getresponse()
    assert answer.status == 200 and b"draf rahasia" in answer.read()


@pytest.mark.parametrize("output", ["output", "hasil akhir/situs"])
def test_clean_takes_the_preview_away(tmp_path: Path, output: str) -> None:
    place = (tmp_path / output).parent
    name = f".{Path(output).name}.pratinjau"
    left = [place / name, place / f".{name}.kentongan", tmp_path / ".cache"]
    for folder in (*left, tmp_path / "content"):
        (folder / "berita").mkdir(parents=True)
    words = ["make", "-f", str(ROOT / "Makefile"), "clean", f"OUTPUT={output}"]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    assert [folder.exists() for folder in left] == [False] * 3
    assert (tmp_path / "content/berita").is_dir()
