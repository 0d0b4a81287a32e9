"""The names and formats that others rely on: Make, addresses, feeds, `humas`, pages for scripts.

What the front matter may say, and which mistakes stop a build: test_contract_content.py.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from kentongan.desk import cli
from kentongan.domain import codes
from lxml import etree

from tests.site.builder import GOLDEN, NOW, ROOT, SITEURL, Built, build, command, tree

# Make

TARGETS = ("site", "publish", "serve", "test", "check", "bench", "help")
VENV = Path(sys.prefix)


def make(*words: str, **variables: object) -> subprocess.CompletedProcess[str]:
    """Run `make` with the packages that these tests run with; nothing is installed."""
    given = [f"{name}={value}" for name, value in {"VENV": VENV, **variables}.items()]
    environment = {
        name: value
        for name, value in os.environ.items()
        if "HUMAS" not in name and name not in ("SITEURL", "NOW", "JOBS", "MAKEFLAGS", "MAKELEVEL")
    }
    ready = [word for name in (".siap", ".siap-uji") for word in ("-o", str(VENV / name))]
    return subprocess.run(
        ["make", "--no-print-directory", *ready, *words, *given],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("target", TARGETS)
def test_make_has_the_target_and_its_help_tells_what_it_does(target: str) -> None:
    assert make("-n", target).returncode == 0
    lines = make("help").stdout.splitlines()
    assert any(re.match(rf"{target}\s{{2,}}\S", line) for line in lines)


@pytest.mark.parametrize(
    ("target", "conf"), [("site", "pelicanconf.py"), ("publish", "publishconf.py")]
)
def test_each_build_has_its_settings_and_all_variables(target: str, conf: str) -> None:
    done = make("-n", target, CONTENT="naskah", OUTPUT="hasil", NOW=NOW, JOBS=3, SITEURL=SITEURL)
    for part in ('"naskah"', '-o "hasil"', f"-s {conf}", f"HUMAS_NOW='{NOW}'", "HUMAS_JOBS='3'"):
        assert part in done.stdout


def test_the_folders_have_their_names_by_default() -> None:
    assert '"content" -o "output"' in make("-n", "site").stdout


@pytest.fixture
def no_index_left() -> Iterator[None]:
    """Make keeps its indexes in `.cache`: those of these tests go again."""
    cache = ROOT / ".cache"
    before = set(cache.glob("indeks-*"))
    yield
    for path in set(cache.glob("indeks-*")) - before:
        path.unlink()


@pytest.mark.usefixtures("no_index_left")
def test_make_site_builds_any_content_anywhere_for_any_address_and_moment(tmp_path: Path) -> None:
    content, output = tmp_path / "naskah", tmp_path / "hasil"
    shutil.copytree(GOLDEN, content)
    before = tree(content)
    evening = "2026-11-24T19:00:00+07:00"
    done = make(
        "site", CONTENT=content, OUTPUT=output, NOW=evening, JOBS=1, SITEURL="https://x.test"
    )
    assert done.returncode == 0, done.stderr
    assert "make serve" in done.stdout
    assert re.search(r"\d+ rilis, \d+ halaman, \d+ umpan", done.stderr)
    assert "https://x.test/berita/" in (output / "umpan/rss.xml").read_text("utf-8")
    embargoed = output / "berita/2026/11/rahasiaembargo-operasi/index.html"
    assert embargoed.is_file(), "at seven in the evening it is public"
    assert tree(content) == before, "site never writes into CONTENT"

    old = tree(output)
    next((content / "rilis").rglob("*.md")).write_text("Judul: rusak\n\nIsi.\n", "utf-8")
    done = make("site", CONTENT=content, OUTPUT=output, NOW=evening, SITEURL="https://x.test")
    assert done.returncode == 2
    assert "situs tidak ditulis." in done.stderr and "Traceback" not in done.stderr
    assert tree(output) == old


def test_publish_records_addresses_and_codes_and_touches_nothing_else(tmp_path: Path) -> None:
    content = tmp_path / "naskah"
    shutil.copytree(GOLDEN, content)
    before = tree(content)
    done = build(content, tmp_path / "hasil", conf="publishconf.py")
    assert done.status == 0, done.report
    after = tree(content)
    new = after.keys() - before.keys()
    assert new and all(path.startswith("jejak/") for path in new)
    assert {path: after[path] for path in before} == before
    ledger = "".join(
        (content / path).read_text("utf-8") for path in sorted(new) if path.endswith(".tsv")
    )
    assert "S7D-3C3-737" in ledger
    assert "/berita/2026/11/patroli-malam-di-pasar-kalibening/" in ledger
    assert "rahasiaembargo" not in ledger and "rahasiadraf" not in ledger


def test_the_environment_says_the_same_to_pelican(tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-c",
        "import json, pelicanconf as c; print(json.dumps(vars(c), default=str))",
    ]
    given = {"HUMAS_NOW": NOW, "HUMAS_JOBS": "3", "SITEURL": "https://x.test/"}
    done = subprocess.run(
        words, cwd=ROOT, env=os.environ | given, capture_output=True, text=True, check=True
    )
    conf = json.loads(done.stdout)
    assert conf["HUMAS_ENGINE_NOW"] == NOW
    assert conf["HUMAS_ENGINE_JOBS"] == 3
    assert conf["SITEURL"] == "https://x.test"


@pytest.mark.parametrize(
    ("name", "value"), [("NOW", "kemarin"), ("JOBS", "dua"), ("SITEURL", "humas.test")]
)
def test_a_variable_that_makes_no_sense_is_told_in_words(
    tmp_path: Path, name: str, value: str
) -> None:
    variable = name if name == "SITEURL" else f"HUMAS_{name}"
    words, environment = command(GOLDEN, tmp_path / "hasil")
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=environment | {variable: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert value in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "hasil").exists()


def test_a_variable_left_empty_is_as_if_it_were_not_given() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import pelicanconf as c; print(c.SITEURL, c.HUMAS_ENGINE_JOBS)"],
        cwd=ROOT,
        env=os.environ | {"HUMAS_NOW": "", "HUMAS_JOBS": "", "SITEURL": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["http://127.0.0.1:8000", "0"]


def test_a_content_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    done = make("site", CONTENT=tmp_path / "tidak-ada", OUTPUT=tmp_path / "hasil")
    assert done.returncode == 2
    assert "tidak-ada tidak ada" in done.stderr and "Traceback" not in done.stderr


# Addresses

PAGES = """
    / /berita/2026/11/patroli-malam-di-pasar-kalibening/ /satuan/polsek-kalibening/
    /en/berita/2026/11/patroli-malam-di-pasar-kalibening/
    /jenis/siaran-pers/ /jenis/imbauan/ /jenis/pengumuman/ /jenis/klarifikasi/
    /jenis/lalu-lintas/ /jenis/orang-hilang/ /jenis/dpo/ /tag/kamtibmas/
    /arsip/2026/ /arsip/2026/11/ /r/S7D-3C3-737/ /ralat/ /pencabutan/ /dicari/ /cari/ /cek/
    /umpan/ /tentang/ /kontak/ /hak-jawab/ /privasi/
