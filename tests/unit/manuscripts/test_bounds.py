"""No text costs more than a release may; what would is an error with its line."""

from __future__ import annotations

import pytest
from kentongan.manuscripts import bounds
from kentongan.manuscripts.markup import Renderer

from tests import cost

RENDERER = Renderer()
HOSTILE = [
    "[",
    "![",
    "*[",
    "[^",
    "](",
    "[a](",
    "[a](b",
    "<a ",
    "<",
    "<![CDATA[",
    "`",
    "**a ",
    "~~a",
    "> ",
    "- ",
    "1. ",
    "\\",
    "&amp;",
    "\n: a",
    "<b>",
    "<b id=1>",
    "<div>",
    "<!--",
    "*_",
    "| a ",
    "{a}",
]


@pytest.mark.parametrize("sign", HOSTILE)
@pytest.mark.parametrize("length", [5_000, 1_000_000])
def test_a_text_of_one_sign_is_read_or_refused_at_once(sign: str, length: int) -> None:
    with cost.at_most(5):
        try:
            RENDERER.render("Awal. " + sign * (length // len(sign)), "rilis/a.md")
        except bounds.TooTangled as error:
            assert error.reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Awal.\n\n" + "- " * 2000, "bersarang"),
        ("Awal.\n\n" + "1. " * 2000 + "x", "bersarang"),
        ("Awal.\n\n" + ">" * 2000, "bersarang"),
        ("Awal.\n\n" + "[" * 5000, "kurung siku"),
        ("Awal.\n\n" + "<b id=x>" * 200, "tag HTML"),
        ("Awal.\n\nKata\n" + ": a\n" * 300, "titik dua"),
    ],
)
def test_the_place_of_what_is_too_much_is_told(body: str, reason: str) -> None:
    with pytest.raises(bounds.TooTangled) as caught:
        RENDERER.render(body, "rilis/a.md")
    assert reason in caught.value.reason
    assert body.count("\n", 0, caught.value.position) == 2


def test_long_and_rich_releases_are_within_the_bounds() -> None:
    paragraph = "Kapolsek **menyampaikan** [surat](https://x.example/a) & *pesan* `a` <b>b</b>. "
    rows = "".join(f"| {n} | [Surat {n}](https://x.example/{n}) |\n" for n in range(400))
    items = "".join(f"- butir {n} dengan **tebal**\n" for n in range(400))
    bounds.check(f"{paragraph * 20}\n\n" * 20 + f"| a | b |\n|---|---|\n{rows}\n{items}")
    bounds.check("- - - - - - - - - -\n\n* * *\n\n" + "=" * 200 + "\n\n" + "_" * 200)
