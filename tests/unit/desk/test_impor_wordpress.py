"""`humas impor-wordpress`: what a blog held, as releases."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from kentongan.desk.impor_wordpress import command

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><wp:base_blog_url>https://lama.test</wp:base_blog_url>
<wp:author><wp:author_login>admin</wp:author_login>
<wp:author_display_name>Humas Polresta</wp:author_display_name></wp:author>
"""
BODY = (
    "<p>Polresta Pasuruan – <strong>Polsek Kraton</strong> menggelar patroli, "
    "Jumat (30/08/2024).</p>"
)


def post(number: int = 1, content: str = BODY, **changes: Any) -> str:
    values: dict[str, Any] = {
        "title": "Polsek Kraton Gelar Patroli",
        "name": "polsek-kraton-gelar-patroli",
        "status": "publish",
        "type": "post",
        "date": "2024-08-30 14:30:00",
        "gmt": "2024-08-30 07:30:00",
        "more": "",
    } | changes
    return f"""<item><title><![CDATA[{values["title"]}]]></title>
<link>https://lama.test/2024/08/{values["name"]}/</link><dc:creator>admin</dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date>{values["date"]}</wp:post_date><wp:post_date_gmt>{values["gmt"]}</wp:post_date_gmt>
<wp:post_name>{values["name"]}</wp:post_name><wp:status>{values["status"]}</wp:status>
<wp:post_type>{values["type"]}</wp:post_type>{values["more"]}
<wp:comment><wp:comment_content>Komentar warga</wp:comment_content></wp:comment></item>
"""


def attachment(number: int, file: str, caption: str = "", alt: str = "") -> str:
    return f"""<item><title>x</title><excerpt:encoded><![CDATA[{caption}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://lama.test/wp-content/uploads/{file}</wp:attachment_url>
<wp:postmeta><wp:meta_key>_wp_attached_file</wp:meta_key><wp:meta_value>{file}</wp:meta_value>
</wp:postmeta><wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>
<wp:meta_value>{alt}</wp:meta_value></wp:postmeta></item>"""


@pytest.fixture(autouse=True)
def _workdir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUMAS_NOW", "2026-11-24T12:00:00+07:00")
    monkeypatch.setenv("HUMAS_JOBS", "1")
    folder = Path("uploads/2024/08")
    folder.mkdir(parents=True)
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "JPEG")
    for name in ("patroli.jpg", "apel.jpg"):
        (folder / name).write_bytes(out.getvalue())
    (folder / "palsu.jpg").write_bytes(b"bukan gambar")


def run(*items: str, args: tuple[str, ...] = ()) -> Result:
    Path("ekspor.xml").write_text(_HEAD + "".join(items) + "</channel></rss>", encoding="utf-8")
    return CliRunner().invoke(command, ["ekspor.xml", "--unggahan", "uploads", *args])


def only() -> str:
    (path,) = Path("content/rilis").rglob("*.md")
    return path.read_text(encoding="utf-8")


def test_a_post_becomes_a_release() -> None:
    more = (
        '<category domain="category" nicename="himbauan">Himbauan</category>'
        '<category domain="category" nicename="berita">Berita</category>'
        '<category domain="category" nicename="binmas">Binmas</category>'
        '<category domain="post_tag" nicename="patroli">Patroli</category>'
        "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key>"
        "<wp:meta_value>patroli-lama</wp:meta_value></wp:postmeta>"
    )
    result = run(post(more=more))
    assert result.exit_code == 0, result.output
    front, _, body = only().partition("\n\n")
    fields = dict(line.split(": ", 1) for line in front.split("\n"))
    fields.pop("Kode")
    assert fields == {
        "Judul": "Polsek Kraton Gelar Patroli",
        "Tanggal": "30 Agustus 2024, 14.30 WIB",
        "Satuan": "polsek-kraton",
        "Jenis": "imbauan",
        "Tag": "Patroli, Binmas",
        "Penulis": "Humas Polresta",
        "Alih-Dari": "/2024/08/polsek-kraton-gelar-patroli/, /2024/08/patroli-lama/",
    }
    assert body == (
        "Polresta Pasuruan – **Polsek Kraton** menggelar patroli, Jumat (30/08/2024).\n"
    )
    assert "Komentar" not in only()


def test_moving_again_changes_nothing() -> None:
    run(post())
    before = only()
    result = run(post(), post(2, name="lain", title="Polsek Kraton Lain"))
    assert "1 rilis ditulis, 0 gambar disalin, 1 sudah ada" in result.output
    assert (Path("content/rilis/2024/08/polsek-kraton-gelar-patroli.md")).read_text(
        "utf-8"
    ) == before


