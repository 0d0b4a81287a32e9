"""What an officer did not touch keeps its bytes, and what is typed is what the page says."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from kentongan.manuscripts.markup import Renderer
from kentongan.meja import bodies, editing

from tests.site.builder import GOLDEN, ROOT

FILES = sorted((*ROOT.glob("content/rilis/**/*.md"), *GOLDEN.glob("rilis/**/*.md")))
BLOCKS = (
    "Warga berkumpul di **pasar** sejak pagi.", "Baris satu  \nbaris dua", "a\nb", "## Kronologi",
    "- helm\n- rompi", "1. satu\n\n2. dua", "| a | b |\n|---|---|\n| 1 | 2 |", "> kata kapolsek",
    "![Pos ronda](pos.jpg)", "Lihat [daftar](/ralat/).", "***", "Judul\n=====", "<b>tebal</b>",
    "[1]: https://contoh.example", "Kata[^1]", "⟦1: tabel⟧", "    kode", "Spasi di ujung  ",
    "* bintang\n* dua", "\\*bukan tebal\\*",
)  # fmt: skip
GAPS = ("\n\n", "\n\n\n", "\n  \n", "\n\n \t\n\n")
HEADS = ("Judul: Patroli\nSatuan: polsek-kraton\n\n", "---\nJudul: 'A: B'\nTag: [x, y]\n---\n")


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A release file of blocks of every kind, in any line ends, with or without a mark at its
    start."""
    text = draw(st.sampled_from(HEADS))
    for block in draw(st.lists(st.sampled_from(BLOCKS), max_size=7)):
        text += block + draw(st.sampled_from(GAPS))
    text = text.rstrip("\n ") + draw(st.sampled_from(("", "\n", "\n\n")))
    newline = draw(st.sampled_from(("\n", "\r\n", "\r")))
    mark = draw(st.sampled_from(("", "\ufeff")))
    return (mark + text.replace("\n", newline)).encode()


def sent(text: str) -> str:
    """A text as a browser sends it from a form."""
    return re.sub("\r\n|\r|\n", "\r\n", text)


def saved_untouched(data: bytes) -> bytes:
    opened = editing.open_text(data)
    fields = {key: sent(value) for key, value in opened.fields.items()}
    specials = {special.number: sent(special.markdown) for special in opened.specials}
    return editing.merged(data, opened.title, sent(opened.text), fields, specials)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_opened_and_saved_without_a_touch_a_file_keeps_its_bytes(path: Path) -> None:
    data = path.read_bytes()
    for form in (data, data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data):
        assert saved_untouched(form) == form


@settings(deadline=None)
@given(files())
def test_any_file_keeps_its_bytes(data: bytes) -> None:
    assert saved_untouched(data) == data


@settings(deadline=None)
@given(files(), st.data())
def test_one_changed_paragraph_changes_no_other(data: bytes, draw: st.DataObject) -> None:
    opened = editing.open_text(data)
    found = opened.body.blocks
    assume(found)
    place = draw.draw(st.integers(0, len(found) - 1))
    assume(found[place].special is None)
    shown = [block.shown for block in found]
    changed = shown[place] = "Kalimat yang sama sekali baru dari petugas piket."
    text = editing.merged(
        data,
        text=sent(
            "\n\n".join(
                words for words, block in zip(shown, found, strict=True) if not block.is_hidden
            )
        ),
    ).decode()
    before = opened.head + "".join(block.raw + block.gap for block in found[:place])
    after = "".join(block.raw + block.gap for block in found[place + 1 :])
    assert text.startswith(before.rstrip())
    assert text.endswith(after)
    between = text[len(before.rstrip()) : len(text) - len(after)]
    assert between.split() == changed.split()


