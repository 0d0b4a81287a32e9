"""What a phone keeps for times without a network, and how it learns that it is out of date."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from kentongan.domain.release import Withdrawal
from kentongan.parts.offline import core, hooks
from kentongan.site.model import Site

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


def test_comments_and_indentation_are_not_sent() -> None:
    assert core.compact("// a\nif (b) {\n  return c;\n}\n\n") == "if(b){return c;}\n"
    assert len(core.compact(SCRIPT.read_text("utf-8"))) < 2000, "it is to be small"
    script = "".join(
        line for line in SCRIPT.read_text("utf-8").splitlines() if not line.startswith("//")
    )
    texts = re.findall(r'"([^"]*)"', re.sub(r"{{.*?}}", "", script))
    assert "`" not in script and not [text for text in texts if " " in text]
