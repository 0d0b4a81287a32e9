"""Questions at a terminal: one form, one way to say yes, no wrong answer ends anything."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from kentongan.desk import asking
from kentongan.desk.cli import humas
from kentongan.newsroom.answers import NotUnderstood

from tests.unit.desk.keyboard import talk
from tests.unit.desk.newsrooms import Folder

TEXT = """\
Polsek Uji Gelar Patroli Malam
Polsek Uji menggelar patroli malam di pasar untuk mencegah pencurian, {day}.
“Kami hadir untuk warga,” ujar Kapolsek Uji AKP Safiudin.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "content")


def written(folder: Folder) -> list[str]:
    return sorted(path.name for path in (folder.path / "rilis").rglob("*.md"))


def feed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Type these lines; then the input ends."""
    waiting = list(lines)

    def typed(prompt: str) -> str:
        if not waiting:
            raise EOFError
        return waiting.pop(0)

    monkeypatch.setattr(asking, "_typed", typed)


YES = "ya y iya YA Ya Iya ya. y!".split()
NO = "tidak t n TIDAK Tidak t. tdk ga Gak nggak enggak jangan".split()


@pytest.mark.parametrize("default", [True, False])
def test_yes_and_no_are_understood(monkeypatch: pytest.MonkeyPatch, default: bool) -> None:
    for words, expected in ((YES, True), (NO, False), (["", " "], default)):
        for word in words:
            feed(monkeypatch, word)
            assert asking.agreed("Terbitkan?", default=default) is expected, word


@pytest.mark.parametrize(
    "word", ["mungkin", "yes", "no", "yes please", "1", "ya tidak", "\x1b[A", "é"]
)
def test_any_other_word_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    feed(monkeypatch, word, "ya")
    if word != "\x1b[A":  # an arrow key is no word: Enter was pressed
        assert asking.agreed("Terbitkan?", default=False)
        assert "Jawab ya atau tidak. Enter berarti tidak." in capsys.readouterr().err


def test_a_refused_answer_is_explained_and_the_nearest_proposed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def understand(typed: str) -> str:
        if typed != "benar":
            raise NotUnderstood(f"“{typed}” keliru.", "benar")
        return typed

    feed(monkeypatch, "salah", "?", "")
    assert asking.answered("Isi", understand, example="Tulis benar.") == "benar"
    assert "“salah” keliru." in (said := capsys.readouterr().err) and "  Tulis benar." in said


@pytest.mark.parametrize("no", ["tidak", "T.", "bukan", "nggak"])
def test_what_was_not_meant_is_proposed_no_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], no: str
) -> None:
    def understand(typed: str) -> str:
        if typed == "grti":
            raise NotUnderstood("Maksud Anda “grati”?", "grati")
        return typed

    feed(monkeypatch, "grti", no, "")
    assert asking.answered("Isi", understand, proposal="kraton") == "kraton"
    feed(monkeypatch, "grti", "ya")
    assert asking.answered("Isi", understand, proposal="kraton") == "grati"


def test_the_lines_of_a_paste_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, "Patroli Malam\n  di Pasar\r\n")
    assert asking.answered("Judul", str) == "Patroli Malam di Pasar"


def test_a_number_takes_an_answer_of_the_list_and_no_other_number_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def understand(typed: str) -> str:
        if typed.isdecimal():
            raise NotUnderstood(f"“{typed}” tidak dikenal.")
        return typed

    choices = [asking.Choice(f"pilihan-{letter}", letter.upper()) for letter in "abcdefghij"]
    for number, choice in enumerate(choices, 1):
        for typed in (str(number), f"{number}.", f" {number}) "):
            feed(monkeypatch, typed)
            assert asking.answered("Isi", understand, choices=choices) == choice.answer
    feed(monkeypatch, "?", "0", "11", "²", "")
    assert asking.answered("Isi", understand, proposal="a", choices=choices) == "²"
    said = capsys.readouterr().err
    assert said.startswith("  A\n" * 3)  # what was picked is said
    assert "   1. A\n" in said and "  10. J\n" in said and "“11” tidak dikenal." in said


def test_a_long_proposal_stands_above_its_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prompts: list[str] = []

    def typed(prompt: str) -> str:
        prompts.append(prompt)
        return ""

    monkeypatch.setattr(asking, "_typed", typed)
    for proposal in ("Polsek Grati Gelar Patroli", "Polsek Grati Gelar Patroli " * 4):
        assert asking.answered("Judul", str, proposal=proposal) == proposal
    assert prompts == ["Judul [Polsek Grati Gelar Patroli]: ", "Judul [usul di atas]: "]
    assert f"  Usul: {'Polsek Grati Gelar Patroli ' * 4}" in capsys.readouterr().err


def test_letters_that_cannot_be_read_are_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, "a\udcff", "b\x1b[D\x07c")
    assert asking.answered("Isi", str) == "bc"
    assert "tidak terbaca" in capsys.readouterr().err


def test_the_end_of_the_input_ends_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch)
    with pytest.raises(click.Abort):
        asking.agreed("Terbitkan?")


def test_without_a_terminal_a_form_is_refused(folder: Folder) -> None:
    done = CliRunner().invoke(humas, ["baru", "-C", str(folder.path)], prog_name="humas")
    assert done.exit_code == 2
    assert "Tidak ada yang dapat ditanyai di sini" in done.output


def test_without_any_unit_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentongan.newsroom.units.SHIPPED", tmp_path / "tiada")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    done = CliRunner().invoke(humas, ["baru"], prog_name="humas")
    assert done.exit_code == 1 and "Belum ada satuan" in done.output


def test_a_new_release_asks_five_things_and_says_what_comes_next(folder: Folder) -> None:
    found = talk(
        ["baru"],
        [
            ("Judul", ""),
            ("Judul", "Polsek Uji Berpatroli"),
            ("Satuan", "?"),
            ("Satuan", "polsek uj"),
            ("Satuan [Polsek Uji]", ""),
            ("Tanggal [24 November 2026]", "31 Novembr 2026"),
            ("Tanggal", "3 Novembr 2026"),
            ("Tanggal [3 November 2026]", ""),
            ("Jenis [siaran-pers]", "imbuan"),
            ("Jenis [imbauan]", "9"),
            ("Jenis [imbauan]", "?"),
            ("Jenis [imbauan]", "4"),
            ("Narasumber", ""),
        ],
        folder.path.parent,
    )
    assert found.status == 0, found.screen
    assert written(folder) == ["polsek-uji-berpatroli.md"]
    (file,) = (folder.path / "rilis").rglob("*.md")
    assert "Jenis: klarifikasi\n" in file.read_text("utf-8")
    assert "humas periksa content/rilis/2026/11/polsek-uji-berpatroli.md" in found.screen


@pytest.mark.parametrize("key", ["\x04", "\x03"])
def test_a_form_that_is_left_writes_nothing(folder: Folder, key: str) -> None:
    found = talk(["baru"], [("Judul", "Patroli"), ("Satuan", key)], folder.path.parent)
    assert found.status == 1
    assert "Dibatalkan." in found.screen and "Abort" not in found.screen
    assert written(folder) == []


def test_an_import_asks_with_what_it_found_as_proposals(folder: Folder) -> None:
    (folder.path.parent / "rilis.txt").write_text(TEXT.format(day="Jumat (30/08/2024)"), "utf-8")
    found = talk(
        ["impor", "rilis.txt"],
        [
            ("Judul [Polsek Uji Gelar Patroli Malam]", ""),
            ("Satuan [Polsek Uji]", ""),
            ("Tanggal [30 Agustus 2024]", ""),
            ("Jenis [siaran-pers]", "imbauan"),
        ],
        folder.path.parent,
    )
    assert found.status == 0, found.screen
    (file,) = (folder.path / "rilis/2024/08").iterdir()
    assert "Jenis: imbauan\n" in file.read_text("utf-8")
    assert "humas lihat content/rilis/2024/08/" in found.screen


def test_an_import_asks_for_what_is_missing_until_it_has_it(folder: Folder) -> None:
    text = TEXT.format(day="malam tadi").replace("Polsek Uji", "Petugas").replace("Kapolsek ", "")
    (folder.path.parent / "rilis.txt").write_text(text, "utf-8")
    found = talk(
        ["impor", "rilis.txt"],
        [
            ("Judul", ""),
            ("Satuan", ""),
            ("Satuan", "Polsek Antah"),
            ("Satuan", "polsek uji"),
            ("Tanggal [24 November 2026]", "kemarin"),
            ("Tanggal", "23/11/2026"),
            ("Jenis", ""),
        ],
        folder.path.parent,
    )
    assert found.status == 0, found.screen
    (file,) = (folder.path / "rilis/2026/11").iterdir()
    assert "Tanggal: 23 November 2026\nSatuan: polsek-uji\n" in file.read_text("utf-8")


def test_of_many_texts_only_what_is_missing_is_asked(folder: Folder) -> None:
    for name, day in (("a", "Jumat (30/08/2024)"), ("b", "malam tadi")):
        text = TEXT.format(day=day).replace("Malam", f"Malam {name}")
        (folder.path.parent / f"{name}.txt").write_text(text, "utf-8")
    found = talk(["impor", "a.txt", "b.txt"], [("Tanggal", "")], folder.path.parent)
    assert found.status == 0, found.screen
    assert len(written(folder)) == 2


def test_who_leaves_midway_is_told_what_is_written_already(folder: Folder) -> None:
    for name, day in (("a", "Jumat (30/08/2024)"), ("b", "malam tadi")):
        text = TEXT.format(day=day).replace("Malam", f"Malam {name}")
        (folder.path.parent / f"{name}.txt").write_text(text, "utf-8")
    found = talk(["impor", "a.txt", "b.txt"], [("Tanggal", "\x03")], folder.path.parent)
    assert found.status == 1 and len(written(folder)) == 1
    assert "1 rilis sudah ditulis. Berikutnya:" in found.screen and "Dibatalkan." in found.screen


LONG = TEXT.format(day="Jumat (30/08/2024)") + " ".join(
    f"Petugas mengunjungi pos ronda ke-{number} dan berbicara dengan warga." for number in range(12)
)


def test_a_text_that_is_there_already_is_said(folder: Folder) -> None:
    (folder.path.parent / "rilis.txt").write_text(LONG, "utf-8")
    run = CliRunner()
    words = ["impor", "-C", str(folder.path), str(folder.path.parent / "rilis.txt")]
    assert run.invoke(humas, words).exit_code == 0
    again = run.invoke(humas, words)
    assert again.exit_code == 1
    assert "100 % sama dengan rilis" in again.output and "--tulis-juga" in again.output
    assert "100 % sama dengan rilis" in run.invoke(humas, [*words, "--json"]).output
    assert len(written(folder)) == 1
    assert run.invoke(humas, [*words, "--tulis-juga"]).exit_code == 0
    assert len(written(folder)) == 2


def test_a_copy_is_asked_about_at_a_terminal(folder: Folder) -> None:
    (folder.path.parent / "rilis.txt").write_text(LONG, "utf-8")
    fields = [("Judul", ""), ("Satuan", ""), ("Tanggal", ""), ("Jenis", "")]
    talk(["impor", "rilis.txt"], fields, folder.path.parent)
    question = ("Tulis juga sebagai rilis baru? (ya/tidak) [tidak]", "")
    found = talk(["impor", "rilis.txt"], [*fields, question], folder.path.parent)
    assert found.status == 1 and len(written(folder)) == 1, found.screen


def test_a_correction_notice_leads_to_the_release_that_it_corrects(folder: Folder) -> None:
    folder.write("pasar", "Kode: D8X-J8A-K82\n", title="Polsek Uji Amankan Pasar Murah")
    (folder.path.parent / "ralat.txt").write_text(
        "RALAT\nPolsek Uji meralat siaran “Polsek Uji Amankan Pasar Murah”, Senin (4/5/2026).\n"
        "Tertulis: tiga orang\nSeharusnya: dua orang\n\nDemikian ralat dari Humas Polsek Uji.\n",
        "utf-8",
    )
    found = talk(["impor", "ralat.txt"], [("Tulis juga", "")], folder.path.parent)
    assert "Judul [" not in found.screen  # nothing else is asked before
    assert "humas ralat D8X-J8A-K82 --keliru 'tiga orang' --benar 'dua orang'" in found.screen
    assert written(folder) == ["pasar.md"]


def test_what_a_kind_leaves_open_is_asked_with_a_proposal(folder: Folder) -> None:
    (folder.path.parent / "hilang.txt").write_text(
        "ORANG HILANG\nPolsek Uji mencari Sukinah (71) yang meninggalkan rumah, Senin (4/5/2026).\n"
        "Nama: Sukinah\nCiri-ciri: rambut putih, berbaju batik cokelat\n",
        "utf-8",
    )
    found = talk(
        ["impor", "hilang.txt"],
        [
            ("Judul", ""),
            ("Satuan", ""),
            ("Tanggal", ""),
            ("Jenis [orang-hilang]", ""),
            ("Berlaku-Sampai", "1 Juni 2026"),
        ],
        folder.path.parent,
    )
    assert found.status == 0, found.screen
    (file,) = (folder.path / "rilis/2026/05").iterdir()
    assert "Berlaku-Sampai: 1 Juni 2026\n" in file.read_text("utf-8")


DENIED = (
    "Tahanan Meninggal, Polsek Uji Jelaskan Kronologinya\n\n"
    "Menanggapi unggahan yang menyebut seorang tahanan meninggal karena dianiaya, Polsek Uji "
    "menyatakan tahanan itu sakit jantung, Rabu (18/11/2026).\n"
)


def test_a_claim_without_a_verdict_is_asked_about_and_else_not_written(folder: Folder) -> None:
    (folder.path.parent / "a.txt").write_text(DENIED, "utf-8")
    fields = [("Judul", ""), ("Satuan", ""), ("Tanggal", ""), ("Jenis [klarifikasi]", "")]
    asked = [
        ("Klaim (boleh kosong) [usul di atas]", ""),
        ("Putusan (boleh kosong) [salah]", "benar"),
    ]
    found = talk(["impor", "a.txt"], [*fields, *asked], folder.path.parent)
    assert found.status == 0, found.screen
    (file,) = (folder.path / "rilis/2026/11").iterdir()
    assert "\nPutusan: benar\n" in file.read_text("utf-8")
    file.unlink()
    words = ["impor", "--tanpa-tanya", "-C", str(folder.path), str(folder.path.parent / "a.txt")]
    done = CliRunner().invoke(humas, words)
    assert done.exit_code == 0 and "Klaim baru ditulis bila putusannya jelas" in done.output
    (file,) = (folder.path / "rilis/2026/11").iterdir()
    assert "Klaim:" not in file.read_text("utf-8")


def test_half_a_name_and_a_day_without_a_year_are_proposed_whole(folder: Folder) -> None:
    answers = [
        ("Judul", "Polsek Uji Berpatroli"), ("Satuan", "uji"), ("Satuan [Polsek Uji]", ""),
        ("Tanggal", "30/11"), ("Tanggal [30 November 2026]", ""), ("Jenis", ""),
        ("Narasumber", ""),
    ]  # fmt: skip
    found = talk(["baru"], answers, folder.path.parent)
    assert found.status == 0, found.screen
    assert "Maksud Anda “Polsek Uji”?" in found.screen
    assert "tahunnya tidak disebut. Maksud Anda 30 November 2026?" in found.screen


def test_yes_takes_what_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    def understand(typed: str) -> str:
        if typed != "Polsek Grati":
            raise NotUnderstood(f"“{typed}” tidak dikenal.", "Polsek Grati")
        return typed

    feed(monkeypatch, "grti", "ya")
    assert asking.answered("Satuan", understand) == "Polsek Grati"
    with pytest.raises(click.Abort):  # `ya` alone answers nothing
        feed(monkeypatch, "ya")
        asking.answered("Judul", understand)
