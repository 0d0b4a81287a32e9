"""What staff read of the addresses that a publication takes away."""

from __future__ import annotations

from pathlib import Path

from kentongan.publishing.changes import describe
from kentongan.publishing.core import Plan, Publication
from kentongan.publishing.facts import SiteFacts
from kentongan.publishing.manifest import Manifest, compare

MOVED, WITHDRAWN, NAMED, LOST = (
    f"/berita/2026/11/{slug}/" for slug in ("pindah", "keliru", "nama-orang", "hilang")
)
FACTS = SiteFacts("", {MOVED: "/r/4K7-Q2M-9XC/"}, (WITHDRAWN,), hidden=frozenset({NAMED}))


def test_only_what_leads_on_has_moved_and_a_closed_address_is_not_named() -> None:
    old = Manifest({f"{address[1:]}index.html": "a" for address in (MOVED, WITHDRAWN, NAMED, LOST)})
    new = Manifest()
    shown = describe(Plan(Publication(Path(), new), old, compare(old, new)), FACTS)
    assert (shown.moved, shown.closed, shown.removed) == ((MOVED,), 2, (LOST,))
    told = "\n".join(shown.lines())
    assert "Alamat ditutup: 2" in told
    assert MOVED in told and LOST in told
    assert NAMED not in told
