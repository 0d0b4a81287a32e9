"""What stands in angle brackets is a tag or words; no word goes with a tag."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.manuscripts import tags
from kentongan.manuscripts.markup import Renderer

RENDERER = Renderer()
PLACEHOLDERS = "NIK nama Aiptu link base main data www.polri.example rapat-pagi".split()
UNCLOSED = (
    "form script style iframe object template svg math title textarea xmp plaintext noscript "
    "noembed noframes select option button body head html frameset applet map marquee font center "
    "section main data time"
).split()
HARMLESS = "div p b i u s table tr td li ul span blockquote a code h1 video audio".split()


def shown(body: str) -> str:
    return RENDERER.render(body, "rilis/2026/05/a.md").text


@pytest.mark.parametrize("name", UNCLOSED)
@pytest.mark.parametrize("start", ["Warga mengisi ", ""])
def test_an_unclosed_tag_is_words_and_takes_none_with_it(name: str, start: str) -> None:
    text = shown(f"{start}<{name}> daring.\n\nKolomnya **tiga**.\n\nLayanan buka.")
    assert text == f"{start}<{name}> daring.\nKolomnya tiga.\nLayanan buka."


@pytest.mark.parametrize("name", HARMLESS)
def test_an_unclosed_tag_of_a_text_keeps_its_words(name: str) -> None:
    text = shown(f"Warga mengisi <{name}> daring.\n\nKolomnya tiga.\n\nLayanan buka.")
    assert " ".join(text.split()).replace("<video>", "").replace("<audio>", "").split() == (
        "Warga mengisi daring. Kolomnya tiga. Layanan buka.".split()
    )


@pytest.mark.parametrize("word", PLACEHOLDERS)
def test_a_word_in_angle_brackets_is_a_word(word: str) -> None:
    assert shown(f"Isi papan: <{word}> dan </{word}-b> ya.") == (
        f"Isi papan: <{word}> dan </{word}-b> ya."
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("A <form>isi **tiga**</form> B", "A isi tiga B"),
        ("A <form><input name=x>isi</form> B", "A isi B"),
        ("A <iframe src=x></iframe> B", "A B"),
        ("A <svg><path d='M0'/><text>isi</text></svg> B", "A isi B"),
        ("A <script>var x = 1;</script> B", "A B"),
        ("A <style>p {color: red}</style> B", "A B"),
        ("A <style>tiga kata biasa</style> B", "A <style>tiga kata biasa B"),
        ("A <!-- catatan --> B", "A B"),
        ("A <!-- lupa ditutup\n\nB", "A <!-- lupa ditutup\nB"),
        ("A <![endif]> <![if !mso]> B", "A B"),
        ("A <![(gambar) B", "A <![(gambar) B"),
        ("A <![CDATA[isi]]> B", "A <![CDATA[isi]]> B"),
        ("A <?php isi ?> B", "A <?php isi ?> B"),
        ("A <!DOCTYPE html> B", "A <!DOCTYPE html> B"),
        ("A <font color=red>isi</font> <o:p>isi</o:p> B", "A isi isi B"),
        ("A <img src='x\n\nB", "A <img src='x\nB"),
        ('A <b title="x\n\nB\n\nC', 'A <b title="x\nB\nC'),
        ("A <b c\n\nB > C", "A <b c\nB > C"),
        ("A <b Kapolsek hadir> B", "A <b Kapolsek hadir> B"),
        ("A <p nama='Budi' kelas=\"X\"> B", "A <p nama='Budi' kelas=\"X\"> B"),
        ("A <td align=center nowrap colspan='2'>B</td>", "A B"),
        ("A <ruby>kata<rt>baca</rt></ruby> B", "A kata baca B"),
        ("A <select><option>satu<option selected>dua</select> B", "A satu dua B"),
        ("A <section>satu</section><section>dua</section>.", "A\nsatu dua."),
        ("A <style>Penting</style> B", "A <style>Penting B"),
        ("A <math><Budi>isi</math> B", "A <Budi>isi B"),
        ("A <!-- buka B <!-- c --> D", "A <!-- buka B D"),
        ("A \\`kode <b Budi> \\` B", "A `kode <b Budi> ` B"),
        ("A <table><tr><td>satu</td><td>dua</td></tr></table>", "A\nsatu dua"),
        ("A `<form>` dan `` `<b>` `` B", "A <form> dan `<b>` B"),
        ("A \\<form> B", "A <form> B"),
        ("3 <4 dan x<y, <3", "3 <4 dan x<y, <3"),
    ],
)
def test_tags_are_told_from_words(body: str, text: str) -> None:
    assert " ".join(shown(body).split(" ")).replace("  ", " ") == text


def test_what_was_taken_off_is_named() -> None:
    made = RENDERER.render("A <form>isi</form> <script>x()</script> <font>b</font>", "rilis/a.md")
    assert made.removed == ("<form>", "<script>", "<font>")


_SIGNS = [
    *(f"<{name}>" for name in [*UNCLOSED, *HARMLESS, "NIK"]),
    *(f"</{name}>" for name in [*UNCLOSED[3:], *HARMLESS, "NIK"]),
    *("<!--", "<![", "<?", "<!", "<", ">", "&lt;", "`", "``", "*", "**", "_", "~~", "[", "]", "- "),
    *("\n", "\n\n", "\n- ", "\n1. ", "\n> ", "\n| a | b |\n|---|---|\n| ", "    ", "\n: ", "#"),
    *("<img src=x>", "<a href='y'>", "<b title=\"", "<td colspan=2>", "{: .x }", "\\", "&amp;"),
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_SIGNS), max_size=12))
def test_every_word_outside_of_tags_reaches_the_page(signs: list[str]) -> None:
    body = "awal " + " ".join(f"{sign} kata{at} " for at, sign in enumerate(signs))
    text = shown(body)
    for word in re.findall(r"(?<![\w\"=])kata\d+", body):
        assert word in text or re.search(rf'<b title="[^"]*{word}', body)


_ATTRIBUTE_LIKE = [
    "Nama",
    "kelas=",
    "='",
    '"',
    " = ",
    "x='y'",
    "title=",
    "hidden",
    "/",
    "\n",
    "judul='a b'",
]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["b", "p", "td", "script", "br", "font", "nik"]),
    st.lists(st.sampled_from(_ATTRIBUTE_LIKE), max_size=5),
    st.sampled_from([">", "", " >", "/>"]),
)
def test_words_that_stand_as_attributes_reach_the_page(
    name: str, pieces: list[str], end: str
) -> None:
    body = f"awal <{name} " + " ".join([*pieces, "kapolsek", "hadir"]) + f"{end} akhir"
    text = shown(body)
    assert "akhir" in text
    assert "kapolsek" in text or "title=" in body  # a value that HTML knows


@given(
    name=st.sampled_from(["href", "title", "class", "alt", "src"]),
    mark=st.sampled_from("\"'"),
    inside=st.lists(st.sampled_from(["Kapolsek", "hadir", "aman", "tiga"]), min_size=1),
    closes=st.sampled_from(["", "</a>", "</b> dan"]),
    gap=st.sampled_from(["", " "]),
)
def test_a_mark_that_closes_too_late_takes_no_words(
    name: str, mark: str, inside: list[str], closes: str, gap: str
) -> None:
    """`<a href="/x>Kapolsek hadir " > tadi</a>`: the value has run over the end of its tag."""
    text = shown(f"Awal <a {name}={mark}/x>{' '.join(inside)} {closes} {mark}{gap}> tadi</a>.")
    words = re.findall(r"\w+", text)
    assert [word for word in words if word in inside] == inside
    assert {"Awal", "tadi"} <= set(words)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*_SIGNS, "<script>x()</script>", "<p onclick=x()>", "-->"])))
def test_nothing_dangerous_passes_and_nothing_raises(signs: list[str]) -> None:
    page = RENDERER.render("".join(signs), "rilis/a.md").html
    assert not re.search(r"<(?:script|style|form|iframe|svg|math|template)|<[^>]* on\w+=", page)
    assert tags.settle(page).body == page or "<!--" not in page


@pytest.mark.parametrize(
    "sign", ["&#2;", "&#x1f;", "&#0;", "\x02", "\x03", "\x0b", "&#xfffe;", "\x7f"]
)
@pytest.mark.parametrize("around", ["{}", "**{}**", "<p>{}</p>", "[a](https://x.example/{})"])
def test_no_control_character_reaches_a_page(sign: str, around: str) -> None:
    made = RENDERER.render(f"A {around.format('b' + sign + 'c')} d", "rilis/a.md")
    unwanted = {chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127, 0xFFFE)}
    assert not unwanted & {*made.html, *made.text}
    assert "&#" not in made.html
