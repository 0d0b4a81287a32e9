"""Pictures and files in the text of a page."""

from __future__ import annotations

import re

import pytest
from kentongan.domain.release import Rendition
from kentongan.manuscripts.markup import Renderer
from kentongan.parts.images import markup, named
from kentongan.parts.images.attachments import Attachment

PATH = "rilis/2026/05/patroli.md"


def forms(name: str) -> tuple[Rendition, ...]:
    return tuple(
        Rendition(f"/gambar/{name}-{width}.{kind}", width, width * 2 // 3, mime, 1000)
        for kind, mime in (("avif", "image/avif"), ("jpg", "image/jpeg"))
        for width in (360, 720, 1200)
    )


PUBLISHED = markup.Published(
    pictures={
        f"rilis/2026/05/{name}": forms(name[0]) for name in ("a.jpg", "b.jpg", "c d.jpg", "p.jpg")
    },
    attachments={
        f"rilis/2026/05/{path}": Attachment(
            f"rilis/2026/05/{path}", f"/lampiran/00/{path}", label, mime, size, *sides
        )
        for path, label, mime, size, sides in (
            ("v.mp4", "MP4", "video/mp4", 3_400_000, (640, 360)),
            ("s.pdf", "PDF", "application/pdf", 120_000, ()),
            ("r.mp3", "MP3", "audio/mpeg", 900_000, ()),
        )
    },
    posters={"rilis/2026/05/v.mp4": forms("p")},
)


def text_of(body: str) -> str:
    return Renderer().render(body, PATH).html


def shown(body: str) -> str:
    return markup.public_text(text_of(body), PUBLISHED)


def test_a_picture_alone_becomes_a_figure_with_all_its_sizes() -> None:
    page = shown('Satu.\n\n![Polisi & warga](a.jpg "Di alun-alun")\n\nDua.')
    assert page == (
        '<p>Satu.</p>\n<figure class="figure"><picture><source type="image/avif" '
        'srcset="/gambar/a-360.avif 360w, /gambar/a-720.avif 720w, /gambar/a-1200.avif 1200w" '
        'sizes="(min-width: 48em) 44rem, 92vw">'
        '<img class="picture" src="/gambar/a-720.jpg" '
        'srcset="/gambar/a-360.jpg 360w, /gambar/a-720.jpg 720w, /gambar/a-1200.jpg 1200w" '
        'sizes="(min-width: 48em) 44rem, 92vw" width="1200" height="800" '
        'alt="Polisi &amp; warga" loading="lazy" decoding="async"></picture>'
        '<figcaption class="figure__caption">Di alun-alun</figcaption></figure>\n<p>Dua.</p>'
    )


def test_a_picture_without_caption_has_none() -> None:
    assert "figcaption" not in shown("![x](a.jpg)")


def test_several_pictures_become_a_gallery_without_a_script() -> None:
    page = shown('![satu](a.jpg) ![dua](b.jpg "Dua")\n![tiga](<c d.jpg>)')
    assert page.startswith('<div class="gallery">')
    assert page.count("<figure") == 3
    assert page.count("<figcaption") == 1
    assert "<p>" not in page


def test_a_picture_in_a_sentence_stays_there() -> None:
    page = shown("Tanda ![ini](a.jpg) dipasang.")
    assert page.startswith("<p>Tanda <picture>")
    assert page.endswith("</picture> dipasang.</p>")


@pytest.mark.parametrize("alt", ["a > b", "“kutip”", 'kata "lurus"', "<b>", "a & b"])
def test_alternative_texts_survive_whole(alt: str) -> None:
    page = shown(f"![{alt}](a.jpg)".replace("<b>", "&lt;b&gt;"))
    found = re.search(r'<img class="picture"[^>]* alt="([^"]*)"', page.replace("&gt;", "]"))
    assert found
    (picture,) = named.read(text_of(f"![{alt}](a.jpg)".replace("<b>", "&lt;b&gt;"))).pictures
    assert picture.alt == alt


def test_links_to_files_tell_type_and_size() -> None:
    assert shown("Unduh [surat edaran](s.pdf) ini.") == (
        '<p>Unduh <a href="/lampiran/00/s.pdf" type="application/pdf">surat edaran (PDF, 120 kB)'
        "</a> ini.</p>"
    )


def test_a_link_that_tells_its_type_is_left_alone() -> None:
    assert "surat (PDF, 1 halaman)</a>" in shown("[surat (PDF, 1 halaman)](s.pdf)")


@pytest.mark.parametrize("body", ["[Rekaman](v.mp4)", "![Rekaman](v.mp4)"])
def test_a_video_alone_gets_a_player_and_a_link(body: str) -> None:
    assert shown(body) == (
        '<figure class="figure"><video controls preload="none" src="/lampiran/00/v.mp4" '
        'poster="/gambar/p-1200.jpg" width="640" height="360"></video>'
        '<figcaption class="figure__caption"><a href="/lampiran/00/v.mp4" type="video/mp4">'
        "Rekaman (MP4, 3,4 MB)</a></figcaption></figure>"
    )


def test_a_video_in_a_sentence_is_linked() -> None:
    assert "<video" not in shown("Lihat [rekaman](v.mp4) ini.")


def test_a_recording_alone_gets_a_player() -> None:
    assert '<audio controls preload="none" src="/lampiran/00/r.mp3"></audio>' in shown(
        "[Dengar](r.mp3)"
    )


def test_a_player_typed_by_hand_never_starts_by_itself() -> None:
    page = shown('<video src="v.mp4" autoplay controls></video>')
    assert 'preload="none"' in page
    assert "autoplay" not in page
    assert "konten:" not in page


def test_a_link_to_a_picture_leads_to_its_published_form() -> None:
    page = shown("[![kecil](a.jpg)](a.jpg)")
    assert page.startswith('<p><a href="/gambar/a-1200.jpg"><picture>')


def test_links_to_other_releases_are_left_to_others() -> None:
    page = shown("[lain](lain.md#bagian)")
    assert page == '<p><a href="konten:rilis/2026/05/lain.md#bagian">lain</a></p>'


def test_what_cannot_be_published_is_left_out() -> None:
    page = shown("Satu ![x](hilang.jpg) dua [surat](hilang.pdf).\n\n![x](hilang.jpg)")
    assert "hilang" not in page
    assert "konten:" not in page
    assert "surat" in page


def test_pictures_of_other_sites_are_linked_not_loaded() -> None:
    page = shown(
        "![peta](https://peta.test/a.jpg)\n\n[![x](https://peta.test/b.jpg)](https://peta.test/)"
    )
    assert "<img" not in page
    assert '<a href="https://peta.test/a.jpg">peta</a>' in page
    assert '<a href="https://peta.test/">x</a>' in page


def test_addresses_work_below_a_folder() -> None:
    published = markup.Published(pictures=PUBLISHED.pictures, href=lambda path: "/humas" + path)
    page = markup.public_text(text_of("![x](a.jpg)"), published)
    assert page.count("/humas/gambar/") == 7
