"""Staff read in Indonesian why a file could not be read or written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from kentongan.storage.reasons import reason


def test_a_missing_file_is_told_in_indonesian(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught:
        (tmp_path / "tidak-ada.md").read_bytes()
    assert reason(caught.value) == "berkas atau folder tidak ada"


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.EACCES, "izin ditolak"), (errno.ENOSPC, "cakram penuh"), (errno.EROFS, "media hanya")],
)
def test_usual_refusals_have_words(code: int, words: str) -> None:
    assert reason(OSError(code, os.strerror(code))).startswith(words)


def test_a_rare_refusal_keeps_the_words_of_the_system() -> None:
    assert reason(OSError(errno.ENOLINK, "Link has been severed")) == "Link has been severed"
    assert reason(OSError("tanpa nomor")) == "tanpa nomor"
