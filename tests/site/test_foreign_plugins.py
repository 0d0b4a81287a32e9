"""Ordinary Pelican plugins that work on articles work on releases."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.site.builder import GOLDEN, ROOT, build, tree

PROBE = """
{% if article %}<p data-next="{{ article.next_article.title }}"
data-prev="{{ article.prev_article.title }}"
data-related="{{ article.related_posts|map(attribute="title")|join("; ") }}"></p>{% endif %}
"""


def plugins(*more: str) -> str:
    own = ("releases", "units", "pages", "lists")
    return json.dumps(["kentongan.frame", *(f"kentongan.parts.{name}" for name in own), *more])


def test_neighbours_and_related_posts_reach_the_pages(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    page = theme / "templates/release.html"
    page.write_text(page.read_text().replace("{% block main %}", "{% block main %}" + PROBE))
    done = build(
        GOLDEN,
        tmp_path / "situs",
        THEME=f'"{theme}"',
        PLUGINS=plugins("neighbors", "related_posts"),
    )
    assert done.status == 0, done.report
    pages = [path.read_text() for path in (done.output / "berita").rglob("index.html")]
    assert sum('data-next=""' not in text and "data-next=" in text for text in pages) > 5
    assert sum('data-related=""' not in text and "data-related=" in text for text in pages) > 3


def test_their_wishes_are_followed_on_every_build(tmp_path: Path) -> None:
    output = tmp_path / "situs"
    chosen = plugins("neighbors")
    assert build(GOLDEN, output, PLUGINS=chosen).status == 0
    before = tree(output)
    assert build(GOLDEN, output, PLUGINS=chosen).status == 0
    assert tree(output) == before
