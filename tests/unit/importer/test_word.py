"""Word files: every word that is neither deleted nor hidden comes out once."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.importer.raw import RawText, SourceError
from kentongan.importer.sources import read

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    '<w:style w:type="character" w:styleId="Rahasia"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Turunan"><w:basedOn w:val="Rahasia"/></w:style>'
)
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
    f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
    for number, start, form, text in [
        (1, 1, "decimal", "%1."), (2, 1, "bullet", "•"), (3, 3, "lowerLetter", "%1)"),
        (4, 1, "upperRoman", "%1."),
    ]
) + "".join(
    f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, 5)
)  # fmt: skip


def part(tag: str, inner: str, namespace: str = TRANSITIONAL) -> str:
    return (
        f'<w:{tag} xmlns:w="{namespace}" xmlns:r="{RELATION}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="wps" xmlns:v="urn:schemas-microsoft-com:vml">'
        f"{inner}</w:{tag}>"
    )


def document(
    body: str, *, main: str = "document.xml", namespace: str = TRANSITIONAL, **parts: str
) -> bytes:
    """A Word file with this body; `parts` are the insides of footnotes, comments …"""
    known = {"styles": STYLES, "numbering": NUMBERING} | parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        relations = "".join(
            f'<Relationship Id="r{n}" Type="{RELATION}/{name}" Target="{name}.xml"/>'
            for n, name in enumerate(known)
        )
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="a" Type="{RELATION}/officeDocument" '
            f'Target="/word/{main}"/></Relationships>',
        )
        text = part("document", f"<w:body>{body}</w:body>", namespace)
        packed.writestr(f"word/{main}", text)
        packed.writestr(f"word/_rels/{main}.rels", f"<Relationships>{relations}</Relationships>")
        for name, inner in known.items():
            packed.writestr(f"word/{name}.xml", part(name, inner, namespace))
    return out.getvalue()


def found(body: str, **parts: str) -> RawText:
    (text,) = read("rilis.docx", document(body, **parts))
    return text


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def item(number: int, words: str) -> str:
    list_ = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(words), properties=list_)


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def box(inner: str) -> str:
    """A text box as Word writes it: once for itself, once for older readers."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def sign(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


INLINE = {
    "complex field": f"{sign('begin')}<w:r><w:instrText>IF x</w:instrText></w:r>{sign('separate')}"
    f"{{}}{sign('end')}",
    "insertion": "<w:ins>{}</w:ins>",
    "move": "<w:moveTo>{}</w:moveTo>",
    "smart tag": "<w:smartTag>{}</w:smartTag>",
    "control": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "field": '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
    "own markup": "<w:customXml>{}</w:customXml>",
    "link": "<w:hyperlink>{}</w:hyperlink>",
    "direction": "<w:bdo>{}</w:bdo>",
    "words with words above": "<w:r><w:ruby><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    "drop-down": "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:value='tak'/></w:dropDownList>"
    "</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "alternative": "<mc:AlternateContent><mc:Choice>{}</mc:Choice></mc:AlternateContent>",
    "second alternative": "<mc:AlternateContent><mc:Choice Requires='x'><w:r/></mc:Choice>"
    "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
}
GONE = {
    "deletion": "<w:del>{}</w:del>",
    "moved away": "<w:moveFrom>{}</w:moveFrom>",
}
UNSEEN = GONE | {
    "code of a field": f"{sign('begin')}<w:r><w:instrText>IF</w:instrText></w:r>{{}}{sign('end')}",
}
BLOCKS = {
    "control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "own markup": "<w:customXml>{}</w:customXml>",
    "table": "<w:tbl><w:tblPr/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
    "rows in a control": "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{}</w:tc></w:tr></w:sdtContent>"
    "</w:sdt></w:tbl>",
    "cells in a control": "<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{}</w:tc></w:sdtContent></w:sdt>"
    "</w:tr></w:tbl>",
}


@pytest.mark.parametrize("wrapper", INLINE.values(), ids=INLINE.keys())
def test_words_in_a_wrapper_are_words(wrapper: str) -> None:
    text = found(paragraph(run("Hadir "), wrapper.format(run("enam puluh ")), run("orang."))).text
    assert text == "Hadir enam puluh orang."


