"""One file to one release: what is read, and every mistake with its code and line."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.domain.units import Registry, Unit
from kentongan.manuscripts.release import Reader

ZONE = ZoneInfo("Asia/Jakarta")
UNITS = Registry(
    [
        Unit("polsek-kraton", "Polsek Kraton", aliases=("Polsek Kota",)),
        Unit("polsek-rejoso", "Polsek Rejoso", aliases=("Polsek Kota",)),
    ]
)
HEAD = "Judul: Patroli malam\nTanggal: 30 Agustus 2024, 14.30 WIB\nSatuan: Polsek Kraton\n"
CODE = "Kode: D8X-J8A-K82\n"
BODY = "\nPolsek Kraton berpatroli.\n"


def read(
    text: str | bytes, path: str = "rilis/2024/08/patroli.md"
) -> tuple[Release | None, list[Problem]]:
    data = text if isinstance(text, bytes) else text.encode()
    manuscript = Reader(UNITS, ZONE, datetime(2026, 11, 24, tzinfo=ZONE)).read(data, path)
    return manuscript.value, list(manuscript.problems)


def good(text: str | bytes) -> Release:
    release, problems = read(text)
    assert release is not None, problems
    return release


def codes_of(text: str | bytes) -> set[tuple[str, int]]:
    return {(problem.code, problem.line) for problem in read(text)[1]}


def test_lines_and_yaml_give_the_same_release() -> None:
    lines = good(
        f"{HEAD}{CODE}Tag: patroli, malam\nNarasumber: Kapolsek | AKP | Budi | S.H.\n{BODY}"
    )
    fenced = good(
        "---\nTitle: Patroli malam\ndate: 2024-08-30 14:30\nUNIT: polsek-kraton\n"
        "code: d8xj8ak82\ntags: [patroli, malam]\nofficials:\n"
        f"  - Kapolsek | AKP | Budi | S.H.\n---\n{BODY}"
    )
    assert lines.officials[0].rank == "AKP"
    for name in ("title", "happened_at", "unit", "code", "tags", "officials", "url", "html"):
        assert getattr(lines, name) == getattr(fenced, name), name


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Yes", "Yes"),
        ("12:30:45", "12:30:45"),
        ("0812", "0812"),
        ('"a: b"', "a: b"),
        ("1e3", "1e3"),
    ],
)
def test_yaml_scalars_stay_what_was_typed(written: str, expected: str) -> None:
    text = f"---\nJudul: {written}\nTanggal: 2024-08-30\nSatuan: Polsek Kraton\n---\nIsi.\n"
    assert good(text).title == expected


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (f"Tanggal: 2024-08-30\nSatuan: Polsek Kraton\n{CODE}{BODY}", "releases.E001", 0),
        (f"Judul:\nTanggal: 2024-08-30\nSatuan: Polsek Kraton\n{CODE}{BODY}", "releases.E001", 1),
        (f"Judul: A\nSatuan: Polsek Kraton\n{CODE}{BODY}", "releases.E002", 0),
        (f"Judul: A\nTanggal: 30 Febuari 2024\nSatuan: Polsek Kraton\n{BODY}", "releases.E003", 2),
        (f"Judul: A\nTanggal: 2027-01-01\nSatuan: Polsek Kraton\n{BODY}", "releases.E004", 2),
        (f"Judul: A\nTanggal: 2024-08-30\nSatuan: Polsek Kratn\n{BODY}", "releases.E005", 3),
        (f"Judul: A\nTanggal: 2024-08-30\nSatuan: Polsek Kota\n{BODY}", "releases.E006", 3),
        (f"{HEAD}Jenis: imbaun\n{BODY}", "releases.E007", 4),
        (f"{HEAD}Status: drft\n{BODY}", "releases.E008", 4),
        (HEAD, "releases.E009", 0),
        (f"{HEAD}Kode: D8X-J8A-K83\n{BODY}", "releases.E010", 4),
        (f"{HEAD}\n[x](../../../../../etc/passwd)\n", "releases.E011", 5),
        (f"---\n{HEAD}{BODY}", "releases.E012", 1),
        (HEAD.encode() + b"\n\x00\n", "releases.E013", 5),
        ("---\nJudul: [a\n---\nIsi\n", "releases.E014", 2),
        (f"{HEAD}Ralat: kemarin saja\n{BODY}", "releases.E015", 4),
        (f"{HEAD}Gambar: a.jpg\nSamarkan: 100,0,20,20\n{BODY}", "releases.E015", 5),
        (f"{HEAD}Dicabut: salah\n{BODY}", "releases.E016", 4),
        (f"{HEAD}Jenis: dpo\n{BODY}", "releases.E017", 4),
        (f"Judul: A\nTanggal: 2024-08-30\n{BODY}", "releases.E018", 0),
        (f"{HEAD}Berlaku-Sampai: 1 Agustus 2024\n{BODY}", "releases.E022", 4),
        (
            f"Judul: A\nTanggal: Kamis, 30/08/2024\nSatuan: Polsek Kraton\n{BODY}",
            "releases.W001",
            2,
        ),
        (f"{HEAD}{BODY}", "releases.W003", 0),
        (f"{HEAD}Judull: B\n{BODY}", "releases.W004", 4),
        (f"{HEAD}judul: B\n{BODY}", "releases.W005", 4),
        (f"{HEAD}\nA <script>alert(1)</script>\n", "releases.W006", 5),
        (f'{HEAD}\n<b onclick="x()">A</b>\n', "releases.W006", 5),
        (f"{HEAD}\n[x](javascript:alert(1)) ada <b>\n", "releases.W006", 5),
        (HEAD.encode() + "\nJum’at “kutip”\n".encode("windows-1252"), "releases.W007", 5),
        (f"{HEAD}\nA\x0bB\n", "releases.W008", 5),
    ],
)
def test_a_mistake_is_told_with_its_code_and_line(text: str | bytes, code: str, line: int) -> None:
    assert (code, line) in codes_of(text)


def test_every_message_says_how_to_mend_it() -> None:
    for problem in read(f"Judl: A\nTanggal: kapan\nSatuan: Polsek X\nJenis: y\n{BODY}")[1]:
        assert problem.message.endswith((".", "?")) and problem.fix, problem


def test_the_nearest_name_is_suggested() -> None:
    problems = read(
        f"Judull: A\nTanggal: 1 Febuari 2024\nSatuan: Polsek Kratn\nJenis: imbaun\n{BODY}"
    )
    told = " ".join(f"{problem.message} {problem.fix}" for problem in problems[1])
    for word in ('"Judul"', "Februari", '"Polsek Kraton"', '"imbauan"'):
        assert word in told


def test_windows_text_bom_and_crlf_are_read() -> None:
    windows = good(HEAD.encode() + "\nJum’at “kutip” – R&D\n".encode("windows-1252"))
    assert "Jum’at “kutip” – R&amp;D" in windows.html
    crlf = good(b"\xef\xbb\xbf" + f"{HEAD}{CODE}{BODY}".replace("\n", "\r\n").encode())
    assert crlf.title == "Patroli malam" and crlf.html == "<p>Polsek Kraton berpatroli.</p>"


def test_control_characters_are_dropped_from_the_text() -> None:
    assert good(f"{HEAD}\nA\x01B\x1fC\n").text == "ABC"


def test_five_megabytes_of_text_are_read_with_a_warning() -> None:
    text = "Kalimat yang panjang sekali. " * 180_000
    release, problems = read(f"{HEAD}{CODE}\n{text}\n")
    assert release is not None and len(release.text) > 5_000_000
    assert "releases.W010" in {problem.code for problem in problems}


def test_script_and_handlers_never_reach_the_page() -> None:
    page = good(
        f"{HEAD}\n<script>x</script><iframe src=x></iframe><b onclick=x style=x>tebal</b>"
        "<a href='javascript:x'>y</a> <form><input></form><svg onload=x></svg>\n"
    ).html
    for word in ("script", "iframe", "onclick", "style", "javascript", "form", "input", "svg"):
        assert word not in page
    assert "<b>tebal</b>" in page


def test_the_month_of_the_address_is_that_of_the_site() -> None:
    text = f"Judul: A\nTanggal: 2024-09-01T00:30:00+09:00\nSatuan: Polsek Kraton\n{BODY}"
    assert good(text).url == "/berita/2024/08/patroli/"


def test_english_releases_live_in_their_own_folder() -> None:
    assert good(f"{HEAD}Bahasa: en\n{BODY}").url == "/en/berita/2024/08/patroli/"


def test_the_summary_is_the_lead_cut_at_a_sentence() -> None:
    lead = "Polsek Kraton berpatroli. " + "Kata " * 60 + "."
    assert good(f"{HEAD}\n{lead}\n\nLagi.\n").summary == "Polsek Kraton berpatroli."


def test_entries_with_commas_keep_them() -> None:
    release = good(
        f"{HEAD}Ralat: 1/9/2024 | 30 orang, semua | 3 orang, bukan semua;\n"
        f"  2/9/2024 | Selasa | Rabu\n{BODY}"
    )
    assert [correction.wrong for correction in release.corrections] == ["30 orang, semua", "Selasa"]


@pytest.mark.parametrize(
    ("line", "status"),
    [("draft: true", "draf"), ("Draf: ya", "draf"), ("draft: false", "terbit"), ("", "terbit")],
)
def test_a_draft_of_another_generator_stays_a_draft(line: str, status: str) -> None:
    release, problems = read(f"{HEAD}{CODE}{line}\n{BODY}" if line else f"{HEAD}{CODE}{BODY}")
    assert release is not None and release.status == status
    assert not problems


def test_draft_false_does_not_publish_what_the_status_holds_back() -> None:
    assert good(f"{HEAD}Status: draf\ndraft: false\n{BODY}").status == "draf"


def test_a_language_without_a_calendar_is_told() -> None:
    assert ("releases.E015", 4) in codes_of(f"{HEAD}Bahasa: xx\n{BODY}")
    assert good(f"{HEAD}Bahasa: jv\n{BODY}").lang == "jv"


def test_pictures_of_the_text_keep_their_alternative_text() -> None:
    release = good(f"{HEAD}\nTeks.\n\n![Pos & “jaga”](a.jpg)\n\n![](b.jpg)\n")
    folder = "rilis/2024/08"
    assert [(picture.path, picture.alt) for picture in release.pictures] == [
        (f"{folder}/a.jpg", "Pos & “jaga”"),
        (f"{folder}/b.jpg", ""),
    ]


def test_items_of_a_yaml_list_keep_semicolons_and_commas() -> None:
    release = good(
        "---\nJudul: A\nTanggal: 2025-03-05\nSatuan: polsek-kraton\nTag:\n  - aman, damai\n"
        "Ralat:\n  - 6 Maret 2025 | sepuluh; 10 | dua belas, 12\n---\nIsi.\n"
    )
    assert release.tags == ("aman, damai",)
    assert release.corrections[0].wrong == "sepuluh; 10"
    assert release.corrections[0].right == "dua belas, 12"


@pytest.mark.parametrize("name", ["foto #2.jpg", "apa?.jpg", "foto.jpg"])
def test_a_picture_is_named_by_its_file(name: str) -> None:
    picture = good(f"{HEAD}Gambar: {name}\n{BODY}").picture
    assert picture and picture.path.endswith(f"/{name}")
