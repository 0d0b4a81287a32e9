"""The fast path gives the very bytes of Python-Markdown, and nothing dangerous passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.domain import text
from kentongan.manuscripts import dialect, markup, usual

CORPUS = Path(__file__).parents[2] / "corpus"
convert = dialect.converter()

PIECES = st.sampled_from(
    [
        "Polsek", "warga", " ", ". ", ", ", "\n", "\n\n", "(14)", "30/08/2024", "“Kami", "”", "‘",
        "’", "–", "—", "-", "Rp5.000", "50%", "?", ":", ";", '"', "'", "1.", "2)", "#", "*", "_",
        "`", "[", "]", "<", ">", "&", "!", "\\", "|", "~", "=", "+", "{", "}", "  ", "    ", "\t",
        "http://x.id", "@", "é", "Jum’at", "…", "\u00a0", "\u200b", "\x85", "\u2028", "^", "$",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map("".join)

BLOCKS = st.lists(
    st.one_of(
        st.sampled_from(
            ["Polsek Kraton berpatroli.", "Warga **senang** sekali.", "* satu\n* dua", "1. a\n2. b",
             "> kutip\n> dua", "# Judul", "A [b](https://x.test/).", "---", "a | b\n- | -\n1 | 2",
             "[x]: https://x.test", "Baca [x] ini.", "Judul\n===", "* a\n\n    lanjut", "R&D `x`",
             "Kata\n: arti", "<div>", "</div>", "![a](b.jpg)", "    kode", "[^1]: catatan", "A[^1]",
             "- a", "+ a", "2) a", "***", "\\* a", "*", "1.", "Baris satu\nbaris dua", "a  \nb"]
        ),
        TEXTS,
    ),
    max_size=8,
).map("\n\n".join)  # fmt: skip

RUNS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "Polsek Kraton",
                "warga",
                "**tebal**",
                "*miring*",
                "[kata](https://contoh.test/a-1)",
                "**Tebal.**",
                "“kutip”",
                "a. b",
                "(1) c",
                "é",
                "–",
                "'s",
                '"q"',
                "Rp5.000",
                "1. satu",
                "- x",
                "* y",
                "**a b**",
                "[a, b.](http://x.id)",
                "(**x**)",
                "“**y**”",
                ": z",
                "(kata)",
                "HTTP://X.ID",
                "1)",
                "2024.",
                "mailto:a",
                "**1. a**",
                "[- c](http://x.id)",
                "**“k”**",
                "[“l”](https://a.b)",
                "...",
                "a*b*",
                "***c***",
                "_d_",
                "[e]",
                "\\*f",
            ]
        ),
        st.sampled_from([" ", " ", " ", "", ", ", ". ", "  \n", "\n"]),
    ),
    min_size=1,
    max_size=5,
).map(lambda pieces: "".join(map("".join, pieces)).rstrip())
SIGNS = st.sampled_from(["", "", "", "* ", "- ", "> ", "# ", "## ", "1. ", "2. "])
USUAL = st.lists(
    st.one_of(
        RUNS,
        st.tuples(SIGNS, RUNS).map("".join),
        st.tuples(st.sampled_from(["* ", "- ", "> ", "{}. "]), st.lists(RUNS, max_size=4)).map(
            lambda block: "\n".join(
                block[0].format(number) + run for number, run in enumerate(block[1], 1)
            )
        ),
    ),
    max_size=5,
).map("\n\n".join)  # fmt: skip


def reference(body: str) -> str:
    return markup.finish(convert(body), "rilis/a.md").html


def check_usual(body: str) -> None:
    made = usual.page_of(body)
    if made is not None:
        rendered = markup.finish(convert(body), "rilis/a.md")
        assert markup.Markup(*made) == rendered


@settings(max_examples=700, deadline=None)
@given(USUAL.map(str.strip))
def test_usual_bodies_are_the_bytes_of_markdown(body: str) -> None:
    check_usual(body)


@pytest.mark.lama
@settings(max_examples=60_000, deadline=None)
@given(USUAL | BLOCKS | TEXTS | st.text(max_size=300))
def test_many_usual_bodies_are_the_bytes_of_markdown(body: str) -> None:
    check_usual(body)


@pytest.mark.parametrize(
    "body",
    ["Warga **senang** sekali.", "*Kata* (**dua**).", "Baca [di sini](https://x.test/a-b).",
     "* satu\n* dua **tiga**", "- satu\n- dua", "1. a\n2. b\n3. c", "> kutip\n> dua",
     "## Judul\n\nIsi.", "Baris satu  \nbaris dua", "**Judul**\n\n* a\n\nLalu.\n\n* b"],
)  # fmt: skip
def test_what_staff_write_most_is_usual(body: str) -> None:
    assert usual.page_of(body) is not None
    check_usual(body)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_plain_paragraphs_are_the_bytes_of_markdown(body: str) -> None:
    body = body.rstrip()
    fast = usual.plain_paragraphs(body)
    if fast is not None:
        assert fast == convert(body) == reference(body)


@pytest.mark.lama
@settings(max_examples=10_000, deadline=None)
@given(BLOCKS)
def test_many_bodies_by_blocks_are_markdown_of_the_whole(body: str) -> None:
    assert markup.Renderer().markdown(body) == convert(body)


@pytest.mark.lama
@settings(max_examples=60_000, deadline=None)
@given(TEXTS | st.text(max_size=300))
def test_millions_of_characters_of_plain_paragraphs(body: str) -> None:
    body = body.rstrip()
    fast = usual.plain_paragraphs(body)
    if fast is not None:
        assert fast == convert(body) == reference(body)


def test_real_texts_take_the_fast_path_and_give_the_same_bytes() -> None:
    texts = [file.read_text("utf-8") for file in sorted(CORPUS.glob("*.txt"))]
    bodies = ["\n\n".join(text.split("\n")[1:]).strip() for text in texts]
    taken = [body for body in bodies if usual.plain_paragraphs(body) is not None]
    assert all(usual.plain_paragraphs(body) == reference(body) for body in taken)


@pytest.mark.parametrize(
    "body",
    ["Polsek Kraton.", "A b.\n\nC d.", "“Kutipan,” ujarnya.\nBaris dua.", "(Catatan) 30/08/24."],
)
def test_ordinary_text_takes_the_fast_path(body: str) -> None:
    assert usual.plain_paragraphs(body) == convert(body)


@pytest.mark.parametrize(
    "body",
    ["# A", "1. A", "- A", "> A", "A *b*", "A\n===", "A\n---", "a|b\n-|-", "<b>", "R&D", "A  \nB",
     "[^1]: x", "Kata\n: arti", "    kode", "A_b_c", "`x`", "![a](b)", ""],
)  # fmt: skip
def test_what_markdown_treats_goes_through_markdown(body: str) -> None:
    assert usual.plain_paragraphs(body) is None


@pytest.mark.parametrize(
    ("address", "path", "expected"),
    [
        ("foto.jpg", "rilis/2024/08/a.md", "rilis/2024/08/foto.jpg"),
        ("../07/b.md", "rilis/2024/08/a.md", "rilis/2024/07/b.md"),
        ("{filename}b.md#x", "rilis/2024/08/a.md", "rilis/2024/08/b.md"),
        ("{static}/gambar/x%20y.jpg", "rilis/2024/08/a.md", "gambar/x y.jpg"),
    ],
)
def test_addresses_are_resolved_against_the_file(address: str, path: str, expected: str) -> None:
    assert markup.resolve(address, path) == expected


@pytest.mark.parametrize("address", ["../../../x", "{static}/../x", "../../..", "a/../../../../b"])
def test_an_address_out_of_the_content_is_refused(address: str) -> None:
    with pytest.raises(markup.OutsideContent):
        markup.resolve(address, "rilis/2024/08.md")


@settings(max_examples=500, deadline=None)
@given(BLOCKS)
def test_markdown_by_blocks_is_markdown_of_the_whole(body: str) -> None:
    assert markup.Renderer().markdown(body) == convert(body)


@settings(max_examples=500, deadline=None)
@given(BLOCKS)
def test_the_plain_words_are_those_of_the_page(body: str) -> None:
    made = markup.Renderer().render(body.strip(), "rilis/a.md")
    assert made.text == text.plain(made.html)


def test_pictures_may_be_written_from_the_root_of_the_content_and_links_keep_theirs() -> None:
    body = "![Pos](/gambar/a%20b.jpg)\n\n[Cek](/cek/)\n\n![Luar](//contoh.test/x.jpg)\n"
    found = markup.Renderer().render(body, "rilis/2024/08/a.md")
    assert found.pictures == ("gambar/a b.jpg",)
    assert 'src="konten:gambar/a b.jpg"' in found.html
    assert 'href="/cek/"' in found.html
    assert 'src="//contoh.test/x.jpg"' in found.html
