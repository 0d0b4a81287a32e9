"""Receivers: the gate's answer for each release, and for the site as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plugins.build import Setup
from plugins.domain.problems import Problem
from plugins.domain.release import Release
from plugins.domain.units import Registry


def check_release(
    release: Release, *, setup: Setup, units: Registry, **_: Any
) -> Iterable[Problem]:
    from plugins.lint import core, permits

    remembered = permits.read(setup.content, setup.cache, release.code) if release.overrides else {}
    problems, permitted = core.check_release(release, units, remembered=remembered)
    if permitted and not setup.preview:
        permits.remember(setup.cache, release.code, permitted)
    return problems