@pytest.mark.parametrize("wrapper", [*GONE.values()], ids=[*GONE])
def test_what_was_deleted_is_left_out_and_told(wrapper: str) -> None:
    text = found(paragraph(run("Tiga "), wrapper.format(run("tidak ")), run("diamankan.")))
    assert text.text == "Tiga diamankan."
    assert any("perubahan terlacak" in doubt for doubt in text.doubts)


@pytest.mark.parametrize("properties", ["<w:vanish/>", '<w:rStyle w:val="Turunan"/>'])
def test_hidden_words_are_left_out_and_told(properties: str) -> None:
    text = found(paragraph(run("Rapat "), run("rahasia ", properties), run("selesai.")))
    assert text.text == "Rapat selesai."
    assert any("tersembunyi" in doubt for doubt in text.doubts)


def test_a_switch_that_is_off_hides_nothing() -> None:
    shown = run("terbuka", '<w:rStyle w:val="Turunan"/><w:vanish w:val="0"/>')
    assert found(paragraph(shown)).text == "terbuka"


@pytest.mark.parametrize("wrapper", BLOCKS.values(), ids=BLOCKS.keys())
def test_paragraphs_in_a_wrapper_are_paragraphs(wrapper: str) -> None:
    text = found(wrapper.format(paragraph(run("Satu")) + paragraph(run("Dua")))).text
    assert text == "Satu\n\nDua"


def test_what_was_struck_out_stays_marked_and_is_told() -> None:
    struck = run("tiga ", "<w:strike/>") + run("puluh", "<w:dstrike/>")
    text = found(
        paragraph(run("Ada "), struck, run(" dua orang"), run("x", '<w:strike w:val="0"/>'))
    )
    assert text.text == "Ada ~tiga puluh~ dua orangx"
    assert any("dicoret (“tiga puluh”)" in doubt for doubt in text.doubts)


@pytest.mark.parametrize("form", ["{}", "<w:p>{}</w:p>"])
def test_a_control_that_nobody_filled_in_is_told(form: str) -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{form.format(run('Klik di sini'))}</w:sdtContent></w:sdt>"
    )
    body = control if "w:p" in form else paragraph(control)
    text = found(paragraph(run("Isi.")) + body)
    assert text.text == "Isi."
    assert any("“Klik di sini”" in doubt for doubt in text.doubts)


def test_drawn_letters_are_words() -> None:
    drawn = '<w:r><w:pict><v:textpath string="AWAS BANJIR"/></w:pict></w:r>'
    assert found(paragraph(run("Isi."), drawn)).text == "Isi.\n\nAWAS BANJIR"


def test_headers_and_footers_are_told() -> None:
    text = found(paragraph(run("Isi.")), header=paragraph(run("NASKAH DINAS")))
    assert text.text == "Isi."
    assert any("“NASKAH DINAS”" in doubt for doubt in text.doubts)


def test_a_text_box_is_read_once() -> None:
    text = found(paragraph(run("Spanduk."), box(paragraph(run("Awas tikungan."))))).text
    assert text == "Spanduk.\n\nAwas tikungan."


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    first = paragraph(run("Petugas tiba, "), properties="<w:rPr><w:del/></w:rPr>")
    assert found(first + paragraph(run("lalu bekerja."))).text == "Petugas tiba, lalu bekerja."


def test_cells_are_told_apart_by_element() -> None:
    cells = [paragraph(run(words)) for words in ("Kraton", "2", "2")]
    assert found(f"<w:tbl>{row(*cells)}</w:tbl>").text == "Kraton | 2 | 2"


def test_a_form_in_a_table_is_a_form() -> None:
    cells = [paragraph(run(words)) for words in ("Nama", ":", "Melati")]
    assert found(f"<w:tbl>{row(*cells)}</w:tbl>").text == "Nama : Melati"