""".split()
FILES = """
    /agenda.ics /404.html /umpan/arsip/1.atom.xml /umpan/umpan.opml /sitemap.xml
    /sitemap-berita.xml /robots.txt /api/rilis/S7D-3C3-737.json /api/rilis/index.json
    /api/bundel/indeks.json /api/bundel/2026/11-1.jsonl
""".split()
SECTIONS = ("", "satuan/polsek-kalibening/", "jenis/imbauan/", "tag/kamtibmas/", "pencabutan/")


@pytest.mark.parametrize("address", PAGES)
def test_the_page_is_there(golden: Built, address: str) -> None:
    assert golden.read(f"{address[1:]}index.html").startswith("<!doctype html>")


@pytest.mark.parametrize("address", FILES)
def test_the_file_is_there(golden: Built, address: str) -> None:
    assert (golden.output / address[1:]).stat().st_size > 0


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "feed.json"])
def test_the_feed_is_there(golden: Built, section: str, name: str) -> None:
    assert (golden.output / "umpan" / section / name).stat().st_size > 0


def test_no_feed_is_empty(golden: Built) -> None:
    feeds = sorted((golden.output / "umpan").rglob("feed.json"))
    assert [path for path in feeds if not json.loads(path.read_bytes())["items"]] == []


def test_the_sitemap_is_an_index_and_the_other_holds_news(golden: Built) -> None:
    assert etree.fromstring(golden.read("sitemap.xml").encode()).tag.endswith("}sitemapindex")
    assert "http://www.google.com/schemas/sitemap-news/" in golden.read("sitemap-berita.xml")


@pytest.fixture(scope="session")
def short_pages(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(
        GOLDEN,
        tmp_path_factory.mktemp("pendek") / "output",
        HUMAS_LISTS_PAGE_SIZE="3",
        HUMAS_LISTS_HOME_SIZE="3",
        HUMAS_UNITS_PAGE_SIZE="3",
    )


@pytest.mark.parametrize("place", ["", "satuan/polres-sukamaju/", "jenis/siaran-pers/"])
def test_numbered_pages_count_from_the_oldest(short_pages: Built, place: str) -> None:
    first = short_pages.read(f"{place}halaman/1/index.html")
    second = short_pages.read(f"{place}halaman/2/index.html")
    assert "/berita/2024/08/patroli-pilkada/" in first
    assert "/berita/2024/08/patroli-pilkada/" not in second


def test_the_list_and_feed_of_a_unit_include_the_units_below_it(golden: Built) -> None:
    address = "/berita/2026/11/patroli-malam-di-pasar-kalibening/"  # of polsek-kalibening
    assert address in golden.read("satuan/polres-sukamaju/index.html")
    assert address in golden.read("umpan/satuan/polres-sukamaju/rss.xml")
    assert address not in golden.read("satuan/polres-tirtajaya/index.html")


# Pages that scripts drive


def test_the_search_page_can_be_driven(golden: Built) -> None:
    page: Any = etree.HTML(golden.read("cari/index.html"))
    (box,) = page.xpath("//main//input[@name='q' and @type='search']")
    (form,) = box.xpath("ancestor::form")
    assert form.get("action") == "/cari/" and form.get("method", "get") == "get"
    assert len(page.xpath("//*[@data-hasil]")) == 1


def test_the_check_page_can_be_driven(golden: Built) -> None:
    page: Any = etree.HTML(golden.read("cek/index.html"))
    (box,) = page.xpath("//textarea[@name='teks']")
    assert box.xpath("ancestor::form//button[@type='submit']")
    assert len(page.xpath("//*[@data-hasil]")) == 1


# humas

COMMANDS = """
    impor impor-wordpress baru lihat beri-kode daftar periksa samarkan bagikan cabut batal-cabut
    ralat jadwal riwayat cek tanda-tangan terbit mundur periksa-situs pindah-wilayah provinsi meja
