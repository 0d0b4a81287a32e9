"""Faces are searched only where OpenCV still has the detector."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kentongan.gate import faces


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    faces.is_available.cache_clear()
    yield
    faces.is_available.cache_clear()


@pytest.mark.parametrize(("has_data", "is_available"), [(True, True), (False, False)])
def test_an_opencv_without_the_data_of_its_detector_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_data: bool, is_available: bool
) -> None:
    (tmp_path / "cv2/data").mkdir(parents=True)
    (tmp_path / "cv2/__init__.py").write_text("raise ImportError")
    if has_data:
        (tmp_path / "cv2/data/haarcascade_frontalface_default.xml").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "cv2", raising=False)
    assert faces.is_available() is is_available


def test_without_opencv_there_is_no_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "find_spec", lambda name: None)
    assert not faces.is_available()
