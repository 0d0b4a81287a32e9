from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from kentongan.publishing import facts, serverconf
from kentongan.publishing.errors import ConfigurationError
from kentongan.publishing.facts import SiteFacts


def test_a_chain_of_moves_leads_to_its_end() -> None:
    site = facts.make("", {"/a/": "/b/", "/b/": "/c/"})
    assert site.redirects == {"/a/": "/c/", "/b/": "/c/"}


@pytest.mark.parametrize("redirects", [{"/a/": "/a/"}, {"/a/": "/b/", "/b/": "/a/"}])
def test_a_circle_is_refused_with_its_addresses(redirects: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match="/a/ →"):
        facts.make("", redirects)


@pytest.mark.parametrize(
    "address",
    [
        "a/",
        "",
        "//jahat.test/",
        "/a/../b/",
        '/a";return 200;/',
        "/a b/",
        "/a\n/",
        "/{a}/",
        "/$uri/",
    ],
)
def test_an_address_that_could_break_a_configuration_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError):
        facts.make("", {address: "/b/"})
    with pytest.raises(ConfigurationError):
        facts.make("", {}, [address])


def test_an_escaped_address_is_decoded_as_servers_compare_it() -> None:
    site = facts.make("", {"/caf%C3%A9/": "/kafe/"})
    assert list(site.redirects) == ["/café/"]
    assert "/caf%C3%A9/ /kafe/ 301" in serverconf.redirects_file(site)


def test_an_address_is_moved_or_withdrawn_but_not_both() -> None:
    site = facts.make("", {"/a/": "/b/"}, ["/a/", "/c/"])
    assert site.gone == ("/c/",)


def test_a_missing_file_means_no_facts_and_a_broken_one_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "alamat.json"
    assert facts.load(path, "https://humas.test") == SiteFacts("https://humas.test")
    path.write_text(json.dumps({"redirects": {"/a/": "/b/"}, "gone": ["/c/"], "sealed": ["X"]}))
    site = facts.load(path, "https://humas.test")
    assert (site.host, site.secure) == ("humas.test", True)
    assert site.sealed == frozenset({"X"})
    for broken in ("{", "[]", '{"redirects": 3}', '{"gone": 3}'):
        path.write_text(broken)
        with pytest.raises(ConfigurationError, match="rusak"):
            facts.load(path, "")


def test_an_old_address_that_no_server_can_hold_does_not_stop_a_publication(
    tmp_path: Path,
) -> None:
    path = tmp_path / "alamat.json"
    path.write_text(json.dumps({"redirects": {'/a"b/': "/x/", "/?p=12": "/x/"}}))
    site = facts.load(path, "")
    assert dict(site.redirects) == {"/?p=12": "/x/"}
    assert '"/?p=12" "/x/";' in serverconf.maps(site)[serverconf.ASKED].decode()


def test_the_same_facts_give_the_same_files() -> None:
    one = facts.make("", {"/a/": "/x/", "/b/": "/x/"}, ["/d/", "/c/"])
    two = facts.make("", {"/b/": "/x/", "/a/": "/x/"}, ["/c/", "/d/"])
    assert serverconf.maps(one) == serverconf.maps(two)


def test_an_address_that_moved_by_case_alone_does_not_loop_in_nginx() -> None:
    found = serverconf.maps(facts.make("", {"/Berita/X/": "/berita/x/"}))
    text = found[serverconf.MOVED].decode()
    assert '"~^/Berita/X/$" "/berita/x/";' in text


def test_a_hidden_address_is_withdrawn_unless_it_is_there_again() -> None:
    site = SiteFacts(hidden=frozenset({"/lama/", "/kembali/", "/pindah/", "/a b/"}))
    site = replace(site, redirects={"/pindah/": "/kini/"}, gone=("/salah/",))
    assert site.covers("/lama/")
    shown = facts.only_for(site, ["/kembali/", "/kini/", "/salah/"])
    assert shown.gone == ("/lama/", "/salah/")
