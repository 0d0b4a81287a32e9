"""Receivers: the gate's answer for each release, and for the site as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from plugins.build import Setup
from plugins.domain.problems import Problem
from plugins.domain.release import Release
from plugins.domain.units import Registry


def check_release(
    release: Release, *, setup: Setup, units: Registry, **_: Any
) -> Iterable[Problem]:
    from plugins.lint import core, faces, permits

    remembered = permits.read(setup.content, setup.cache, release.code) if release.overrides else {}
    count = partial(_count_faces, setup.content) if faces.is_available() else None
    problems, permitted = core.check_release(
        release, units, remembered=remembered, count_faces=count
    )
    if permitted and not setup.preview:
        permits.remember(setup.cache, release.code, permitted)
    return problems


def _count_faces(content: Path, path: str) -> int:
    from plugins.lint import faces

    try:
        return len(faces.find((content / path).read_bytes()))
    except (OSError, faces.NotAPicture):
        return 0
