"""Looking at one folder again gives what a look at all would."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.manuscripts.scan import scan, scan_below
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
    again, whole = scan_below(content, "jejak"), scan(content)
    own, others = whole.apart("jejak")
    assert again.stamps == own.stamps and again.signature() == own.signature()
    assert others.stamps == files.apart("jejak")[1].stamps
    assert {**own.stamps, **others.stamps} == whole.stamps
    assert set(again.problems) <= set(whole.problems)