def test_a_table_within_a_cell_is_read() -> None:
    inner = f"<w:tbl>{row(paragraph(run('senter')), paragraph(run('peluit')))}</w:tbl>"
    text = found(f"<w:tbl>{row(paragraph(run('Regu')) + inner, paragraph(run('Pos')))}</w:tbl>")
    assert re.findall(r"\w+", text.text) == ["Regu", "senter", "peluit", "Pos"]


def test_automatic_numbers_and_bullets_are_lists() -> None:
    items = [(1, "datang"), (1, "duduk"), (2, "minum"), (3, "tiga"), (3, "empat"), (4, "satu")]
    assert found("".join(item(*written) for written in items)).text.split("\n\n") == [
        "1. datang", "2. duduk", "- minum", "c) tiga", "d) empat", "I. satu",
    ]  # fmt: skip


def test_a_field_that_does_not_end_takes_no_paragraph_with_it() -> None:
    body = paragraph(sign("begin"), run("kode")) + paragraph(run("Isi."))
    assert found(body).text == "Isi."


def form_field(kind: str, result: str = "") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{kind}</w:ffData></w:fldChar></w:r>'
    code = "<w:r><w:instrText>FORM</w:instrText></w:r>"
    return begin + code + (sign("separate") + run(result) if result else "") + sign("end")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="Sakit"/><w:listEntry w:val="Sehat"/>'
         "</w:ddList>", "Sehat"),
        ('<w:ddList><w:listEntry w:val="Sakit"/><w:listEntry w:val="Sehat"/></w:ddList>', "Sakit"),
        ('<w:ddList><w:result w:val="9"/><w:listEntry w:val="Sakit"/></w:ddList>', ""),
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ("<w:checkBox/>", "☐"),
        ("<w:textInput/>", ""),
    ],
)  # fmt: skip
def test_what_a_form_shows_is_read(field: str, text: str) -> None:
    words = found(paragraph(run("Keadaan: "), form_field(field), run(" sekian"))).text
    assert words.split() == ["Keadaan:", *text.split(), "sekian"]


def test_a_form_that_writes_its_choice_out_says_it_once() -> None:
    field = form_field('<w:ddList><w:listEntry w:val="Sakit"/></w:ddList>', "Sakit")
    assert found(paragraph(field, run(" sekian"))).text == "Sakit sekian"


def test_words_above_and_fractions_stay_apart() -> None:
    ruby = f"<w:ruby><w:rt>{run('baca')}</w:rt><w:rubyBase>{run('kata')}</w:rubyBase></w:ruby>"
    half = "<w:oMath><w:f><w:num><w:r><w:t>1</w:t></w:r></w:num><w:den><w:r><w:t>2</w:t></w:r>"
    text = found(
        paragraph(f"<w:r>{ruby}</w:r>", run(" isi "), f"{half}</w:den></w:f></w:oMath>")
    ).text
    assert text == "kata (baca) isi 1/2"


def test_a_drawing_with_a_file_of_its_own_is_told() -> None:
    drawing = '<w:r><w:drawing><dgm:relIds xmlns:dgm="dgm"/></w:drawing></w:r>'
    assert "ditanam" in " ".join(found(paragraph(run("Isi."), drawing)).doubts)


def test_notes_stand_at_the_end_and_comments_are_only_told() -> None:
    note = f'<w:footnote w:id="1">{paragraph(run("Dari posko."))}</w:footnote>'
    line = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    text = found(
        paragraph(run("Angka turun.")), footnotes=line + note,
        endnotes=f'<w:endnote w:id="1">{paragraph(run("Akhir."))}</w:endnote>',
        comments=f'<w:comment w:id="1">{paragraph(run("Betulkan!"))}</w:comment>',
    )  # fmt: skip
    assert text.text == "Angka turun.\n\nDari posko.\n\nAkhir."
    assert any("komentar" in doubt for doubt in text.doubts)


def test_signs_between_words_keep_them_apart() -> None:
    inner = "<w:r><w:t>Ibu</w:t><w:noBreakHyphen/><w:t>ibu</w:t><w:tab/><w:t>a</w:t><w:br/></w:r>"
    assert found(paragraph(inner, run("b"))).text == "Ibu-ibu\ta\nb"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("makro.docm", {}), ("templat.dotx", {}), ("lain.docx", {"main": "document2.xml"}),
        ("ketat.docx", {"namespace": STRICT}), ("tanpa-akhiran", {}),
    ],
)  # fmt: skip
def test_every_dialect_of_word_is_read(name: str, options: dict[str, str]) -> None:
    (text,) = read(name, document(paragraph(run("Isi.")), **options))
    assert text.text == "Isi."


