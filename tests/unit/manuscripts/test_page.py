"""Pages and the banner: read, checked, in force for their time."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain.pages import Banner, Page
from kentongan.domain.problems import Problem
from kentongan.manuscripts import banner as banners
from kentongan.manuscripts import page as pages
from kentongan.manuscripts.markup import Renderer
from kentongan.site.model import Site

ZONE = ZoneInfo("Asia/Jakarta")


def codes(problems: list[Problem]) -> list[str]:
    return [f"{problem.line} {problem.code}" for problem in problems]


def read_page(data: bytes, path: str) -> tuple[Page | None, list[Problem]]:
    manuscript = pages.read(data, path, Renderer())
    return manuscript.value, list(manuscript.problems)


def read_banner(data: bytes) -> tuple[Banner | None, list[Problem]]:
    manuscript = banners.read(data, "peringatan.md", Renderer(), ZONE)
    return manuscript.value, list(manuscript.problems)


def test_a_page_is_read() -> None:
    page, problems = read_page(b"Judul: Layanan SIM\n\nBuka **Senin**.\n", "halaman/layanan.md")
    assert problems == [] and page
    assert (page.url, page.title) == ("/layanan/", "Layanan SIM")
    assert (page.summary, page.lang) == ("Buka Senin.", "id")
    assert page.html == "<p>Buka <strong>Senin</strong>.</p>"


def test_a_page_without_a_title_is_told() -> None:
    page, problems = read_page(b"Ringkasan: a\n\nIsi.\n", "halaman/a.md")
    assert page is None and codes(problems) == ["0 pages.E001"]


def test_pages_that_the_content_lacks_are_made_and_others_left_alone() -> None:
    made = list(pages.standard_pages({"kontak"}, "Humas Uji", Renderer()))
    assert [page.slug for page in made] == ["tentang", "hak-jawab", "privasi"]
    assert all(page.title and page.summary and page.html for page in made)
    assert "diterbitkan oleh Humas Uji" in made[0].html
    assert not any("{" in page.html for page in made)


NOTICE = (
    "Judul: Banjir\nTingkat: waspada\nBerlaku-Mulai: {0}\nBerlaku-Sampai: {1}\n\nJauhi sungai.\n"
)


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("24 November 2026", "24 November 2026", True),
        ("24 November 2026, 12.00", "24 November 2026, 12.01", True),
        ("24 November 2026, 12.01", "25 November 2026", False),
        ("20 November 2026", "23 November 2026", False),
        ("", "", True),
    ],
)
def test_a_banner_stands_for_its_time(
    make_site: Callable[..., Site], begin: str, end: str, expected: bool
) -> None:
    text = NOTICE.format(begin, end).encode()
    notice, problems = read_banner(text)
    assert problems == [] and notice
    assert (notice.title, notice.level) == ("Banjir", "waspada")
    assert notice.is_in_force(make_site().is_past) is expected


def test_the_site_is_told_when_the_banner_comes_and_goes(make_site: Callable[..., Site]) -> None:
    text = NOTICE.format("25 November 2026", "").encode()
    notice, _ = read_banner(text)
    site = make_site()
    assert notice and not notice.is_in_force(site.is_past)
    assert site.next_change == notice.valid_from


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tingkat: info\n\nIsi.\n", ["0 pages.E002"]),
        ("Judul: A\nTingkat: gawat\n", ["2 pages.E003"]),
        ("Judul: A\nBerlaku-Mulai: kapan saja\n", ["2 pages.E004"]),
        ("Judul: A\nBerlaku-Sampai: 31 Februari 2026\n", ["2 pages.E004"]),
    ],
)
def test_mistakes_in_a_banner_are_told(text: str, expected: list[str]) -> None:
    _, problems = read_banner(text.encode())
    assert codes(problems) == expected


def page(slug: str, name: str = "") -> Page:
    return Page(slug, f"/{slug}/", "Judul", "", f"halaman/{name or slug}.md")


@pytest.mark.parametrize(
    ("made", "redirects", "told"),
    [
        ([page("layanan"), page("tentang")], {}, []),
        (
            [page("layanan", "a"), page("layanan", "b")],
            {},
            [("halaman/a.md", "halaman/b.md"), ("halaman/b.md", "halaman/a.md")],
        ),
        ([page("satuan")], {}, [("halaman/satuan.md", "bagian situs ini")]),
        (
            [page("layanan")],
            {"rilis/a.md": ("/layanan", "/lain/")},
            [("halaman/layanan.md", "rilis/a.md"), ("rilis/a.md", "halaman/layanan.md")],
        ),
    ],
)
def test_an_address_with_two_owners_names_them_all(
    made: list[Page], redirects: dict[str, tuple[str, ...]], told: list[tuple[str, str]]
) -> None:
    found = pages.conflicts(made, redirects)
    assert [problem.path for problem in found] == [path for path, _ in told]
    assert {problem.code for problem in found} <= {"pages.E005"}
    for problem, (_, other) in zip(found, told, strict=True):
        assert f"juga dipakai oleh {other}." in problem.message
