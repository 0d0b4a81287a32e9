from __future__ import annotations

import pytest

from plugins.publishing import versions
from plugins.publishing.core import Settings, choose
from plugins.publishing.errors import ConfigurationError
from plugins.publishing.versions import Version


def test_only_finished_names_are_versions() -> None:
    names = ["000002-0123456789ab", ".000003-0123456789ab", "catatan", "000001-ffffffffffff"]
    assert [v.number for v in versions.known(names)] == [1, 2]


def test_numbers_count_up_whatever_the_clock_says() -> None:
    assert versions.following([Version(7, "a"), Version(41, "b")], "c").number == 42
    assert versions.following([], "c").name == "000001-c"


def test_the_present_version_is_never_surplus() -> None:
    present = [Version(number, "0") for number in range(1, 13)]
    assert versions.surplus(present, present[0], 10) == present[1:3]
    assert versions.surplus(present, present[-1], 10) == present[:2]
    assert versions.surplus(present[:3], present[0], 10) == []


def test_the_sealed_codes_survive_storage() -> None:
    data = versions.facts(Version(1, "a"), {"4K7-Q2M-9XC"}, 3)
    assert versions.sealed_in(data) == {"4K7-Q2M-9XC"}
    for broken in (b"", b"[]", b"{}", data[:-3]):
        with pytest.raises(ValueError):
            versions.sealed_in(broken)


@pytest.mark.parametrize(
    ("targets", "name", "message"),
    [
        ({}, None, "HUMAS_PUBLISHING_TARGETS"),
        ({"utama": {"type": "folder"}}, "lain", "utama"),
        ({"utama": {"type": "ftp"}}, None, "folder, ssh, s3, git"),
        ({"utama": "/srv/www"}, None, "type"),
    ],
)
def test_a_wrong_target_says_what_to_do(
    targets: dict[str, object], name: str | None, message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message):
        choose(Settings(targets=targets), name)


def test_a_misspelt_key_of_a_target_is_refused() -> None:
    options = choose(Settings(targets={"utama": {"type": "folder", "pat": "/x"}}), None)
    with pytest.raises(ConfigurationError, match="pat"):
        options.only("path", "keep")
