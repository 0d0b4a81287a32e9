"""Lines as phones type them, one after another in any order: every word stands on the page."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.manuscripts.markup import Renderer

from tests.unit.manuscripts.shown import shown_words, words

RENDERER = Renderer()

# What is typed, and what a reader sees of it.
LINES = [
    ("Polisi mengatur arus.", "Polisi mengatur arus"), ("- butir satu", "butir satu"),
    ("* butir dua", "butir dua"), ("+ butir tiga", "butir tiga"), ("• butir empat", "butir empat"),
    ("7. nomor tujuh", "7 nomor tujuh"), ("2) nomor dua", "2 nomor dua"), ("  - anak", "anak"),
    ("    - cucu", "cucu"), ("\t- cucu tab", "cucu tab"), ("> kutipan", "kutipan"),
    (">kutipan rapat", "kutipan rapat"), ("> > dalam", "dalam"),
    ("> - butir kutip", "butir kutip"),
    ("| a | b |\n|---|---|\n| c | d |", "a b c d"), ("| a | b |\n| c | d |", "a b c d"),
    ("| k | l |\n|---|---|\n| m | n | o |", "k l m n o"),
    ("p | q\n--- | ---\nr | s | t", "p q r s t"),
    ("~~coret~~ ~satu~", "coret satu"), ("#Tagar dan #1", "Tagar dan 1"), ("# Besar", "Besar"),
    ("2024. Tahun ini", "2024 Tahun ini"), ("1945 merdeka", "1945 merdeka"),
    ("    empat indent", "empat indent"), ("\ttab **tebal**", "tab tebal"),
    ("        delapan", "delapan"), ("**tebal** *miring* __garis__", "tebal miring garis"),
    ("a_b_c __init__.py", "a b c init py"), ("<b>tebal</b> x", "tebal x"),
    ("<form>isi", "form isi"),
    ("<div>blok</div>", "blok"), ("<div>buka", "buka"), ("</div> tutup", "tutup"),
    ("<NIK> kata", "NIK kata"), ("<humas@polres.example>", "humas polres example"),
    ("<https://polres.example/a_b>", "https polres example a b"), ("[a][b]", "a b"),
    ("[teks](https://x.example)", "teks"), ("[teks]: kata", "teks kata"),
    ("Garis satu  \nGaris dua", "Garis satu Garis dua"), ("---", ""), ("***", ""), ("===", ""),
    ("Setext\n---", "Setext"), ("```\nkode\n```", "kode"), ("a < b > c", "a b c"),
    ("&lt;x&gt; AT&T", "x AT T"), (": arti", "arti"), ("Istilah\n: arti", "Istilah arti"),
    ("*[KTP]: kartu", "KTP kartu"), ("{: .kelas }", "kelas"), ("{{ x }} {% y %}", "x y"),
    ("a. huruf", "a huruf"), ("(1) kurung", "1 kurung"), ("1.Rapat", "1 Rapat"),
    ("C:\\a\\_b", "C a b"), ("<table><tr><td>sel</td></tr></table>", "sel"),
    ("<ul><li>li</ul>", "li"), ("- [ ] tugas", "tugas"), ("a || b", "a b"), ("x | y", "x y"),
    ("www.x.example/a_b", "www x example a b"),
]  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n"])),
        min_size=1,
        max_size=6,
        unique_by=lambda one: one[0],
    )
)
def test_every_typed_word_stands_on_the_page(typed: list[tuple[tuple[str, str], str]]) -> None:
    body = "".join(line + end for (line, _), end in typed)
    expected = Counter("".join(words(" ".join(seen for (_, seen), _ in typed))))
    found = Counter("".join(shown_words(RENDERER.render(body, "rilis/a.md").html)))
    assert not expected - found
    assert not found - expected or "<div>buka" in body


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a[^1]\n\n[^1]: satu\n\n[^1]: dua", "[^1]: dua"),
        ("<div>x\n<https://x.example/a>", ">https://x.example/a</a>"),
        ("<div>x\n<humas@x.example>", '<a href="mailto:humas@x.example">humas@x.example</a>'),
        ("[teks](https://x.example)\n\n[teks]: kata", "[teks]: kata"),
        ("[a]: kata penting\n\n[lihat][a]", "[a]: kata penting"),
        ("- x\n\n    [a]: kata", "<p>[a]: kata</p>"),
        ("+ [kata]: lain", "<li>[kata]: lain</li>"),
        ("[^1]: [^1]: kata", "[^1]: [^1]: kata"),
        ("a[^1]\n\n[^1]: satu\n\n    [^1]: dua", "[^1]: dua"),
        ("a[^1]\n\n[^1]: <style>isi", "&lt;style&gt;isi"),
        ("![a](https://x.example/a.png){{ kata }}", "{{ kata }}"),
        ("<Nama: Budi> hadir", "&lt;Nama: Budi&gt; hadir"),
        # a year below an item is a word, and a number after a definition counts from itself
        ("1. satu\n   1. dalam\n\n  2024. Tahun ini", "2024. Tahun ini"),
        ("- satu\n\n  2024. Tahun ini", "2024. Tahun ini"),
        ("1. satu\nkata\nIstilah\n: arti\n10. sepuluh", '<ol start="10">'),
        ("a <!-- b\n\n<script>c --> d", "&lt;script&gt;c --&gt; d"),
        # signs of emphasis that Python-Markdown pairs wrongly take letters with them
        ("**a *b c d e**: *f5g* h", "<em>f5g</em> h"),
        ("*b c**de*fghi", "*fghi"),
    ],
)
def test_nothing_is_swallowed_by_what_looks_like_it(body: str, text: str) -> None:
    assert text in RENDERER.render(body, "rilis/a.md").html


SIGNS = ["*", "**", "***", "_", "__", "~~", "~", " ", ". ", "\n"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SIGNS), st.sampled_from("abcdef")), max_size=12))
def test_signs_of_emphasis_take_no_letter_with_them(pieces: list[tuple[str, str]]) -> None:
    body = "x" + "".join(sign + letter for sign, letter in pieces)
    shown = "".join(shown_words(RENDERER.render(body, "rilis/a.md").html))
    assert shown == "x" + "".join(letter for _, letter in pieces)


def test_an_element_that_is_never_closed_takes_no_words_in_silence() -> None:
    body = "</table>``` <script>isi penting\n: ``` | lain"
    assert RENDERER.render(body, "rilis/a.md").lost
