from __future__ import annotations

from collections.abc import Callable

import pytest
from kentongan.domain import codes, settings
from kentongan.manuscripts.options import Settings


def test_a_code_is_read_without_regard_to_case_and_look_alikes() -> None:
    code = codes.derive("rilis/2024/08/a.md")
    assert codes.normalise(code.lower().replace("-", " ")) == code
    body = "00000001"
    written = codes.printed(body + codes.check_character(body))
    assert codes.normalise(written.replace("0", "O").replace("1", "l")) == written


def test_every_single_wrong_character_is_noticed() -> None:
    code = codes.derive("rilis/2024/08/b.md").replace("-", "")
    for place in range(9):
        for other in codes.ALPHABET.replace(code[place], ""):
            with pytest.raises(codes.CodeError):
                codes.normalise(code[:place] + other + code[place + 1 :])


def test_a_derived_code_depends_on_the_path_alone() -> None:
    assert codes.derive("rilis/a.md") == codes.derive("rilis/a.md") != codes.derive("rilis/b.md")


def test_a_minted_code_is_valid() -> None:
    code = codes.mint()
    assert codes.normalise(code) == code
    assert codes.mint(choose=lambda alphabet: alphabet[0]) == "000-000-000"


@pytest.mark.parametrize("make", [codes.mint, lambda mark: codes.derive("rilis/a.md", mark)])
def test_a_district_with_a_mark_has_it_in_all_its_codes(make: Callable[[str], str]) -> None:
    code = make("FN")
    assert codes.normalise(code) == code
    assert codes.mark_of(code) == "FN"


def test_equal_paths_of_two_districts_differ_before_the_mark() -> None:
    derived = {codes.derive("rilis/a.md", mark)[:6] for mark in ("", "FN", "FM", "0K")}
    assert len(derived) == 4


@pytest.mark.parametrize(("stated", "mark"), [("fn", "FN"), ("", ""), (" o1 ", "01"), ("IL", "11")])
def test_a_mark_is_read_like_a_code(stated: str, mark: str) -> None:
    assert codes.normalise_mark(stated) == mark
    assert settings.read({"HUMAS_RELEASES_MARK": stated}, Settings).mark == mark


@pytest.mark.parametrize("stated", ["F", "FNX", "U1", "-1", "é1"])
def test_what_no_code_can_hold_is_no_mark(stated: str) -> None:
    with pytest.raises(settings.SettingsError, match="HUMAS_RELEASES_MARK"):
        settings.read({"HUMAS_RELEASES_MARK": stated}, Settings)


@pytest.mark.parametrize("text", ["", "123", "ABC-DEF-GHU", "abc def ghij", "4K7-Q2M-9XX?"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(codes.CodeError):
        codes.normalise(text)


def test_a_mistyped_code_is_near_the_one_that_was_meant() -> None:
    code = codes.derive("rilis/2024/08/c.md")
    plain = code.replace("-", "")
    for place in range(9):
        head, tail = plain[:place], plain[place + 1 :]
        assert code in codes.near(head + tail)
        assert code in codes.near(f"{head}{plain[place]}0{tail}".lower())
        assert code in codes.near(head + ("Z" if plain[place] != "Z" else "Y") + tail)
    assert code in codes.near(plain[1] + plain[0] + plain[2:])
    assert code not in codes.near(plain[:6])