""".split()


def humas(*words: str) -> Result:
    return CliRunner().invoke(cli.humas, list(words), prog_name="humas", env={"HUMAS_NOW": NOW})


MEJA = [
    *("jalankan", "orang tambah", "orang pulihkan", "orang nonaktifkan", "orang peran"),
    *("cadangkan", "pulihkan-cadangan", "periksa"),
]


PROVINSI = "tarik jaga daftar beku cairkan sembunyikan segel bangun terbit periksa".split()


@pytest.mark.parametrize(
    "command",
    [
        *(name for name in COMMANDS if name not in ("meja", "provinsi")),
        *(f"meja {name}" for name in MEJA),
        *(f"provinsi {name}" for name in PROVINSI),
    ],
)
def test_every_command_has_help_json_and_a_content_folder(command: str) -> None:
    done = humas(*command.split(), "--help")
    assert done.exit_code == 0, done.output
    assert "--json" in done.stdout and "-C, --content" in done.stdout


def test_wrong_usage_ends_with_2() -> None:
    assert humas("tidak-ada").exit_code == 2
    assert humas("daftar", "--tidak-ada").exit_code == 2
    assert humas("cek").exit_code == 2


IMPORTED = """
    title date weekday_ok dateline unit parent_units officials quotes kind location summary tags
    privacy doubts event fields
