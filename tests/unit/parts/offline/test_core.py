"""What a phone keeps for times without a network, and how it learns that it is out of date."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from kentongan.domain.release import Withdrawal
from kentongan.parts.offline import core, hooks
from kentongan.site.model import Site
from kentongan.site.scripts import tight

from tests.conftest import NOW, new_release, new_site, written

SCRIPT = Path(hooks.__file__).parent / "templates/worker.js"


def state_of(site: Site) -> bytes:
    (task,) = hooks.collect(site)
    return written(task.make(site, *task.args))["luring.json"]


def test_the_state_changes_with_whatever_is_withdrawn_closed_or_changed() -> None:
    one, other = new_release(), new_release(slug="lain", path="rilis/2026/05/lain.md")
    changed: list[Any] = [
        [one],
        [one, new_release(slug="lain", path="rilis/2026/05/lain.md", text="Kata lain.")],
        [one, new_release(slug="lain", path="rilis/2026/05/lain.md", title="Judul lain")],
    ]
    for kind in ("salah", "privasi", "tetap"):
        withdrawal = Withdrawal(kind, "keliru", NOW)
        gone = new_release(slug="lain", path="rilis/2026/05/lain.md", withdrawal=withdrawal)
        changed.append([one, gone])
    states = [state_of(new_site(releases)) for releases in ([one, other], *changed)]
    assert len(set(states)) == len(states)
    assert state_of(new_site([other, one])) == states[0]
    assert state_of(new_site([one, other], now=NOW + timedelta(days=1))) == states[0]


def test_nothing_of_it_runs_in_a_preview() -> None:
    site = new_site([new_release()])
    site.preview = True
    assert not list(hooks.collect(site))
    assert hooks.template_helpers(site) == {"worker_url": ""}


def test_what_the_page_needs_is_fetched_with_it() -> None:
    page = (
        '<link rel="stylesheet" href="/t/a.css"><link rel="stylesheet" href="/t/p.css" '
        'media="print"><script type="module" src="/t/x.js" data-pekerja="/luring.js"></script>'
    )
    assert core.needed(page) == ["/t/a.css", "/t/x.js"]


def test_the_worker_is_small() -> None:
    assert len(tight(SCRIPT.read_text("utf-8"))) < 2000
