from __future__ import annotations

import pytest
from kentongan.publishing import versions
from kentongan.publishing.core import Settings, VersionFacts, choose
from kentongan.publishing.errors import ConfigurationError, NoVersion
from kentongan.publishing.versions import Version


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


def test_the_facts_of_a_version_survive_storage() -> None:
    facts = VersionFacts(frozenset({"4K7-Q2M-9XC"}), "000001-0123456789ab")
    assert VersionFacts.from_bytes(facts.to_bytes()) == facts
    for broken in (b"", b"[]", b"{}", facts.to_bytes()[:-3]):
        with pytest.raises(ValueError):
            VersionFacts.from_bytes(broken)


def test_the_earlier_version_is_the_one_that_was_public_before() -> None:
    first, second, third, fourth = (Version(n, f"{n:012x}") for n in range(1, 5))
    kept = {
        first: VersionFacts(),
        second: VersionFacts(before=first.name),
        third: VersionFacts(before=second.name),
        fourth: VersionFacts(before=second.name),  # made after a rollback from the third
    }
    assert versions.earlier(fourth, kept.get) == second
    with pytest.raises(NoVersion, match="tersimpan"):
        versions.earlier(first, kept.get)
    del kept[second]
    with pytest.raises(NoVersion, match="tersimpan"):
        versions.earlier(fourth, kept.get)


def test_an_earlier_version_without_a_sealed_code_is_passed_over() -> None:
    first, second = Version(1, "0" * 12), Version(2, "1" * 12)
    kept = {first: VersionFacts(), second: VersionFacts(frozenset({"X"}), first.name)}
    with pytest.raises(NoVersion, match="disegel"):
        versions.earlier(second, kept.get)
    kept[second] = VersionFacts(before=first.name)
    assert versions.earlier(second, kept.get) == first
    with pytest.raises(NoVersion, match="disegel"):
        versions.earlier(second, kept.get, frozenset({"X@2026-11-24"}))


def test_versions_that_name_each_other_end_the_search() -> None:
    first, second = Version(1, "0" * 12), Version(2, "1" * 12)
    kept = {
        first: VersionFacts(before=second.name),
        second: VersionFacts(frozenset({"X"}), first.name),
    }
    with pytest.raises(NoVersion):
        versions.earlier(second, kept.get)


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


def test_what_is_removed_is_old_or_sealed_and_never_what_is_public() -> None:
    present = [versions.Version(number, f"{number:012x}") for number in range(1, 6)]
    facts = {version: VersionFacts(frozenset(), "") for version in present}
    facts[present[3]] = VersionFacts(frozenset({"A"}), "")
    for current in present:
        removed = versions.doomed(present, current, 3, facts.get, frozenset({"A"}))
        assert removed == set(present) - {present[3], current}
    assert versions.doomed(present, present[4], 3, facts.get, frozenset()) == set(present[:2])
