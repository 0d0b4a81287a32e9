"""Every state of a release × every output: where its words stand, and that no others do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site import states
from tests.site.builder import Built, build, tree
from tests.site.states import BEFORE, BY_MARK, LATER, NOW, STATES

# Output → what its files are called. The first that fits counts.
OUTPUTS = {
    "page": r"berita/.*",
    "withdrawal feeds": r"umpan/pencabutan/.*",
    "archive feeds": r"umpan/arsip/.*",
    "feeds": r"umpan/.*",
    "news sitemap": r"sitemap-berita.*",
    "sitemap": r"sitemap.*",
    "search": r"cari/.*",
    "cek": r"cek/.*",
    "api": r"api/.*",
    "cards": r"kartu/.*",
    "pictures": r"gambar/.*",
    "attachments": r"lampiran/.*",
    "redirects": r"(lama|r)/.*|_redirects|\.well-known/kentongan/alamat\.json",
    "manifest": r"\.well-known/.*",
    "corrections": r"ralat/.*",
    "withdrawals": r"pencabutan/.*",
    "searches": r"dicari/.*",
    "agenda": r"agenda\.ics",
    "lists": r"(tag|jenis|satuan|arsip)/.*|index\.html",
}
LISTED = {
    "page",
    "archive feeds",
    "feeds",
    "news sitemap",
    "sitemap",
    "search",
    "cek",
    "api",
    "attachments",
    "redirects",
    "manifest",
    "lists",
}
WITHDRAWN = {
    "page",
    "withdrawal feeds",
    "archive feeds",
    "feeds",
    "api",
    "redirects",
    "manifest",
    "withdrawals",
}
EXPECTED: dict[str, set[str]] = {
    "qxbiasaz": LISTED | {"withdrawal feeds", "withdrawals"},  # as the target of merged ones
    "qxdrafz": set(),
    "qxdrafcabutz": set(),
    "qxembargoz": set(),
    "qxralatz": LISTED | {"corrections", "withdrawal feeds"},
    "qxsalahz": WITHDRAWN | {"cek"},
    "qxgabungz": WITHDRAWN | {"cek"},
    "qxrantaiz": WITHDRAWN | {"cek"},
    "qxtetapz": WITHDRAWN | {"cek", "attachments"},
    "qxprivasiz": set(),
    "qxputusanz": set(),
    "qxjawabz": LISTED,
    "qxdicariz": LISTED | {"searches"},
    "qxlewatz": set(),
    "qxlewatnamaz": set(),
    "qxtemuz": set(),
    "qxtemunamaz": set(),
    "qxselesaiz": set(),
    "qxcarisalahz": set(),
    "qxcaritetapz": set(),
    "qxjalannantiz": LISTED | {"agenda"},
    "qxjalankiniz": LISTED | {"agenda"},
    "qxjalanlewatz": LISTED,
}
GONE = sorted(mark for mark, expected in EXPECTED.items() if not expected)
WAS_PUBLIC = [mark for mark in GONE if mark not in ("qxdrafz", "qxdrafcabutz", "qxembargoz")]
TEXT_GONE = ["qxsalahz", "qxgabungz", "qxrantaiz"]


@dataclass(frozen=True, slots=True)
class Story:
    """One site, built when all was public and again after everything happened to it."""

    content: Path
    before: frozenset[str]
    shown_before: dict[str, set[str]]
    pictures_before: dict[str, set[str]]
    built: Built

    @property
    def places(self) -> dict[str, Path]:
        output = self.built.output
        return {
            "output": output,
            "mirror": output.with_name(f".{output.name}.kentongan"),
            "cache": output.with_name(f"{output.name}.cache"),
        }


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    root = tmp_path_factory.mktemp("keadaan")
    content, output = states.prepare(root / "isi"), root / "situs"
    for state in STATES:
        states.write(content, state, is_later=False)
    first = build(content, output, conf="publishconf.py", now=BEFORE)
    assert first.status == 0, first.report
    hay = list(states.haystack(output))
    shown = {mark: states.found_in(hay, mark) for mark in BY_MARK}
    pictures = {mark: pictures_of(output, mark) for mark in BY_MARK}
    before = frozenset(tree(output))
    for state in STATES:
        states.write(content, state, is_later=True)
    second = build(content, output, conf="publishconf.py", now=NOW)
    assert second.status == 0, second.report
    return Story(content, before, shown, pictures, second)


@pytest.fixture(scope="module")
def hays(story: Story) -> dict[str, list[tuple[str, bytes]]]:
    return {name: list(states.haystack(folder)) for name, folder in story.places.items()}


def pictures_of(output: Path, mark: str) -> set[str]:
    """The files of pictures and cards that the page of a release names."""
    state = BY_MARK[mark]
    page = output / f"berita/2026/11/{state.name}/index.html"
    if not page.exists():
        return set()
    found = set(re.findall(r"/((?:gambar|kartu)/[\w-]+\.(?:jpg|webp|avif|png))", page.read_text()))
    return {name for name in found if not name.startswith("kartu/situs")}


def output_of(name: str) -> str:
    return next((kind for kind, form in OUTPUTS.items() if re.fullmatch(form, name)), name)


@pytest.mark.parametrize("mark", sorted(EXPECTED))
def test_a_state_is_seen_in_these_outputs_and_in_no_others(
    hays: dict[str, list[tuple[str, bytes]]], mark: str
) -> None:
    found = {output_of(name) for name in states.found_in(hays["output"], mark)}
    assert found == EXPECTED[mark]


@pytest.mark.parametrize("place", ["output", "mirror", "cache"])
@pytest.mark.parametrize("mark", GONE)
def test_nothing_is_left_anywhere(
    story: Story, hays: dict[str, list[tuple[str, bytes]]], mark: str, place: str
) -> None:
    assert states.found_in(hays[place], mark) == set()


@pytest.mark.parametrize("mark", WAS_PUBLIC)
def test_what_is_gone_was_there_before(story: Story, mark: str) -> None:
    found = {output_of(name) for name in story.shown_before[mark]}
    assert found >= {"page", "feeds", "api", "search", "lists", "news sitemap", "attachments"}
    assert story.pictures_before[mark]


@pytest.mark.parametrize("mark", [*WAS_PUBLIC, *TEXT_GONE])
def test_pictures_and_cards_of_what_is_gone_are_gone_too(story: Story, mark: str) -> None:
    for folder in story.places.values():
        for name in story.pictures_before[mark]:
            assert not (folder / name).exists(), (folder, name)


@pytest.mark.parametrize("mark", TEXT_GONE)
@pytest.mark.parametrize("word", ["isi", "ringkasan", "lokasi", "narasumber", "kredit", "alt"])
def test_an_error_or_merger_keeps_no_text(
    hays: dict[str, list[tuple[str, bytes]]], mark: str, word: str
) -> None:
    for hay in hays.values():
        assert states.found_in(hay, f"{mark}{word}") == set()


@pytest.mark.parametrize("mark", ["qxprivasiz", "qxputusanz", "qxlewatnamaz", "qxtemunamaz"])
def test_only_the_page_at_the_code_is_left(story: Story, mark: str) -> None:
    state = BY_MARK[mark]
    page = story.built.read(f"r/{state.code}/index.html")
    assert "noindex" in page and state.code in page
    if "privasi" in mark or "putusan" in mark:
        assert "dicabut demi perlindungan data pribadi" in page
    else:
        assert "Terima kasih" in page
    assert not (story.built.output / f"berita/2026/11/{state.name}").exists()


@pytest.mark.parametrize("mark", ["qxlewatz", "qxtemuz", "qxselesaiz"])
def test_a_closed_search_thanks_at_an_address_that_names_nobody(story: Story, mark: str) -> None:
    page = story.built.read(f"berita/2026/11/{BY_MARK[mark].name}/index.html")
    assert "Terima kasih" in page and "noindex" in page


@pytest.mark.parametrize("mark", ["qxgabungz", "qxrantaiz"])
def test_merged_releases_lead_to_the_one_that_stays(story: Story, mark: str) -> None:
    state = BY_MARK[mark]
    for path in (f"r/{state.code}/index.html", f"lama/{mark}alih.html"):
        assert 'url=/berita/2026/11/qxbiasaz-alamat/"' in story.built.read(path)
    assert 'http-equiv="refresh"' in story.built.read(f"berita/2026/11/{state.name}/index.html")


def test_a_reply_is_named_on_both_pages(story: Story) -> None:
    reply = story.built.read("berita/2026/11/qxjawabz-alamat/index.html")
    answered = story.built.read("berita/2026/11/qxbiasaz-alamat/index.html")
    assert "qxbiasazjudul" in reply and "qxjawabzjudul" in answered


def test_the_agenda_and_the_list_in_force_follow_the_clock(story: Story) -> None:
    agenda = story.built.read("agenda.ics")
    assert "qxjalankiniz" in agenda and "qxjalannantiz" in agenda
    assert "qxjalanlewatz" not in agenda
    box = story.built.read("index.html").split("data-berlaku")[1].split("</section>")[0]
    assert "qxjalankiniz" in box
    assert "qxjalannantiz" not in box and "qxjalanlewatz" not in box


@pytest.mark.parametrize("mark", WAS_PUBLIC)
def test_the_recorded_facts_forget_what_is_gone(story: Story, mark: str) -> None:
    assert states.found_in(states.haystack(story.content / "jejak/fakta"), mark) == set()


def test_no_address_is_lost(story: Story) -> None:
    """Every page of a release that was there leads somewhere, unless its address named somebody."""
    named = {BY_MARK[mark].name for mark in WAS_PUBLIC}
    pages = {path for path in story.before if re.match(r"(berita|r)/.*\.html", path)}
    lost = {path for path in pages if not (story.built.output / path).exists()}
    assert {path.split("/")[-2] for path in lost} <= named


def test_an_update_gives_the_same_site_as_a_new_build(story: Story, tmp_path: Path) -> None:
    fresh = build(story.content, tmp_path / "situs", now=NOW)
    assert fresh.status == 0, fresh.report
    assert tree(fresh.output) == tree(story.built.output)


def test_hidden_words_change_nothing_in_the_output(tmp_path: Path) -> None:
    """No hash, count or order tells of them: other words give the same bytes."""

    def other(mark: str) -> str:
        return f"zw{mark[2:]}" if mark in GONE else mark

    def with_words(name: str, mark_of: Callable[[str], str]) -> dict[str, str]:
        content = states.prepare(tmp_path / name)
        for state in STATES:
            states.write(content, state, is_later=True, mark=mark_of(state.mark))
        built = build(content, tmp_path / f"situs-{name}", now=NOW)
        assert built.status == 0, built.report
        return tree(built.output)

    assert with_words("satu", lambda mark: mark) == with_words("dua", other)


def test_an_embargo_lifts_by_the_clock_alone(story: Story, tmp_path: Path) -> None:
    content, output = tmp_path / "isi", tmp_path / "situs"
    shutil.copytree(story.content, content)
    assert build(content, output, conf="publishconf.py", now=NOW).status == 0
    later = build(content, output, conf="publishconf.py", now=LATER)
    assert later.status == 0, later.report
    hay = list(states.haystack(later.output))
    found = {output_of(name) for name in states.found_in(hay, "qxembargoz")}
    assert found == LISTED
    assert states.found_in(hay, "qxdrafz") == set()


def test_what_ends_by_the_clock_needs_no_change_of_the_content(tmp_path: Path) -> None:
    content = states.prepare(tmp_path / "isi")
    ending = ("qxlewatz", "qxlewatnamaz")
    for mark in (*ending, "qxjalanlewatz"):
        states.write(content, BY_MARK[mark], is_later=False)
    banner = f"Judul: qxbanjirz\nBerlaku-Sampai: {states.ENDED}\n\nqxbanjirzisi.\n"
    (content / "peringatan.md").write_text(banner)
    shown = build(content, tmp_path / "situs", now=BEFORE)
    hay = list(states.haystack(shown.output))
    assert all(states.found_in(hay, mark) for mark in (*ending, "qxbanjirz"))
    assert "qxjalanlewatz" in shown.read("agenda.ics")
    over = build(content, tmp_path / "situs", now=NOW)
    for place in ("situs", ".situs.kentongan", "situs.cache"):
        hay = list(states.haystack(tmp_path / place))
        assert not any(states.found_in(hay, mark) for mark in ending)
    assert states.found_in(states.haystack(over.output), "qxbanjirz") == set()
    assert "qxjalanlewatz" not in over.read("agenda.ics")


def test_a_withdrawn_release_comes_back(tmp_path: Path) -> None:
    content = states.prepare(tmp_path / "isi")
    state = BY_MARK["qxprivasiz"]
    states.write(content, state, is_later=False)
    first = tree(build(content, tmp_path / "situs", now=NOW).output)
    states.write(content, state, is_later=True)
    gone = build(content, tmp_path / "situs", now=NOW)
    assert states.found_in(states.haystack(gone.output), state.mark) == set()
    states.write(content, state, is_later=False)
    assert tree(build(content, tmp_path / "situs", now=NOW).output) == first
