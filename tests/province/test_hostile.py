"""Whatever a district signs, however strange, holds up nobody and breaks no portal."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from kentongan.domain import addresses
from kentongan.newsroom.province import Settings
from kentongan.province.catalogue import Catalogue
from kentongan.province.portal import Portal
from kentongan.province.rounds import pull
from kentongan.site import federation
from kentongan.site.federation import canonical, sha256

from tests.province.districts import NOW, Site, registry, serving

STRANGE: tuple[Any, ...] = (
    None, True, -1, 1e308, "", "\u0000", "\ud800", "<script>alert(1)</script>", "../../etc/passwd",
    "javascript:alert(1)", "https://lain.example/", "9999-12-31T23:59:59+14:00", "0001-01-01",
    "2026-11-24T12:00:00", [], {}, [None], [{}], [[]], {"role": "main"}, "x" * 5_000, "\u202egnp",
    {"": ""}, 10**400,
)  # fmt: skip


def spoilt(value: Any, chosen: random.Random, chance: float) -> Any:
    """The same JSON with some values replaced by strange ones."""
    if chosen.random() < chance:
        return chosen.choice(STRANGE)
    if isinstance(value, dict):
        return {key: spoilt(inner, chosen, chance) for key, inner in value.items()}
    if isinstance(value, list):
        return [spoilt(inner, chosen, chance) for inner in value]
    return value


def written(value: Any) -> bytes:
    try:
        return canonical(value)
    except UnicodeEncodeError:
        return json.dumps(value).encode()


def hostile(site: Site, seed: int) -> None:
    """Spoil one kind of file of a publication and sign the result."""
    chosen = random.Random(seed)
    for told in site.told:  # every row is new, so that every line is looked at
        told.published -= timedelta(seconds=1)
    site.publish()
    files, chance = site.files, chosen.choice((0.02, 0.1, 0.4))
    kind = seed % 3
    if kind == 0:
        root = json.loads(files[addresses.MANIFEST])
        root["siaran"] = spoilt(root["siaran"], chosen, chance)
        files[addresses.MANIFEST] = written(root)
    elif kind == 1:
        path = addresses.bundle(2026, 11, 1)
        lines = [json.loads(line) for line in files[path].splitlines()]
        data = b"".join(written(spoilt(line, chosen, chance)) + b"\n" for line in lines)
        files[path] = data
        files[addresses.BUNDLE_INDEX] = federation.bundle_index({path: sha256(data)})
    else:
        index = json.loads(files[addresses.BUNDLE_INDEX])
        files[addresses.BUNDLE_INDEX] = written(spoilt(index, chosen, chance))
    site.beat()


@pytest.fixture
def sites() -> Iterator[tuple[Site, Site]]:
    good, bad = Site("polres-a", "FN"), Site("polres-z", "GK")
    with serving(good, bad):
        yield good, bad


@pytest.mark.parametrize("start", range(0, 30, 10))
def test_strange_values_under_a_good_signature(sites: tuple[Site, Site], start: int) -> None:
    good, bad = sites
    bad.tell(6)
    with Catalogue(":memory:") as catalogue:
        for seed in range(start, start + 10):
            good.tell(1)
            good.publish()
            hostile(bad, seed)
            known = registry(good.district(daily=1000), bad.district(daily=1000))
            outcomes = pull(catalogue, known, Settings(), NOW, seconds=60, anew=True).outcomes
            assert outcomes[0].accepted == 1, seed
            portal = Portal(catalogue, known, Settings(), NOW)
            assert len(portal.shown) >= good.count
            for entry in (*portal.shown, *portal.gone):
                assert entry.home.startswith((good.origin + "/", bad.origin + "/"))
                release = portal.release(entry.code)
                assert "<script" not in release.html
                assert "\n" not in entry.title
                assert entry.title.isprintable()
                entry.title.encode()
                release.text.encode()
