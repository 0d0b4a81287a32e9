"""What may stand in the text of an item."""

from __future__ import annotations

import pytest
from kentongan.parts.feeds.content import Cleaner, clean_text, one_line

PAGE = "https://humas.test/berita/2026/05/patroli/"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('<a href="/tentang/">a</a>', '<a href="https://humas.test/tentang/">a</a>'),
        ('<a href="#sumber">a</a>', f'<a href="{PAGE}#sumber">a</a>'),
        ('<a href="lampiran.pdf">a</a>', f'<a href="{PAGE}lampiran.pdf">a</a>'),
        ('<a href="../x/">a</a>', '<a href="https://humas.test/berita/2026/05/x/">a</a>'),
        ('<a href="?q=1">a</a>', f'<a href="{PAGE}?q=1">a</a>'),
        ('<a href="//lain.test/x">a</a>', '<a href="https://lain.test/x">a</a>'),
        ('<a href="https://lain.test/é b">a</a>', '<a href="https://lain.test/%C3%A9%20b">a</a>'),
        ('<a href="https://lain.test/a%20b">a</a>', '<a href="https://lain.test/a%20b">a</a>'),
        ('<a href="mailto:a@b.test">a</a>', '<a href="mailto:a@b.test">a</a>'),
        ('<a href="tel:110">a</a>', '<a href="tel:110">a</a>'),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="java&#10;script:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="konten:rilis/x.md">a</a>', "<a>a</a>"),
        ('<img src="a.jpg" alt="x > y">', f'<img src="{PAGE}a.jpg" alt="x &gt; y">'),
        ('<img src="data:image/png;base64,AAAA" alt="x">', ""),
        ('<img alt="tanpa alamat">', ""),
        ('<video poster="/p.jpg"></video>', '<video poster="https://humas.test/p.jpg"></video>'),
    ],
)  # fmt: skip
def test_addresses_are_full_or_gone(given: str, expected: str) -> None:
    assert Cleaner("https://humas.test").clean(given, PAGE) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("/a.jpg 1x, /b.jpg 2x", "https://humas.test/a.jpg 1x, https://humas.test/b.jpg 2x"),
        ("a.jpg 360w,b.jpg 720w", f"{PAGE}a.jpg 360w, {PAGE}b.jpg 720w"),
        ("https://lain.test/a,b.jpg 2x", "https://lain.test/a,b.jpg 2x"),
        ("javascript:alert(1) 1x, /b.jpg 2x", "https://humas.test/b.jpg 2x"),
    ],
)
def test_every_address_of_a_srcset_is_full(given: str, expected: str) -> None:
    html = Cleaner("https://humas.test").clean(f'<img src="/a.jpg" srcset="{given}">', PAGE)
    assert f'srcset="{expected}"' in html


@pytest.mark.parametrize(
    "given",
    [
        "<script>JAHAT</script>",
        "<style>JAHAT{}</style>",
        "<iframe src='https://JAHAT.test'></iframe>",
        "<svg><a href='/JAHAT'>JAHAT</a></svg>",
        "<math><mi>JAHAT</mi></math>",
        "<object data='JAHAT'>JAHAT</object>",
        "<form action='/JAHAT'></form>",
        "<p onclick='JAHAT()'>baik</p>",
        "<p style='color:JAHAT'>baik</p>",
        "<!-- JAHAT -->",
        "<a href='vbscript:JAHAT'>baik</a>",
        "<base href='https://JAHAT.test'>",
        "<meta http-equiv=refresh content='0;url=https://JAHAT.test'>",
        "<link rel=stylesheet href=JAHAT.css>",
        "<embed src=JAHAT>",
    ],
)
def test_what_runs_or_embeds_is_gone(given: str) -> None:
    html = Cleaner("https://humas.test").clean(f"<p>awal</p>{given}<p>akhir</p>", PAGE)
    assert "JAHAT" not in html
    assert "<p>awal</p>" in html
    assert "<p>akhir</p>" in html


def test_control_characters_go_and_other_scripts_stay() -> None:
    assert clean_text("a\x00\x0b\x1f\x7f\ud800\ufffeb\n\tc") == "ab\n\tc"
    kept = "שלום \u200fعربي 🚓 中文 ñ"
    assert clean_text(kept) == kept
    assert one_line("  a\n b\x0bc  ") == "a bc"
    assert one_line("a\xa0b") == "a b"