@pytest.mark.parametrize(
    ("file", "words"),
    [("xl/workbook.xml", "Excel"), ("ppt/slides.xml", "PowerPoint"),
     ("META-INF/manifest.xml", "OpenDocument")],
)  # fmt: skip
def test_other_documents_are_refused_by_name(file: str, words: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(file, "<a/>")
    with pytest.raises(SourceError, match=words):
        read("rilis.docx", out.getvalue())


@pytest.mark.parametrize("depth", [90, 400, 5000])
def test_a_file_of_many_levels_is_read_or_refused_in_words(depth: int) -> None:
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph(run("x")) + "</w:tc></w:tr></w:tbl>" * depth
    with pytest.raises(SourceError, match="bersarang terlalu dalam"):
        read("dalam.docx", document(body))


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(SourceError, match="kosong"):
        read("kosong.docx", document(paragraph()))


# Any nesting of all of them


def _inline(draw: st.DrawFn, word: list[int], shown: list[str], depth: int, gone: bool) -> str:
    kind = draw(st.sampled_from(["run", "hidden", *INLINE, *UNSEEN] if depth else ["run"]))
    if kind in ("run", "hidden"):
        word[0] += 1
        name = f"kata{word[0]}"
        if kind == "run" and not gone:
            shown.append(name)
        return run(f" {name} ", "<w:vanish/>" if kind == "hidden" else "")
    wrapper = UNSEEN.get(kind) or INLINE[kind]
    count = draw(st.integers(1, 2))
    inner = [_inline(draw, word, shown, depth - 1, gone or kind in UNSEEN) for _ in range(count)]
    return wrapper.format("".join(inner))


def _block(draw: st.DrawFn, word: list[int], shown: list[str], depth: int) -> str:
    kind = draw(st.sampled_from(["paragraph", "box", *BLOCKS] if depth else ["paragraph"]))
    if kind == "paragraph":
        return paragraph(_inline(draw, word, shown, 3, gone=False))
    inner = "".join(_block(draw, word, shown, depth - 1) for _ in range(draw(st.integers(1, 2))))
    if kind == "box":
        return paragraph(box(inner))
    return BLOCKS[kind].format(inner)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, list[str]]:
    word, shown = [0], list[str]()
    body = "".join(_block(draw, word, shown, 3) for _ in range(draw(st.integers(1, 4))))
    return body, shown


@settings(max_examples=150, deadline=None)
@given(bodies())
def test_every_word_that_is_seen_comes_out_once(written: tuple[str, list[str]]) -> None:
    body, shown = written
    text = found(paragraph(run("awal")) + body).text
    assert sorted(re.findall(r"\w+", text)) == sorted(["awal", *shown])


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [("Symbol", "F0B0", "°"), ("Symbol", "F0B4", "×"), ("Wingdings", "F0FC", "✓"),
     ("Arial", "2022", "•"), ("Symbol", "F032", "2")],
)  # fmt: skip
def test_signs_of_a_font_are_characters(font: str, code: str, sign: str) -> None:
    element = f'<w:r><w:t>a</w:t><w:sym w:font="{font}" w:char="{code}"/><w:t>b</w:t></w:r>'
    (raw,) = read("rilis.docx", document(paragraph(element)))
    assert raw.text == f"a{sign}b"
    assert not raw.doubts


def test_a_sign_that_is_not_known_is_told() -> None:
    element = '<w:r><w:t>a</w:t><w:sym w:font="Webdings" w:char="F0A1"/></w:r>'
    (raw,) = read("rilis.docx", document(paragraph(element)))
    assert raw.text == "a"
    assert raw.doubts == (
        "1 lambang dari fon khusus tidak dikenali; bandingkan dengan dokumen aslinya.",
    )