def test_pictures_captions_and_galleries_come_along() -> None:
    base = "https://lama.test/wp-content/uploads/2024/08"
    content = (
        f"{BODY}\n\n[caption id='a' width='300']<img src='{base}/patroli-300x200.jpg' alt='Polisi'>"
        " Patroli malam[/caption]\n\n[gallery ids='11,12']\n\n"
        f"<p><img src='{base}/palsu.jpg'><img src='https://lain.test/x.jpg'></p>"
    )
    run(
        post(content=content),
        attachment(11, "2024/08/patroli.jpg"),
        attachment(12, "2024/08/apel.jpg", "Apel pagi", "Barisan polisi"),
        args=("--json",),
    )
    text = only()
    stem = "polsek-kraton-gelar-patroli"
    assert f'![Polisi]({stem}-1.jpg "Patroli malam")' in text
    assert f'![Barisan polisi]({stem}-2.jpg "Apel pagi")' in text
    assert "palsu" not in text and "lain.test" not in text
    assert "[caption" not in text and "[gallery" not in text
    folder = Path("content/rilis/2024/08")
    assert sorted(path.name for path in folder.glob("*.jpg")) == [f"{stem}-1.jpg", f"{stem}-2.jpg"]


def test_the_featured_picture_is_the_lead_picture() -> None:
    meta = (
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        "<wp:meta_value>12</wp:meta_value></wp:postmeta>"
    )
    run(post(more=meta), attachment(12, "2024/08/apel.jpg", "Apel pagi", "Barisan polisi"))
    text = only()
    assert "Gambar: polsek-kraton-gelar-patroli-1.jpg\nGambar-Alt: Barisan polisi\n" in text
    assert "![" not in text


def test_shortcodes_and_embeds_are_reported() -> None:
    content = (
        BODY + "\n\n[contact-form-7 id='5']\n\n[su_box]Isi kotak[/su_box]\n\nKata [sic] tetap.\n\n"
        "<iframe src='https://video.test/1'></iframe><script>alert(1)</script>"
    )
    result = run(post(content=content), args=("--json",))
    text = only()
    assert "Isi kotak" in text and "[sic]" in text.replace("\\", "")
    assert "contact-form" not in text and "alert" not in text
    assert (
        "[https://video.test/1](https://video.test/1)" in text or "<https://video.test/1>" in text
    )
    notes = json.loads(result.output)["notes"][0]["notes"]
    assert "Kode [contact-form-7] dibuang; periksa apakah ada isi yang hilang." in notes
    assert "Sematan dari situs lain diganti tautan." in notes


def test_classic_posts_get_their_paragraphs() -> None:
    run(post(content="Paragraf satu dari Polsek Kraton.\n\nParagraf dua.\nBaris dua."))
    assert "Paragraf satu dari Polsek Kraton.\n\nParagraf dua." in only()


@pytest.mark.parametrize(
    ("changes", "held"),
    [
        ({"status": "draft"}, True),
        ({"status": "private"}, True),
        ({"more": "<wp:post_password>rahasia</wp:post_password>"}, True),
        ({"date": "0000-00-00 00:00:00", "gmt": "0000-00-00 00:00:00"}, True),
        ({"status": "publish"}, False),
    ],
)
def test_what_was_not_public_stays_so(changes: dict[str, Any], held: bool) -> None:
    run(post(**changes))
    assert ("Status: draf" in only()) is held


def test_pages_menus_and_bin_stay_behind() -> None:
    result = run(
        post(1, status="trash"),
        post(2, type="page", title="Tentang"),
        post(3, type="nav_menu_item"),
        post(4, content=""),
        args=("--json",),
    )
    told = json.loads(result.output)
    assert (told["written"], told["skipped"], told["others"]) == (0, 2, {"page": 1})


def test_an_unknown_unit_is_reported_and_the_district_takes_its_place() -> None:
    result = run(post(content="<p>Tanpa satuan.</p>", title="Kabar"), args=("--json",))
    assert "Satuan: polresta-pasuruan" in only()
    assert "tidak dikenal; dipakai Polresta Pasuruan." in str(json.loads(result.output)["notes"])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"<html><body>bukan</body></html>", "bukan ekspor WordPress"),
        (
            b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
            b"<rss><channel>&b;</channel></rss>",
            "DOCTYPE atau ENTITY",
        ),
        (
            b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            b"<rss>&x;</rss>",
            "DOCTYPE atau ENTITY",
        ),
        (b"<rss><channel></channel></rss>", "tidak memuat tulisan"),
        ((_HEAD + post()).encode()[:-400], "terpotong"),
    ],
)
def test_what_is_no_sound_export_is_refused(data: bytes, words: str) -> None:
    Path("ekspor.xml").write_bytes(data)
    result = CliRunner().invoke(command, ["ekspor.xml"])
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output


def test_an_uploads_path_never_leads_out_of_its_folder() -> None:
    Path("rahasia.jpg").write_bytes(Path("uploads/2024/08/apel.jpg").read_bytes())
    content = BODY + "<p><img src='https://lama.test/wp-content/uploads/../rahasia.jpg'></p>"
    run(post(content=content), attachment(12, "../rahasia.jpg"))
    assert not list(Path("content").rglob("*.jpg"))