""".split()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "kraton.txt"
    shutil.copyfile(ROOT / "tests/site/kraton.txt", path)
    return path


def test_impor_gives_one_object_of_the_agreed_shape(raw: Path) -> None:
    done = humas("impor", "--json", "-C", str(ROOT / "content"), str(raw))
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert list(answer) == ["kraton"]
    found = answer["kraton"]
    assert list(found) == IMPORTED
    assert (found["date"], found["weekday_ok"]) == ("2024-08-30", True)
    assert (found["unit"], found["kind"]) == ("Polsek Kraton", "siaran-pers")
    assert "Polresta Pasuruan" in found["parent_units"]
    assert found["title"] == raw.read_text("utf-8").partition("\n")[0]
    assert [set(official) for official in found["officials"]] == [
        {"position", "rank", "name", "degrees"}
    ]
    assert [set(quote) for quote in found["quotes"]] == [{"text", "speaker"}]
    assert found["privacy"] == [] and isinstance(found["doubts"], list)


def test_impor_alone_repeats_the_data_it_found(tmp_path: Path) -> None:
    path = tmp_path / "pesan.txt"
    path.write_text("Polsek Kraton – Korban ber-NIK 3514015505900001 melapor. Senin (4/5/2026).\n")
    done = humas("impor", "--json", "-C", str(ROOT / "content"), str(path))
    assert {"type": "nik", "text": "3514015505900001"} in json.loads(done.stdout)["pesan"][
        "privacy"
    ]


def wrong_release(tmp_path: Path) -> Path:
    content = tmp_path / "naskah"
    shutil.copytree(GOLDEN / "satuan", content / "satuan")
    path = content / "rilis/2026/05/a.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        "Judul: Pencurian di Kalibening\nTanggal: 4 Mei 2026\nSatuan: Polsek Kalibening\n\n"
        "Pelapor ber-NIK 3514015505900001 datang ke Polsek Kalibening, Senin (4/5/2026).\n"
    )
    return content


def test_periksa_gives_the_agreed_shape_and_no_personal_datum(tmp_path: Path) -> None:
    done = humas("periksa", "--json", "-C", str(wrong_release(tmp_path)))
    assert done.exit_code == 1
    assert "3514015505900001" not in done.output
    answer = json.loads(done.stdout)
    assert answer["checked"] == 1
    for problem in answer["problems"]:
        always = "path line code severity type message fix masked".split()
        assert list(problem)[: len(always)] == always
        assert set(problem) - set(always) <= {"excerpt", "start", "end", "mends", "also"}
        assert (
            problem["severity"]
            == {"E": "error", "W": "warning"}[problem["code"].partition(".")[2][0]]
        )
    (nik,) = [problem for problem in answer["problems"] if problem["type"] == "nik"]
    assert (nik["path"], nik["line"]) == ("rilis/2026/05/a.md", 5)
    assert re.fullmatch(r"\d\dx+…x+\d\d|\d\d.*\d\d", nik["masked"])


def test_periksa_of_content_in_order_ends_with_0() -> None:
    done = humas("periksa", "--json", "-C", str(ROOT / "content"))
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert all(problem["severity"] == "warning" for problem in answer["problems"])


def test_daftar_gives_the_agreed_shape() -> None:
    done = humas("daftar", "--json", "-C", str(GOLDEN))
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)
    for row in rows:
        assert (
            list(row) == "code path url title date published updated unit kind status tags".split()
        )
        assert codes.normalise(row["code"]) == row["code"]
    (one,) = [row for row in rows if row["code"] == "S7D-3C3-737"]
    assert one["path"] == "rilis/2026/11/patroli-malam-di-pasar-kalibening.md"
    assert one["url"] == "/berita/2026/11/patroli-malam-di-pasar-kalibening/"
    assert (one["kind"], one["tags"]) == ("siaran-pers", ["Patroli", "Kamtibmas"])


KRATON = (ROOT / "tests/site/kraton.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (KRATON, "asli"),
        (KRATON.replace("Kapolsek Kraton", "Kapolsek Grati"), "diubah"),
        (KRATON.split("\n")[2], "potongan"),
        ("Resep kue lapis: campur tepung, gula, dan santan, lalu kukus dua puluh menit.",
         "tidak-ditemukan"),
    ],
)  # fmt: skip
def test_cek_gives_the_agreed_shape(tmp_path: Path, text: str, result: str) -> None:
    path = tmp_path / "pesan.txt"
    path.write_text(text, "utf-8")
    done = humas("cek", "--json", "-C", str(ROOT / "content"), str(path))
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert list(answer) == ["pesan.txt"]
    found = answer["pesan.txt"]
    assert list(found) == ["result", "code", "url", "changes"]
    assert found["result"] == result
    assert (found["code"] is None) == (found["url"] is None) == (result == "tidak-ditemukan")
    assert bool(found["changes"]) == (result == "diubah")
    for change in found["changes"]:
        assert list(change) == ["op", "asli", "teks"]
        assert change["op"] in ("ganti", "hapus", "tambah")


def test_the_manifest_of_commands_is_no_larger_than_the_contract_says() -> None:
    assert list(cli.COMMANDS) == COMMANDS
