"""Slugs, plain words and summaries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain import text


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Patroli di Jl. Ahmad Yani", "patroli-di-jl-ahmad-yani"),
        ("  Razia -- Malam!  ", "razia-malam"),
        ("R&D", "r-d"),
        ("Jum'at bersih", "jumat-bersih"),
        ("Café Ñandú", "cafe-nandu"),
        ("HUT ke-79", "hut-ke-79"),
        ("警察", ""),
        ("🚓", ""),
        ("", ""),
    ],
)
def test_slugs(words: str, slug: str) -> None:
    assert text.slugify(words) == slug


@given(st.text())
def test_a_slug_is_safe_in_an_address_and_stays_itself(words: str) -> None:
    slug = text.slugify(words)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-") and not slug.endswith("-") and "--" not in slug
    assert text.slugify(slug) == slug


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Satu <strong>dua</strong>.</p>\n<p>Tiga</p>", "Satu dua.\nTiga"),
        ("<p>A &amp; B &lt;c&gt;</p>", "A & B <c>"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<p>a \t  b</p>", "a b"),
        ("", ""),
    ],
)
def test_plain_words_of_a_page_text(html: str, words: str) -> None:
    assert text.plain(html) == words


SHORT = "Polsek Kraton berpatroli."


@pytest.mark.parametrize(
    ("words", "length", "summary"),
    [
        (SHORT, 200, SHORT),
        (f"{SHORT}\nParagraf kedua.", 200, SHORT),
        ("Satu dua tiga. Empat lima enam.", 20, "Satu dua tiga."),
        ("Dipimpin AKP Safi, S.Pd. di pasar. Warga senang sekali.", 40,
         "Dipimpin AKP Safi, S.Pd. di pasar."),
        ("Pada pukul 14.30 WIB petugas tiba. Warga berkumpul.", 36,
         "Pada pukul 14.30 WIB petugas tiba."),
        ("“Aman,” katanya. “Tetap jaga.” Warga setuju.", 31, "“Aman,” katanya. “Tetap jaga.”"),
        ("Kalimat yang sangat panjang tanpa titik sama sekali", 21, "Kalimat yang sangat…"),
        ("x" * 50, 20, "x" * 19 + "…"),
        ("", 20, ""),
    ],
)  # fmt: skip
def test_a_summary_is_cut_at_a_sentence_and_else_at_a_word(
    words: str, length: int, summary: str
) -> None:
    assert text.summarise(words, length) == summary


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_a_summary_is_never_longer_than_allowed(words: str, length: int) -> None:
    assert len(text.summarise(words, length)) <= length


def test_a_wrapped_paragraph_is_one_line() -> None:
    page = "<p>Polsek Kraton berpatroli\ndi permukiman.</p>\n<ul>\n<li>satu\nlanjut</li>\n</ul>"
    assert text.plain(page) == "Polsek Kraton berpatroli di permukiman.\nsatu lanjut"
