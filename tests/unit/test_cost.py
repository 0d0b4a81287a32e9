"""A limit in processor time is one."""

from __future__ import annotations

import time

import pytest

from tests import cost


def spend(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_what_takes_longer_fails_on_a_machine_of_the_usual_speed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cost, "_steps_a_second", lambda: 20_000_000)
    with pytest.raises(AssertionError, match="of the usual speed"), cost.at_most(0.01):
        spend(0.03)


def test_a_machine_of_half_the_speed_may_take_twice_as_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cost, "_steps_a_second", lambda: 10_000_000)
    with cost.at_most(0.2):
        spend(0.3)


def test_what_is_quick_passes() -> None:
    with cost.at_most(5):
        spend(0)
