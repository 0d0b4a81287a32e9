"""Settings are read with a check of name and type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from kentongan.domain import settings
from kentongan.domain.settings import SettingsError
from kentongan.newsroom import declared


@dataclass(frozen=True, slots=True)
class Example:
    PREFIX: ClassVar[str] = "example"

    size: int = 20
    share: float = 0.5
    name: str = "a"
    on: bool = False
    names: tuple[str, ...] = ()
    targets: Mapping[str, Any] = field(default_factory=dict)
    hub: str | None = None


def test_the_defaults_stand_alone() -> None:
    assert settings.read({}, Example) == Example()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("size", 5, 5),
        ("share", 1, 1),
        ("share", 0.25, 0.25),
        ("name", "", ""),
        ("on", True, True),
        ("names", ["a", "b"], ("a", "b")),
        ("names", ("a",), ("a",)),
        ("targets", {"a": {}}, {"a": {}}),
        ("hub", "b", "b"),
        ("hub", None, None),
    ],
)
def test_a_value_that_fits_is_taken(name: str, value: object, expected: object) -> None:
    found = settings.read({f"HUMAS_EXAMPLE_{name.upper()}": value}, Example)
    assert getattr(found, name) == expected


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("size", "5", "bilangan bulat"),
        ("size", True, "bilangan bulat"),
        ("size", 5.0, "bilangan bulat"),
        ("share", "1", "bilangan"),
        ("share", False, "bilangan"),
        ("name", 3, "teks"),
        ("on", 1, "True atau False"),
        ("names", "abc", "daftar teks"),
        ("names", [1], "daftar teks"),
        ("targets", [], "kamus"),
        ("hub", 1, "teks atau None"),
    ],
)
def test_a_value_that_does_not_fit_is_named(name: str, value: object, wanted: str) -> None:
    key = f"HUMAS_EXAMPLE_{name.upper()}"
    with pytest.raises(SettingsError) as caught:
        settings.read({key: value}, Example)
    assert str(caught.value) == f"{key} harus {wanted}, bukan {value!r}"


def test_the_user_s_dictionary_is_not_changed() -> None:
    given = {"HUMAS_EXAMPLE_NAMES": ["a"]}
    settings.read(given, Example)
    assert given == {"HUMAS_EXAMPLE_NAMES": ["a"]}


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    known = settings.names(Example)
    conf = {"HUMAS_EXAMPLE_SIZ": 1, "HUMAS_XYZ": 1, "SITENAME": "", "HUMAS_EXAMPLE_SIZE": 1}
    assert settings.unknown(conf, known) == [
        "pengaturan tidak dikenal HUMAS_EXAMPLE_SIZ; maksud Anda HUMAS_EXAMPLE_SIZE?",
        "pengaturan tidak dikenal HUMAS_XYZ",
    ]


def test_all_mistakes_of_all_plugins_are_told_together() -> None:
    conf = {"HUMAS_LISTS_PAGE_SIZE": "x", "HUMAS_FEEDS_TTL": "y", "HUMAS_LISTS_PAG_SIZE": 1}
    found = declared.mistakes(conf)
    assert len(found) == 3
    for name in conf:
        assert any(name in sentence for sentence in found)
    assert declared.mistakes({"HUMAS_LISTS_PAGE_SIZE": 5, "SITEURL": "https://a.test/b"}) == []


@pytest.mark.parametrize("address", ["humas.test", "//humas.test", "https://", "ftp://humas.test"])
def test_an_address_of_the_site_that_is_not_whole_is_told(address: str) -> None:
    (sentence,) = declared.mistakes({"SITEURL": address})
    assert sentence == f"SITEURL harus diawali https://, bukan {address!r}"