HOSTILE = """\
* bukan butir
*tebal* dan *
**
_garis_bawah_ nama_berkas_x
# bukan judul
#TagarPolisi
> bukan kutipan
1. Agustus 2026
2026. Tahun itu
- - -
***
---
===
| a | b |
|---|---|
[tautan](https://contoh.example)
[1]: https://contoh.example
[^1] catatan
![gambar](x.jpg)
<b>tebal</b>
<script>alert(1)</script>
</div>
<!-- komentar -->
&amp; &lt;b&gt; &nbsp; &
\\* miring \\ balik
`kode` dan ```kode```
~coret~ ~~dua~~
{: .kelas }
{samarkan=1,2,3,4}
{{ jinja }} {% if %}
    empat spasi di depan
\tdengan tab
Judul: bukan kunci
Status: draf
: definisi
*[KTP]: kartu
https://contoh.example/a_b?c=*d*&e=_f_
humas_kraton@polres.example
Rp5.000,00 (lima ribu) 50% @ 3°C
“kutip” 'tunggal' "ganda" … – —
😷 3️⃣ é ñ
*_~semua~_*""".split("\n")


def words_of(page: str) -> list[str]:
    text = html.unescape(re.sub(r"<[^>]*>", " ", page))
    return re.findall(r"[^\W_]+", text)


@pytest.mark.parametrize("line", HOSTILE)
def test_the_words_typed_are_the_words_on_the_page(line: str) -> None:
    data = HEADS[0].encode() + b"Awal berita.\n"
    typed = f"Awal berita.\n\n{line}\n\nAkhir berita."
    written = editing.merged(data, text=sent(typed))
    body = bodies.read(written.decode().partition("\n\n")[2])
    page = Renderer().render(body.written, "rilis/2026/01/a.md")
    assert words_of(page.html) == words_of(html.escape(typed, quote=False))
    assert not editing.open_text(written).specials


def test_a_heading_stays_one_when_its_words_change() -> None:
    data = HEADS[0].encode() + b"Awal.\n\n## Kronologi kejadian\n\nAkhir.\n"
    opened = editing.open_text(data)
    assert opened.text == "Awal.\n\n*Kronologi kejadian*\n\nAkhir."
    changed = opened.text.replace("Kronologi kejadian", "Kronologi penangkapan")
    assert editing.merged(data, text=changed) == data.replace(b"kejadian", b"penangkapan")


def test_a_special_block_moves_and_is_edited_as_markdown() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    data = f"{HEADS[0]}Awal.\n\n{table}\n\nAkhir.\n".encode()
    opened = editing.open_text(data)
    (special,) = opened.specials
    assert special.markdown == table
    moved = f"Awal.\n\nAkhir.\n\n{special.marker}"
    assert editing.merged(data, text=moved).decode().endswith(f"Awal.\n\nAkhir.\n\n{table}\n")
    edited = editing.merged(data, specials={1: table.replace("2", "3")})
    assert edited == data.replace(b"| 2 |", b"| 3 |")


def test_a_list_goes_on_in_a_new_paragraph() -> None:
    data = HEADS[0].encode() + b"1. satu\n\n2. dua\n"
    assert editing.merged(data, text="1. satu\n\n2. dua\n\n3. tiga") == data + b"\n3. tiga\n"


def test_fields_are_changed_in_place() -> None:
    data = (
        b"Judul: Lama\nTag: a, b\nNarasumber:\n  Kapolsek | AKP | A\n  Kanit | Ipda | B\n\nIsi.\n"
    )
    opened = editing.open_text(data)
    assert opened.fields["Narasumber"] == "Kapolsek | AKP | A\nKanit | Ipda | B"
    changed = editing.merged(data, "Baru", None, {"Tag": "a, c", "Lokasi": "Kraton"})
    assert changed == data.replace(b"Lama", b"Baru").replace(b"a, b", b"a, c").replace(
        b"Ipda | B\n", b"Ipda | B\nLokasi: Kraton\n"
    )
    assert b"Tag" not in editing.merged(data, fields={"Tag": " "})


def test_a_file_that_is_no_text_is_refused_in_words() -> None:
    with pytest.raises(editing.EditError, match="NUL"):
        editing.open_text(b"Judul: a\0\n\nIsi")
