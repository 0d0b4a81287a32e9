"""The rules are asked of what a reader sees, however it is written and wherever it stands."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from kentongan.domain.problems import Problem
from kentongan.domain.release import Case, Official, Override, Release
from kentongan.domain.units import Registry
from kentongan.gate import contents, core
from kentongan.manuscripts.markup import Renderer

Make = Callable[..., Release]
NIK = "3575014708990003"
PHONE = "081234567890"
NIK_PARTS, PHONE_PARTS = ("357501", "470899", "0003"), ("0812", "3456", "7890")

# What may stand between the parts of a number.
BETWEEN = {
    "line": "\n",
    "hard break": "  \n",
    "backslash break": "\\\n",
    "escaped dash": "\\-",
    "escaped space": "\\ ",
    "entity space": "&ensp;",
    "entity that hides": "&shy;",
    "numeric entity": "&#8294;",
    "dash entity": "&ndash;",
    "footnote": "[^1]",
    "tag": "</b><b>",
    "comment": "<!-- x -->",
    "middle dot": "·",
    "slash": "/",
    "underscore": "_",
    "em dash": "—",
    "emphasis": "**",
    "wide space": "\u3000",
    "isolate": "\u2066",
}


def check(release: Release, **more: Any) -> list[Problem]:
    return core.check_release(release, Registry([]), **more)[0]


def kinds(problems: list[Problem]) -> set[str]:
    return {problem.type for problem in problems if problem.severity == "error"}


def page(make: Make, body: str, **more: Any) -> Release:
    """A release of this body, read as a file is."""
    markup = Renderer().render(body, "rilis/2026/05/patroli.md")
    return make(body=body, text=markup.text, html=markup.html, **more)


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
@pytest.mark.parametrize(
    ("before", "parts", "kind"),
    [("NIK korban", NIK_PARTS, "nik"), ("Hubungi keluarga korban di", PHONE_PARTS, "phone")],
)
def test_a_number_is_found_whatever_stands_between_its_parts(
    make_release: Make, between: str, before: str, parts: tuple[str, ...], kind: str
) -> None:
    body = f"Polsek Kraton.\n\n{before} {between.join(parts)} tercatat.\n"
    found = [
        finding for finding in check(page(make_release, body), source=body) if finding.type == kind
    ]
    assert len(found) == 1
    place = body[found[0].start : found[0].end]
    assert parts[0] in place


@pytest.mark.parametrize(
    "body",
    [
        "[{n}](https://a.example/)",
        "[x](https://a.example/?nik={n})",
        "[x](https://a.example/{n}/)",
        "[x](https://a.example/#{n})",
        "[x](https://a.example/?n=%33575014708990003)",
        '[x](https://a.example/ "{n}")',
        "[x][a]\n\n[a]: https://a.example/?n={n}",
        "<https://a.example/{n}>",
        "https://a.example/{n}",
        '<span title="{n}">x</span>',
        '<span class="n{n}">x</span>',
        "<span lang='{n}'>x</span>",
        '<ol start="{n}"><li>x</li></ol>',
        '![foto](a.png "{n}")',
        "![{n}](a.png)",
        "<!-- {n} -->",
        "| a |\n|---|\n| {n} |",
    ],
)
def test_a_number_is_found_in_links_attributes_and_comments(make_release: Make, body: str) -> None:
    body = body.replace("{n}", NIK)
    problems = check(page(make_release, body), source=body)
    assert "nik" in kinds(problems)
    assert all(problem.start >= 0 for problem in problems if problem.type == "nik")


def test_a_picture_and_a_link_of_no_one_are_left_alone(make_release: Make) -> None:
    body = (
        "[berita](https://kota.example/read/2024/08/30/081234567/judul) "
        "![Petugas](patroli-30-08-2024.jpg) <span class='kiri'>x</span>\n\n1. satu\n2. dua"
    )
    assert kinds(check(page(make_release, body))) == set()


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("author", f"Humas {NIK}", "nik"),
        ("officials", (Official(f"Warga {NIK}", "Kapolsek"),), "nik"),
        ("officials", (Official("Rahmat Hidayatullah", "Korban"),), "victim-name"),
        ("officials", (Official("Korban Rahmat Hidayatullah"),), "victim-name"),
        ("redirects_from", (f"/lama/{NIK}.html",), "file-name"),
        ("redirects_from", ("/2019/korban-budi-santoso-dirawat/",), "file-name"),
        ("case", Case("dicari", ("Warga",), number=NIK), "nik"),
        ("case", Case("dicari", ("Warga",), contact=NIK), "nik"),
        ("case", Case("dicari", (f"Warga {NIK}",)), "nik"),
    ],
)
def test_every_field_that_is_shown_is_asked(
    make_release: Make, field: str, value: Any, kind: str
) -> None:
    more = {field: value} | ({"kind": "orang-hilang"} if field == "case" else {})
    assert kind in kinds(check(make_release(**more)))


def test_who_speaks_for_a_unit_may_be_named(make_release: Make) -> None:
    officials = (
        Official("Safiudin", "Kapolsek Kraton", "AKP", "S.Pd."),
        Official("Sri Wahyuni", "Kepala Dinas Perlindungan Anak"),
    )
    assert kinds(check(make_release(officials=officials, author="Humas Polsek Kraton"))) == set()


# Attachments

XML = {
    "docx": {"word/document.xml": "<w:p><w:r><w:t>{a}</w:t></w:r><w:r><w:t>{b}</w:t></w:r></w:p>"},
    "comment": {"word/comments.xml": "<w:comment><w:t>{a}{b}</w:t></w:comment>"},
    "deleted": {"word/document.xml": "<w:del><w:delText>{a}{b}</w:delText></w:del>"},
    "property": {"docProps/core.xml": "<cp:p><dc:title>{a}{b}</dc:title></cp:p>"},
    "target": {
        "word/_rels/document.xml.rels": '<R Target="https://a/{a}{b}" TargetMode="External"/>'
    },
    "shared": {
        "xl/sharedStrings.xml": "<sst><si><t>{a}{b}</t></si></sst>",
        "xl/worksheets/sheet1.xml": '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
    },
    "float": {"xl/worksheets/sheet1.xml": "<row><c><v>3.575014708990003E15</v></c></row>"},
}


def packed(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text.format(a=NIK[:7], b=NIK[7:]))
    return data.getvalue()


def attach(make: Make, name: str, data: bytes, **more: Any) -> list[Problem]:
    release = make(attachments=(f"rilis/2026/05/{name}",), **more)
    return check(release, read=lambda _: data)


@pytest.mark.parametrize("files", XML.values(), ids=XML)
def test_the_words_of_an_office_file_are_read(make_release: Make, files: dict[str, str]) -> None:
    suffix = "xlsx" if any(name.startswith("xl/") for name in files) else "docx"
    problems = attach(make_release, f"daftar.{suffix}", packed(files))
    assert "nik" in kinds(problems)
    assert not any(problem.code == "privasi.E018" for problem in problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_is_read_in_the_usual_encodings(make_release: Make, encoding: str) -> None:
    data = f"Nama;NIK\nCafé;{NIK}\n".encode(encoding)
    assert "nik" in kinds(attach(make_release, "daftar.csv", data))


def test_the_head_of_a_column_tells_who_is_named_below_it(make_release: Make) -> None:
    problems = attach(make_release, "data.csv", b"korban;umur\nBudi Santoso;29\n")
    assert "victim-name" in kinds(problems)
    assert any("data.csv" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("surat.pdf", b"%PDF-1.7"),
        ("lama.doc", b"\xd0\xcf\x11\xe0"),
        ("rusak.docx", b"PK\x03\x04 rusak"),
        ("bom.xlsx", None),
    ],
)
def test_what_cannot_be_read_needs_a_permit_for_these_bytes(
    make_release: Make, name: str, data: bytes | None
) -> None:
    data = data if data is not None else packed({"xl/a.xml": "0" * 50_000_000})
    problems = attach(make_release, name, data)
    assert [problem.code for problem in problems if problem.severity == "error"] == ["privasi.E018"]
    permit = Override("privasi.E018", "Siti, Kasi Humas", "sudah dibaca seluruhnya")
    release = make_release(attachments=(name,), overrides=(permit,))
    problems, permits = core.check_release(release, read=lambda _: data)
    assert kinds(problems) == set()
    changed, _ = core.check_release(release, read=lambda _: data + b" ", remembered=permits)
    assert "privasi.E022" in {problem.code for problem in changed}


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed({"word/document.xml": "0" * 60_000_000})
    assert contents.read("a.docx", bomb) == contents.Contents("", False)


# Standing files and places


@pytest.mark.parametrize(
    "text",
    [
        f"Isi <span title='{NIK}'>data</span>.",
        f"[data](https://a.example/?n={NIK})",
        f"NIK {'&shy;'.join(NIK_PARTS)}",
    ],
)
def test_units_pages_and_the_banner_are_asked_the_same(text: str) -> None:
    source = f"Judul: Layanan\n\n{text}\n"
    (problem,) = core.check_standing(source, "halaman/layanan.md")
    assert problem.type == "nik"
    assert NIK_PARTS[0] in source[problem.start : problem.end]


def test_a_place_is_given_in_characters_of_the_file(make_release: Make) -> None:
    source = f"Judul: A\nPenulis: Humas {NIK}\n\nSatu.\n\nKorban: **{PHONE}** &amp; {PHONE}\n"
    body = source.split("\n\n", 1)[1]
    release = make_release(title="A", author=f"Humas {NIK}", body=body, text=body, body_line=4)
    found = {
        finding.type: finding for finding in check(release, source=source, lines={"Penulis": 2})
    }
    assert source[found["nik"].start : found["nik"].end] == NIK
    assert source[found["phone"].start : found["phone"].end] == PHONE
    windows = source.replace("\n", "\r\n")
    found = {
        finding.type: finding for finding in check(release, source=windows, lines={"Penulis": 2})
    }
    assert windows[found["phone"].start : found["phone"].end] == PHONE


def test_the_sentence_is_shown_without_any_datum(make_release: Make) -> None:
    text = f"Korban bernama Slamet Riyadi (45), NIK {NIK}, telepon {PHONE}, dirawat."
    found = check(make_release(text=text))
    shown = [problem.excerpt for problem in found if problem.code < "redaksi" and problem.masked]
    assert shown and all("dirawat" in sentence for sentence in shown)
    for sentence in shown:
        assert not any(datum in sentence for datum in ("Slamet", "Riyadi", NIK, PHONE))


def test_escaped_html_is_text(make_release: Make) -> None:
    assert "nik" in kinds(check(page(make_release, html.escape(f"<NIK {NIK}>"))))
