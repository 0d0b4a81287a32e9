"""What a release's pictures and files become, and what staff hear about them."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain.problems import Problem
from kentongan.domain.release import Blur, Picture, Release
from kentongan.domain.units import Registry
from kentongan.manuscripts.markup import Renderer
from kentongan.parts.images import core, hooks, metadata
from kentongan.site.model import Setup, Site
from PIL import Image

from tests.unit.parts.images.pictures import photo, revealing_photo, scene, stored
from tests.unit.parts.images.test_recordings import video

FOLDER = "rilis/2026/05"


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    content = tmp_path / "content"
    (content / FOLDER).mkdir(parents=True)
    return Setup(
        settings={"SITENAME": "Humas Uji", "SITEURL": "https://humas.test"},
        content=content,
        cache=tmp_path / "cache",
        zone=ZoneInfo("Asia/Jakarta"),
        units=Registry(()),
    )


@pytest.fixture
def site(setup: Setup, make_site: Callable[..., Site]) -> Site:
    site = make_site()
    site.content, site.cache = setup.content, setup.cache
    return site


@pytest.fixture
def write(setup: Setup, make_release: Callable[..., Release]) -> Callable[..., Release]:
    """A release with this body, its files beside it."""

    def write(body: str = "Teks.", lead: Picture | None = None, **files: bytes) -> Release:
        for name, data in files.items():
            stem, _, suffix = name.rpartition("_")
            (setup.content / FOLDER / f"{stem}.{suffix}").write_bytes(data)
        page = Renderer().render(body, f"{FOLDER}/patroli-malam.md")
        return make_release(
            body=body,
            body_line=7,
            html=page.html,
            picture=lead,
            pictures=tuple(Picture(path) for path in page.pictures),
            attachments=page.links,
        )

    return write


def check(setup: Setup, release: Release) -> list[Problem]:
    return list(hooks.check_release(release, setup=setup, units=setup.units))


def codes(setup: Setup, release: Release) -> list[str]:
    return [problem.code for problem in check(setup, release)]


def prepared(setup: Setup, release: Release) -> Release:
    return hooks.prepare_release(setup, release=release) or release


def published(site: Site, release: Release) -> dict[str, Path]:
    return dict(hooks.release_files(site, release=release, links=None))  # type: ignore[arg-type]


LEAD = Picture(f"{FOLDER}/foto.jpg", alt="Patroli")


def test_a_release_without_pictures_costs_nothing(setup: Setup, write: Any) -> None:
    release = write()
    assert codes(setup, release) == []
    assert hooks.prepare_release(setup, release=release) is None


def test_the_lead_picture_gets_its_renditions(setup: Setup, site: Site, write: Any) -> None:
    release = prepared(setup, write(lead=LEAD, foto_jpg=photo()))
    assert release.picture is not None
    assert [rendition.width for rendition in release.picture.renditions] == [360, 720, 1200] * 2
    files = published(site, release)
    assert set(files) == {rendition.url[1:] for rendition in release.picture.renditions}
    for rendition in release.picture.renditions:
        assert files[rendition.url[1:]].stat().st_size == rendition.bytes


def test_neither_name_nor_bytes_of_the_original_are_published(
    setup: Setup, site: Site, write: Any
) -> None:
    original = revealing_photo()
    release = prepared(setup, write("![x](saksi-contoh.jpg)", **{"saksi-contoh_jpg": original}))
    assert "contoh" not in release.html
    files = published(site, release)
    assert len(files) == 6
    for name, path in files.items():
        assert "contoh" not in name
        assert path.read_bytes() != original
        assert metadata.scrub_check(path.read_bytes()) == []


def test_inline_pictures_are_gathered_with_their_words(setup: Setup, write: Any) -> None:
    release = prepared(
        setup,
        write('![Warga](a.jpg "Di pos")\n\n![Pos](b.png)', a_jpg=photo(), b_png=photo(500, 400)),
    )
    assert [(picture.path, picture.alt, picture.caption) for picture in release.pictures] == [
        (f"{FOLDER}/a.jpg", "Warga", "Di pos"),
        (f"{FOLDER}/b.png", "Pos", ""),
    ]
    assert all(picture.renditions for picture in release.pictures)


def test_files_lost_from_the_cache_come_back(setup: Setup, site: Site, write: Any) -> None:
    release = prepared(setup, write(lead=LEAD, foto_jpg=photo()))
    for path in (setup.cache / "gambar").iterdir():
        path.unlink()
    assert all(path.is_file() for path in published(site, release).values())


def test_a_picture_blurred_once_is_blurred_wherever_the_release_shows_it(
    setup: Setup, write: Any
) -> None:
    lead = dataclasses.replace(LEAD, blur=(Blur(0, 0, 20, 20),))
    release = prepared(
        setup, write("![x](foto.jpg)\n\n[besar](foto.jpg)", lead=lead, foto_jpg=photo())
    )
    plain = core.digest(photo())
    assert plain not in release.html
    assert release.picture
    assert release.picture.renditions == release.pictures[0].renditions
    assert release.pictures[0].blur == lead.blur


def test_an_unreadable_order_to_blur_stops_the_build_and_hides_all(
    setup: Setup, write: Any
) -> None:
    release = write("![x](foto.jpg){samarkan=10,20}", foto_jpg=photo())
    assert codes(setup, release) == ["images.E006"]
    assert prepared(setup, release).pictures[0].blur == (Blur(0, 0, 100, 100),)


@pytest.mark.parametrize("between", ["", " ", "\n", ": "])
def test_an_order_to_blur_right_behind_a_picture_is_followed(
    setup: Setup, write: Any, between: str
) -> None:
    order = "{: samarkan=1,2,3,4}" if between == ": " else f"{between}{{samarkan=1,2,3,4}}"
    release = write(f"![x](foto.jpg){order}", foto_jpg=photo())
    assert codes(setup, release) == []
    assert prepared(setup, release).pictures[0].blur == (Blur(1, 2, 3, 4),)
    assert "samarkan" not in prepared(setup, release).html


@pytest.mark.parametrize(
    "body",
    ["{samarkan=1,2,3,4}\n\n![x](foto.jpg)", "![x](foto.jpg) Keterangan. {: samarkan=1,2,3,4}"],
)
def test_an_order_to_blur_that_belongs_to_no_picture_is_an_error(
    setup: Setup, write: Any, body: str
) -> None:
    assert "images.E006" in codes(setup, write(body, foto_jpg=photo()))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 bukan gambar", "images.E002"),
        (photo()[:9000], "images.E003"),
        (stored(scene(400, 300), "PNG"), "images.W002"),
        (revealing_photo(), "images.W001"),
    ],
)
def test_what_is_wrong_with_a_picture_is_told_by_code(
    setup: Setup, write: Any, data: bytes, code: str
) -> None:
    release = write("Satu.\n\n![x](foto.jpg)", lead=LEAD, foto_jpg=data)
    (problem,) = check(setup, release)
    assert (problem.code, problem.line) == (code, 9)
    assert problem.message.endswith(".")
    prepared(setup, release)  # never raises: the report comes first


def test_a_warning_names_gps_and_repeats_nothing(setup: Setup, write: Any) -> None:
    (problem,) = check(setup, write("![x](foto.jpg)", foto_jpg=revealing_photo()))
    assert problem.type == "image-metadata"
    assert "koordinat GPS" in problem.message
    assert "Contoh" not in problem.message + problem.fix


def test_a_missing_picture_suggests_the_name_that_is_there(setup: Setup, write: Any) -> None:
    (problem,) = check(setup, write("![x](foto.jpg)", Foto_JPG=photo()))
    assert (problem.code, problem.severity) == ("images.E001", "error")
    assert "Foto.JPG" in problem.fix


def test_long_numbers_in_file_names_are_masked(setup: Setup, write: Any) -> None:
    (problem,) = check(setup, write("![x](3514011203900001.jpg)"))
    assert "3514011203900001" not in problem.message + problem.fix


def test_a_picture_that_leads_out_of_the_content_is_missing(
    setup: Setup, write: Any, tmp_path: Path
) -> None:
    (tmp_path / "luar.jpg").write_bytes(photo())
    (setup.content / FOLDER / "foto.jpg").symlink_to(tmp_path / "luar.jpg")
    release = write("![x](foto.jpg)")
    assert codes(setup, release) == ["images.E001"]
    assert prepared(setup, release).pictures == ()


def test_heic_without_its_reader_is_told_plainly(
    setup: Setup, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    data = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
    (problem,) = check(setup, write("![x](foto.heic)", foto_heic=data))
    assert problem.code == "images.E005"
    assert "JPEG" in problem.fix


def test_attachments_are_published_under_their_own_address(
    setup: Setup, site: Site, write: Any
) -> None:
    release = prepared(
        setup,
        write("[Edaran](edaran.pdf)\n\n[Video](v.mp4)", edaran_pdf=b"%PDF-1.7", v_mp4=video()),
    )
    files = published(site, release)
    assert sorted(name.rsplit("/", 1)[1] for name in files) == ["edaran.pdf", "v.mp4"]
    for name, path in files.items():
        assert f'href="/{name}"' in release.html
        assert b"112.9" not in path.read_bytes()
        assert setup.content not in path.parents


def test_links_to_other_texts_stay_known(setup: Setup, write: Any) -> None:
    release = prepared(setup, write("[a](lain.md) [b](e.pdf) ![x](a.jpg)", a_jpg=photo()))
    assert release.attachments == (f"{FOLDER}/lain.md",)


def test_a_picture_of_the_same_name_is_the_poster(setup: Setup, site: Site, write: Any) -> None:
    release = prepared(setup, write("[Video](v.mp4)", v_mp4=video(), v_jpg=photo()))
    files = published(site, release)
    poster = release.html.partition('poster="/')[2].partition('"')[0]
    assert poster in files


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("hilang_pdf", None, "images.E007"),
        ("tiada", None, "images.E009"),
        ("a_pdf", b"MZ program", "images.E008"),
        ("a_apk", b"PK\x03\x04", "images.E008"),
        ("a_pdf", b"%PDF-1.7 /Author (Contoh)", "images.W004"),
        ("a_pdf", b"%PDF-1.7 /Author ()", None),
        ("lain_md", None, None),
    ],
)
def test_what_is_wrong_with_an_attachment_is_told_by_code(
    setup: Setup, write: Any, name: str, data: bytes | None, code: str | None
) -> None:
    files = {name: data} if data is not None else {}
    release = write(f"[Lihat]({name.replace('_', '.')})", **files)
    assert codes(setup, release) == ([code] if code else [])


def test_the_author_of_a_word_file_is_noticed(setup: Setup, write: Any) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("docProps/core.xml", "<dc:creator>Contoh</dc:creator>")
    assert codes(setup, write("[x](a.docx)", a_docx=out.getvalue())) == ["images.W004"]


def test_pictures_of_other_sites_are_named(setup: Setup, write: Any) -> None:
    release = write("![x](https://peta.test/a.jpg)")
    assert codes(setup, release) == ["images.W003"]
    assert "<img" not in prepared(setup, release).html


def test_a_site_below_a_folder_has_its_name_in_every_address(setup: Setup, write: Any) -> None:
    below = dataclasses.replace(setup, settings={"SITEURL": "https://polri.test/kraton/"})
    release = prepared(below, write("![x](foto.jpg)", foto_jpg=photo()))
    assert 'src="/kraton/gambar/' in release.html
    assert release.pictures[0].renditions[0].url.startswith("/gambar/")


def test_the_same_picture_in_two_releases_is_one_file(setup: Setup, site: Site, write: Any) -> None:
    first = prepared(setup, write("![x](a.jpg)", a_jpg=photo()))
    second = prepared(setup, write("![y](b.jpg)", b_jpg=photo()))
    assert published(site, first) == published(site, second)


def test_a_huge_picture_is_refused_by_the_setting(setup: Setup, write: Any) -> None:
    small = dataclasses.replace(setup, settings={"HUMAS_IMAGES_MAX_MEGAPIXELS": 1})
    (problem,) = check(small, write("![x](foto.jpg)", foto_jpg=photo()))
    assert problem.code == "images.E004"
    assert "1600 × 1067" in problem.message


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_an_animated_original_is_published_still_and_staff_are_told(
    kind: str, setup: Setup, site: Site, write: Any
) -> None:
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "blue")]
    data = stored(frames[0], kind, save_all=True, append_images=frames[1:])
    release = write(f"![x](a.{kind.lower()})", **{f"a_{kind.lower()}": data})
    (problem,) = check(setup, release)
    assert (problem.code, problem.line) == ("images.W005", 7)
    files = published(site, prepared(setup, release))
    assert all(name.endswith((".avif", ".jpg")) for name in files)
    assert all(getattr(Image.open(path), "n_frames", 1) == 1 for path in files.values())


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_a_still_of_a_kind_that_may_move_is_no_animation(
    kind: str, setup: Setup, write: Any
) -> None:
    data = stored(Image.new("RGB", (80, 60), "red"), kind)
    assert codes(setup, write(f"![x](a.{kind.lower()})", **{f"a_{kind.lower()}": data})) == []


def test_a_photograph_that_holds_a_second_one_is_no_animation(setup: Setup, write: Any) -> None:
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "blue")]
    data = stored(frames[0], "MPO", save_all=True, append_images=frames[1:])
    assert core.inspect(data).frames == 2
    assert "images.W005" not in codes(setup, write("![x](a.jpg)", a_jpg=data))


LEADS = {
    "![x](a.jpg)": "a.jpg",
    "Teks.\n\n![x](a.jpg)\n\n![y](b.jpg)": "a.jpg",
    "![y](b.jpg) ![x](a.jpg)": "b.jpg",
    "Tanda ![x](a.jpg) ini.": "a.jpg",
    "[surat](b.jpg)\n\n![x](a.jpg)": "a.jpg",
    "[![x](a.jpg)](b.jpg)": "a.jpg",
    '<video src="v.mp4" poster="b.jpg"></video>\n\n![x](a.jpg)': "a.jpg",
    "[surat](b.jpg)": "",
    '<video src="v.mp4" poster="b.jpg"></video>': "",
    "![peta](https://peta.test/a.jpg)": "",
    "Teks.": "",
}


@pytest.mark.parametrize("body", LEADS)
def test_without_gambar_the_first_picture_of_the_text_stands_for_the_release(
    body: str, setup: Setup, write: Any
) -> None:
    release = prepared(setup, write(body, a_jpg=photo(), b_jpg=photo(400, 300), v_mp4=video()))
    lead = release.lead
    assert (lead.path if lead else "") == (f"{FOLDER}/{LEADS[body]}" if LEADS[body] else "")
    assert lead is None or lead.renditions
    assert release.picture is None, "the page does not show it a second time"


def test_gambar_stands_before_the_pictures_of_the_text(setup: Setup, write: Any) -> None:
    release = prepared(setup, write("![x](a.jpg)", lead=LEAD, a_jpg=photo(), foto_jpg=photo()))
    assert release.lead is release.picture is not None


def test_the_lead_of_the_text_is_as_blurred_as_in_the_text(setup: Setup, write: Any) -> None:
    body = "![x](a.jpg)\n\n![y](a.jpg){samarkan=1,2,3,4}"
    lead = prepared(setup, write(body, a_jpg=photo())).lead
    assert lead is not None and lead.blur == (Blur(1, 2, 3, 4),)
