"""Markdown means what people who type on phones mean."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.manuscripts.classic import classic
from kentongan.manuscripts.markup import Renderer

RENDERER = Renderer()


def page(body: str) -> str:
    html = RENDERER.render(body, "rilis/2026/05/a.md").html
    return re.sub(r"\s*\n\s*", "", html)


@pytest.mark.parametrize("mark", ["-", "*", "+", "•", "▪", "●"])
def test_a_list_begins_right_after_a_line(mark: str) -> None:
    body = f"Warga diminta:\n{mark} mengunci pagar\n{mark} menyalakan lampu\nTerima kasih."
    assert page(body) == (
        "<p>Warga diminta:</p><ul><li>mengunci pagar</li><li>menyalakan lampu</li></ul>"
        "<p>Terima kasih.</p>"
    )


@pytest.mark.parametrize("mark", [".", ")"])
@pytest.mark.parametrize("first", [1, 7])
def test_a_numbered_list_begins_right_after_a_line(mark: str, first: int) -> None:
    start = "" if first == 1 else f' start="{first}"'
    body = f"Tahapnya:\n{first}{mark} daftar\n{first + 1}{mark} antre"
    assert page(body) == f"<p>Tahapnya:</p><ol{start}><li>daftar</li><li>antre</li></ol>"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (
            "1) ketua\n2) wakil\n5) anggota",
            '<ol><li>ketua</li><li>wakil</li></ol><ol start="5"><li>anggota</li></ol>',
        ),
        ("1. a\n1. b\n1. c", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
        ("1. a\n\n2. b", "<ol><li><p>a</p></li><li><p>b</p></li></ol>"),
        ("2023. Tahun sepi.\n2025. Tahun ramai.", "<p>2023. Tahun sepi.2025. Tahun ramai.</p>"),
        ("Dua orang luka\n30. Agustus", "<p>Dua orang luka30. Agustus</p>"),
        (
            "Regu:\n- A\n  - ketua\n  - wakil\n- B",
            "<p>Regu:</p><ul><li>A<ul><li>ketua</li><li>wakil</li></ul></li><li>B</li></ul>",
        ),
        (
            "1. Siap\n   - helm\n   - rompi\n2. Jalan",
            "<ol><li>Siap<ul><li>helm</li><li>rompi</li></ul></li><li>Jalan</li></ol>",
        ),
        ("- a\n\t- b\n\t\t- c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        (
            "- satu\n\n  lanjutan\n\n- dua",
            "<ul><li><p>satu</p><p>lanjutan</p></li><li><p>dua</p></li></ul>",
        ),
        ("- satu yang\npanjang", "<ul><li>satu yangpanjang</li></ul>"),
        (
            "Jadwal:\n| Pos | Jam |\n|---|---|\n| Timur | 08.00 | Bripda |\nSekian.",
            "<p>Jadwal:</p><table><thead><tr><th>Pos</th><th>Jam</th><th></th></tr></thead><tbody><tr>"
            "<td>Timur</td><td>08.00</td><td>Bripda</td></tr></tbody></table><p>Sekian.</p>",
        ),
        (
            "Kata beliau:\n> Jaga kampung.\n> - pos\nLalu pulang.",
            "<p>Kata beliau:</p><blockquote><p>Jaga kampung.</p><ul><li>pos</li></ul></blockquote>"
            "<p>Lalu pulang.</p>",
        ),
        ("a. pos\nb. pasar", "<p>a. pos<br>b. pasar</p>"),
        ("(1) pos\n(2) pasar", "<p>(1) pos<br>(2) pasar</p>"),
        ("🔹 pos\n✅ pasar", "<p>🔹 pos<br>✅ pasar</p>"),
        ("#PolriPresisi hadir.\n\n##Giat", "<p>#PolriPresisi hadir.</p><p>##Giat</p>"),
        ("## Judul\n\n# Satu", "<h2>Judul</h2><h2>Satu</h2>"),
        (
            "Rapat ~~Senin~~ Selasa, ~15 km, ~~ 2.",
            "<p>Rapat <del>Senin</del> Selasa, ~15 km, ~~ 2.</p>",
        ),
        (
            "    Empat spasi.\n\n\tTab, **tebal**.",
            "<p>Empat spasi.</p><p>Tab, <strong>tebal</strong>.</p>",
        ),
        (
            "Kata **penting**{: target=_blank }.\n\n{: .kelas #judul }",
            "<p>Kata <strong>penting</strong>{: target=_blank }.</p><p>{: .kelas #judul }</p>",
        ),
        (
            "Surel <humas\\_kota@x.example> dan <a_b@x.example>",
            '<p>Surel <a href="mailto:humas_kota@x.example">humas_kota@x.example</a> dan '
            '<a href="mailto:a_b@x.example">a_b@x.example</a></p>',
        ),
        ("[DPO]: daftar\n\n[1]: nomor", "<p>[DPO]: daftar</p><p>[1]: nomor</p>"),
        ("Lihat [1].\n\n[1]: https://x.example", '<p>Lihat <a href="https://x.example">1</a>.</p>'),
        (
            "Lihat [a].\n\n[a]: https://x.example (Satu)\n[A]: https://y.example (Dua)",
            '<p>Lihat <a href="https://x.example" title="Satu">a</a>.</p>'
            "<p>[A]: https://y.example (Dua)</p>",
        ),
    ],
)
def test_markdown_means_what_was_typed(body: str, shown: str) -> None:
    assert page(body) == shown


def test_a_note_leads_back_in_indonesian() -> None:
    shown = page("Istilah[^1] itu.\n\n[^1]: Penjelasannya.")
    assert 'title="Kembali ke rujukan catatan 1"' in shown
    assert "Jump" not in shown


@pytest.mark.parametrize(
    "tag",
    [
        "<img src='pos.jpg' alt='Pos'>",
        "<img src=pos.jpg alt=Pos>",
        '<IMG SRC="pos.jpg" ALT="Pos">',
        '<img alt="a > b" src="pos.jpg">',
        "<img\nsrc='pos.jpg'/>",
    ],
)
def test_an_address_is_found_in_any_quoting(tag: str) -> None:
    made = RENDERER.render(f"A {tag}", "rilis/2026/05/a.md")
    assert made.pictures == ("rilis/2026/05/pos.jpg",)


@pytest.mark.parametrize(
    "address", ["konten:rilis/a.md", "KONTEN:x", "javascript:x", "c:/x", "htp:x"]
)
def test_a_scheme_that_no_page_may_use_is_taken_off_and_told(address: str) -> None:
    made = RENDERER.render(f"[x]({address})", "rilis/2026/05/a.md")
    assert "href" not in made.html
    assert made.removed == (address.partition(":")[0].lower() + ":",)


_LINES = st.sampled_from(
    [
        "Polsek Kraton berpatroli.",
        "warga senang",
        "**tebal**",
        "## Judul",
        "",
        "",
        "* satu",
        "- dua",
        "> kutip",
        "![a](b.jpg)",
        "[x](https://x.test)",
        "A & B",
        "---",
        "<b>x</b>",
        "    lanjut",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_LINES, max_size=8).map("\n".join))
def test_what_is_classic_already_stays_so(body: str) -> None:
    assert classic(classic(body)) == classic(body)
