"""What a publication records, and what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.domain.release import Case
from kentongan.parts.permalinks import hooks
from kentongan.site import moments
from kentongan.site.moments import CLOSED, FIRST

from tests.conftest import NOW, new_release, new_site

CODE = "D8X-J8A-K82"


@pytest.mark.parametrize(
    ("more", "events"),
    [
        ({}, {FIRST}),
        ({"status": "draf"}, set()),
        ({"kind": "orang-hilang", "case": Case("dicari", ("Sukinah",))}, {FIRST}),
        ({"kind": "orang-hilang", "case": Case("ditemukan", ("Sukinah",))}, {FIRST, CLOSED}),
    ],
)
def test_moments_are_recorded_of_what_is_public(
    more: dict[str, object], events: set[str], tmp_path: Path
) -> None:
    site = new_site([new_release(code=CODE, **more)], HUMAS_PERMALINKS_RECORD=True)
    site.content, site.moments = tmp_path, moments.read(tmp_path, site.settings, NOW)
    hooks.published(site)
    assert moments.recorded(tmp_path) == {(CODE, event): NOW for event in events}
