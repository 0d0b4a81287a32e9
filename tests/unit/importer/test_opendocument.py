"""OpenDocument texts: every word that is neither deleted nor hidden comes out once."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.importer.raw import RawText, SourceError
from kentongan.importer.sources import read

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
        ("draw", "drawing"), ("svg", "svg-compatible"),
    ]
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
STYLES = (
    '<style:style style:name="Rahasia"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Coret">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="Turunan" style:parent-style-name="Rahasia"/>'
    '<text:list-style style:name="Angka"><text:list-level-style-number text:level="1"'
    ' style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2"'
    ' style:num-format="a" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="Butir"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
)

MARGINS = (
    "<style:master-page><style:header><text:p>NASKAH DINAS</text:p></style:header>"
    "</style:master-page>"
)


def document(body: str, **files: bytes) -> bytes:
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:master-styles>{MARGINS}</office:master-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("META-INF/manifest.xml", files.pop("manifest", b"<manifest/>"))
        packed.writestr("content.xml", content)
        for name, data in files.items():
            packed.writestr(f"Pictures/{name}.png", data)
    return out.getvalue()


def found(body: str, **files: bytes) -> RawText:
    (text,) = read("rilis.odt", document(body, **files))
    return text


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def items(style: str, *inner: str) -> str:
    listed = "".join(f"<text:list-item>{item}</text:list-item>" for item in inner)
    return f'<text:list text:style-name="{style}">{listed}</text:list>'


def box(inner: str) -> str:
    return (
        f"<draw:frame><draw:text-box>{inner}</draw:text-box><svg:title>x</svg:title></draw:frame>"
    )


NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body>{}</text:note-body></text:note>"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("dua<text:s text:c='2'/>spasi<text:tab/>tab<text:line-break/>baris"),
         "dua  spasi\ttab\nbaris"),
        (p("Pola\n   baris"), "Pola baris"),
        (items("Angka", p("satu") + items("", p("anak")), p("dua")),
         "1. satu\n\na) anak\n\n2. dua"),
        (items("Butir", p("satu"), p("dua")), "- satu\n\n- dua"),
        (items("Angka", p("satu")) + p("x") + items("Angka", p("lagi")), "1. satu\n\nx\n\n1. lagi"),
        ("<table:table><table:table-row><table:table-cell>" + p("2") + "</table:table-cell>"
         "<table:table-cell>" + p("2") + "</table:table-cell></table:table-row></table:table>",
         "2 | 2"),
        (p("isi" + NOTE.format(p("kaki")) + " lanjut"), "isi lanjut\n\nkaki"),
        (p("isi" + box(p("kotak")) + " lanjut"), "isi lanjut\n\nkotak"),
    ],
)  # fmt: skip
def test_the_text_is_that_of_the_page(body: str, text: str) -> None:
    assert found(body).text == text


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        (p("<text:span text:style-name='Turunan'>hilang</text:span> isi"), "tersembunyi"),
        (p("hilang", "Rahasia") + p("isi"), "tersembunyi"),
        ("<text:section text:display='none'>" + p("hilang") + "</text:section>" + p("isi"),
         "tersembunyi"),
        ("<text:tracked-changes><text:changed-region><text:deletion>" + p("hilang")
         + "</text:deletion></text:changed-region></text:tracked-changes>" + p("isi"), "revisi"),
        (p("<office:annotation>" + p("hilang") + "</office:annotation>isi"), "komentar"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_left_out_and_told(body: str, doubt: str) -> None:
    text = found(body)
    assert text.text == "isi"
    assert doubt in " ".join(text.doubts)


def test_struck_words_stay_marked_and_are_told() -> None:
    text = found(p("Ada <text:span text:style-name='Coret'>tiga</text:span> dua"))
    assert text.text == "Ada ~tiga~ dua"
    assert any("dicoret (“tiga”)" in doubt for doubt in text.doubts)


def test_headers_and_footers_are_told() -> None:
    assert any("“NASKAH DINAS”" in doubt for doubt in found(p("isi")).doubts)


def test_pictures_come_along_and_names_of_pictures_are_no_text() -> None:
    frame = (
        '<draw:frame><draw:image xlink:href="Pictures/pos.png"/><svg:desc>x</svg:desc></draw:frame>'
    )
    text = found(p("isi " + frame), pos=b"bytes")
    assert (text.text, [picture.name for picture in text.pictures]) == ("isi", ["pos.png"])


def test_an_encrypted_file_is_refused_in_words() -> None:
    with pytest.raises(SourceError, match="kata sandi"):
        read("rilis.odt", document(p("isi"), manifest=b"<m><encryption-data/></m>"))


@pytest.mark.parametrize("depth", [90, 3000])
def test_a_file_of_many_levels_is_read_or_refused_in_words(depth: int) -> None:
    body = "<text:section>" * depth + p("x") + "</text:section>" * depth
    try:
        assert found(body).text == "x"
    except SourceError as error:
        assert "bersarang terlalu dalam" in str(error)


# Any nesting of all of them

_INLINE = {
    "span": "<text:span>{}</text:span>", "link": "<text:a>{}</text:a>",
    "field": "<text:conditional-text>{}</text:conditional-text>",
    "mark": "<text:bookmark/>{}<text:soft-page-break/>", "box": "{}" + box("<text:p/>"),
}  # fmt: skip
_GONE = {
    "hidden": '<text:span text:style-name="Rahasia">{}</text:span>',
    "comment": "<office:annotation>{}</office:annotation>",
    "hidden field": '<text:hidden-text text:is-hidden="true">{}</text:hidden-text>',
}
_BLOCKS = {
    "list": "<text:list><text:list-item>{}</text:list-item></text:list>",
    "section": "<text:section>{}</text:section>",
    "table": "<table:table><table:table-header-rows><table:table-row><table:table-cell>{}"
    "</table:table-cell></table:table-row></table:table-header-rows></table:table>",
    "box": "<text:p>" + box("{}") + "</text:p>",
    "index": "<text:table-of-content><text:index-body>{}</text:index-body></text:table-of-content>",
}


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, list[str]]:
    words = [0]
    shown: list[str] = []

    def inline(depth: int, gone: bool) -> str:
        kind = draw(st.sampled_from(["word", *_INLINE, *_GONE] if depth else ["word"]))
        if kind == "word":
            words[0] += 1
            if not gone:
                shown.append(f"kata{words[0]}")
            return f" kata{words[0]} "
        wrapper = _GONE.get(kind) or _INLINE[kind]
        count = draw(st.integers(1, 2))
        return wrapper.format(
            "".join(inline(depth - 1, gone or kind in _GONE) for _ in range(count))
        )

    def block(depth: int) -> str:
        kind = draw(st.sampled_from(["p", *_BLOCKS] if depth else ["p"]))
        if kind == "p":
            return p(inline(3, gone=False))
        inner = "".join(block(depth - 1) for _ in range(draw(st.integers(1, 2))))
        return _BLOCKS[kind].format(inner)

    return "".join(block(3) for _ in range(draw(st.integers(1, 4)))), shown


@settings(max_examples=150, deadline=None)
@given(bodies())
def test_every_word_that_is_seen_comes_out_once(written: tuple[str, list[str]]) -> None:
    body, shown = written
    text = found(p("awal") + body).text
    assert sorted(re.findall(r"\w+", text)) == sorted(["awal", *shown])
