"""`humas periksa-situs` against a site that keeps the rules, and one that breaks each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from kentongan.desk.periksa_situs import command
from kentongan.publishing import checker, rules
from kentongan.publishing.caddy import caddy
from kentongan.publishing.nginx import nginx

from tests.publishing.servers import caddy_with, free_port, nginx_with
from tests.publishing.test_servers import MOVED, WITHDRAWN, deploy, refresh


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def good(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("baik")
    server = deploy(folder)
    port = int(server.listen.rpartition(":")[2])
    if request.param == "nginx":
        running = nginx_with(nginx(server), port, folder / "jalan")
    else:
        copies = str(folder / "salinan")
        local = replace(server, listen=f"http://127.0.0.1:{port}", copies=copies)
        refresh(local)
        running = caddy_with(caddy(local), port, folder / "jalan")
    with running as address:
        yield address


def test_a_site_with_our_configuration_has_no_finding(good: str) -> None:
    found = checker.check(good, [MOVED], [WITHDRAWN])
    assert len(found) > 40
    assert [(check.code, check.address, check.message) for check in found if not check.ok] == []


def test_the_command_says_so_and_ends_with_0(good: str) -> None:
    words = [good, "--json", "--pindah", MOVED, "--dicabut", WITHDRAWN]
    result = CliRunner().invoke(command, words)
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["masalah"] == 0


def test_a_bare_server_breaks_every_rule(tmp_path: Path) -> None:
    server = deploy(tmp_path)
    port = free_port()
    config = (
        f"server {{ listen 127.0.0.1:{port}; root {server.path}/kini/situs; "
        "autoindex on; etag off; }"
    )
    with nginx_with(config, port, tmp_path / "jalan") as address:
        found = checker.check(address, [MOVED], [WITHDRAWN])
        result = CliRunner().invoke(command, [address])
    bad = {check.code for check in found if not check.ok}
    expected = {f"kepala:{name.lower()}" for name in rules.SECURITY}
    expected |= {"simpan", "304", "padat:gzip", "padat:br", "jenis", "cors"}
    expected |= {"titik", "404-halaman", "daftar", "301", "410"}
    assert expected <= bad
    assert all(check.fix for check in found if not check.ok)
    assert result.exit_code == 1
    assert "Perbaiki:" in result.output


@pytest.mark.parametrize(
    ("policy", "strict"),
    [
        (rules.CSP, True),
        ("default-src 'self'; base-uri 'none'; frame-ancestors 'none'", True),
        ("default-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'", False),
        ("default-src *; base-uri 'none'; frame-ancestors 'none'", False),
        ("default-src 'self' data:; base-uri 'none'; frame-ancestors 'none'", False),
        ("default-src https:; base-uri 'none'; frame-ancestors 'none'", False),
        ("script-src 'self'", False),
    ],
)
def test_a_policy_with_exceptions_is_not_strict(policy: str, strict: bool) -> None:
    assert checker._strict(policy) is strict


@pytest.mark.parametrize(("url", "status"), [("humas.example", 2), ("http://127.0.0.1:1", 1)])
def test_what_is_no_site_is_said_plainly(url: str, status: int) -> None:
    result = CliRunner().invoke(command, [url])
    assert result.exit_code == status
    assert url in result.output
