"""What phones send becomes Markdown that says the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from kentongan.manuscripts import blocks, plain
from kentongan.manuscripts.markup import Renderer

from tests.unit.manuscripts.shown import shown_words, words

# Every sign that WhatsApp or Markdown knows, alone and as people type it.
_SIGNS = r"""
    Polsek warga tidak * ** _ __ ~ ~~ ` ``` # ## > >> - -- --- + • – = === : [ ] ( ) ]( [^1] ![
    {: } { {{ < </ > <b> </b> <form> <script> <!-- --> <![ <? & &lt; &nbsp; &#65; ; | |---| \ \\
    ! !!! / // . , ? “Kami ” ' " 😷 3️⃣ é ^ $ @ SO~4~ 4*5*6 Rp5.000 50% __init__.py C:\rilis\_lama\
    humas_kraton@polres.example https://contoh.example/a_b?c=*&d=_ www.contoh.example
""".split()
_STARTS = [f"{mark} " for mark in "1. 2. 3. 1) 2) 30. 2024. a. b. : # > + - * • – | [1]:".split()]
_LINES = ["*[KTP]: ", "{: .x }", "{{ x }}", "_ _ _", "- - -", "* * *"]
_SPACES = [*"   \n\n\t\u00a0\u200b\u2028\x02\x03", "  ", "    ", "\n\n", "\r\n"]
PIECES = st.sampled_from([*_SIGNS, *_STARTS, *_LINES, *_SPACES])
TEXTS = st.lists(PIECES, max_size=30).map("".join)


RENDERER = Renderer()
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ("*tebal*, _miring_ dan ~coret~", "**tebal**, _miring_ dan ~~coret~~"),
        ("*_keduanya_* dan **tebal**", "**_keduanya_** dan **tebal**"),
        ("```jam 08.00``` atau `jam 09.00`", "`jam 08.00` atau `jam 09.00`"),
        ("🚨*Awas*🚨", "🚨**Awas**🚨"),
        ("```baris satu\n\nbaris dua```", "`baris satu`\n\n`baris dua`"),
        ("Warga:\n- kunci\n- lampu\nSekian", "Warga:\n- kunci\n- lampu\n\nSekian"),
        ("• pasar\n•masjid", "- pasar\n- masjid"),
        ("Bawa:\n* KTP\n* surat", "Bawa:\n- KTP\n- surat"),
        ("1. Siap\n   - helm\n   - rompi\n2. Jalan", "1. Siap\n   - helm\n   - rompi\n2. Jalan"),
        ("1. satu\n\n2. dua", "1. satu\n\n2. dua"),
        ("7. RW Satu\n8. RW Dua", "7. RW Satu\n8. RW Dua"),
        ("1) ketua\n2) wakil\n5) anggota", "1) ketua\n2) wakil\n\n5\\) anggota"),
        ("a. pos\nb. pasar", "a. pos  \nb. pasar"),
        ("*Waktu:* Senin\n*Hasil*\n1. a\n2. b", "**Waktu:** Senin  \n**Hasil**\n1. a\n2. b"),
        ("*judul tanpa tutup\nbaris kedua*", "\\*judul tanpa tutup  \nbaris kedua\\*"),
        ("(*) wajib, **) syarat, ujar_nya_", "(\\*) wajib, \\*\\*) syarat, ujar_nya\\_"),
        ("Nama: ____\n\n*_~semua~_*", "Nama: ____\n\n**_~~semua~~_**"),
        ("# Sub\n\n---\n\n| a |\n|---|", "\\# Sub\n\n\\---\n\n| a |  \n|\\---|"),
        ("30. Agustus warga berkumpul.", "30\\. Agustus warga berkumpul."),
    ],
)  # fmt: skip
def test_marks_and_lists_of_whatsapp_become_those_of_markdown(written: str, markdown: str) -> None:
    assert plain.to_markdown(written) == markdown


@pytest.mark.parametrize(
    ("line", "markdown"),
    [
        ("<NIK> dan 3 < 4", "&lt;NIK> dan 3 < 4"),
        ("&lt;nama&gt; dan R&D", "&amp;lt;nama&amp;gt; dan R&D"),
        ("2024. Tahun itu", "2024. Tahun itu"),
        ("#PolriPresisi hadir", "#PolriPresisi hadir"),
        ("# Judul", "\\# Judul"),
        ("> 50 orang", "\\> 50 orang"),
        ("+ tambah", "\\+ tambah"),
        ("- kurang", "\\- kurang"),
        ("* catatan", "\\* catatan"),
        ("[1]: https://x.example", "\\[1]: https://x.example"),
        ("[x] selesai", "[x] selesai"),
        ("![foto](pos.jpg) [a][b]", "![foto\\](pos.jpg) [a\\][b]"),
        ("Lihat [^1]", "Lihat \\[^1]"),
        ("4*5*6", "4\\*5\\*6"),
        ("~~dua dusun~~", "\\~\\~dua dusun\\~\\~"),
        ("ke ~~ dan *", "ke ~~ dan *"),
        ("__init__.py a_b_c", "\\_\\_init\\_\\_.py a_b_c"),
        ("C:\\rilis\\_lama", "C:\\rilis\\\\\\_lama"),
        (": arti", "\\: arti"),
        ("===", "\\==="),
        ("---", "\\---"),
        ("_ _ _", "\\_ _ _"),
        ("|---|", "|\\---|"),
        ("  satu \t dua  ", "satu dua"),
    ],
)
def test_only_what_markdown_would_treat_is_escaped(line: str, markdown: str) -> None:
    assert plain.escape(line) == markdown


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("*tebal* _miring_ ~coret~ ```kode```", "tebal miring coret kode"),
        ("humas_kraton@polres.example 5*3*2", "humas_kraton@polres.example 5*3*2"),
        ("C:\\_lama\\*baru*", "C:\\_lama\\*baru*"),
    ],
)
def test_the_words_that_whatsapp_shows(written: str, words: str) -> None:
    assert plain.unmarked(written) == words


@settings(max_examples=500, deadline=None)
@given(TEXTS.map(lambda text: re.sub(r"\*{2,}|~{2,}", "", text)))
@example("Polsek```Polsek\n\n```Polsek```")
@example("```satu.```\n\n```dua```")
@example("```satu\n\ndua.```\n\nlalu ```tiga```")
def test_what_was_imported_can_be_edited(written: str) -> None:
    markdown = plain.to_markdown(written)
    assert plain.to_markdown(blocks.to_plain(markdown)) == markdown
    assert all(block.is_exact for block in blocks.blocks(markdown))


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_no_word_is_lost_on_the_way_back(written: str) -> None:
    shown = plain.unmarked(_CONTROL.sub("", written))
    assert words(plain.unmarked(blocks.to_plain(plain.to_markdown(written)))) == words(shown)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_no_word_is_lost_between_a_message_and_the_page(written: str) -> None:
    assert shown_words(RENDERER.render(plain.to_markdown(written), "rilis/a.md").html) == words(
        plain.unmarked(_CONTROL.sub("", written))
    )


@settings(max_examples=500, deadline=None)
@given(TEXTS.map(lambda text: " ".join(text.split())))
def test_a_plain_line_is_shown_as_it_is(line: str) -> None:
    made = RENDERER.render(plain.escape(line), "rilis/a.md")
    assert made.text == " ".join(_CONTROL.sub("", line).split())
