"""Faults of the machine end in a sentence and a status."""

from __future__ import annotations

import pytest
from kentongan.frame.faults import StaffErrors


def test_an_interrupted_build_does_not_look_like_a_good_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as caught, StaffErrors():
        raise KeyboardInterrupt
    assert caught.value.code == 130
    assert "situs yang lama tetap" in capsys.readouterr().err
