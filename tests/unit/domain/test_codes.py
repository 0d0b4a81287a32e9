from __future__ import annotations

import pytest
from kentongan.domain import codes


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
    assert codes.mint(lambda alphabet: alphabet[0]) == "000-000-000"


@pytest.mark.parametrize("text", ["", "123", "ABC-DEF-GHU", "abc def ghij", "4K7-Q2M-9XX?"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(codes.CodeError):
        codes.normalise(text)
