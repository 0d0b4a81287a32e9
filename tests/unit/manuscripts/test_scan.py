"""Looking at one folder again gives what a look at all would, when nothing else changed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.manuscripts.scan import scan, scanned_again
from pytest import TempPathFactory

NAMES = st.sampled_from(
    ("jejak", "jejak-lama", "jejak.md", "gambar", "rilis", "jejak/alamat", "é", "a.txt")
)
FILES = st.lists(st.tuples(NAMES, st.sampled_from("abc")), max_size=6)


def fill(content: Path, files: list[tuple[str, str]]) -> None:
    for folder, name in files:
        path = content / f"{folder}.d" / name
        if folder.startswith("jejak") and "." not in folder:
            path = content / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


@settings(deadline=None)
@given(FILES, FILES)
def test_one_folder_is_scanned_again(
    tmp_path_factory: TempPathFactory, before: list[tuple[str, str]], more: list[tuple[str, str]]
) -> None:
    content = tmp_path_factory.mktemp("isi")
    fill(content, before)
    files = scan(content)
    fill(content, [(f"jejak/{folder}", f"{name}.txt") for folder, name in more])
    (content / "jejak").mkdir(exist_ok=True)
    again, whole = scanned_again(files, content, "jejak"), scan(content)
    assert again.stamps == whole.stamps and again.signature() == whole.signature()
    assert set(again.problems) == set(whole.problems)


def test_what_changes_elsewhere_meanwhile_stays_a_change(tmp_path: Path) -> None:
    (tmp_path / "rilis").mkdir()
    (tmp_path / "rilis/a.md").write_text("satu")
    files = scan(tmp_path)
    (tmp_path / "rilis/a.md").write_text("satu dua")
    (tmp_path / "jejak").mkdir()
    (tmp_path / "jejak/b.tsv").write_text("")
    again = scanned_again(files, tmp_path, "jejak")
    assert again.stamps["rilis/a.md"] == files.stamps["rilis/a.md"]
    assert "jejak/b.tsv" in again.stamps
    assert again.signature() != scan(tmp_path).signature()
