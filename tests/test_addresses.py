"""An address of the site is spelt in one module, so that another spelling cannot creep in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from kentongan.domain import addresses

from tests.site.builder import ROOT, Built

PACKAGE = ROOT / "plugins/kentongan"
FOLDERS = sorted(addresses.FIRST_PARTS - {"en"})
SPELT = re.compile(rf"/({'|'.join(FOLDERS)})/|^({'|'.join(FOLDERS)})/.*\.\w+$")
FILES = {
    address.strip("/")
    for name, address in vars(addresses).items()
    if name.isupper() and isinstance(address, str) and re.search(r"\.\w+$", address)
} - {path.name for path in (ROOT / "theme/templates").iterdir()}
FILES -= {*addresses.FORMATS}
# What these modules spell are other things: words that staff write, folders of the content.
OTHERS = {"importer", "gate"}


def modules() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0]
        if room not in OTHERS and path != PACKAGE / "domain/addresses.py":
            yield path


def docstrings(tree: ast.AST) -> set[ast.expr]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def spelt(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    passed_over = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_address = SPELT.search(node.value) or node.value.strip("/") in FILES
            if is_address and " " not in node.value and node not in passed_over:
                yield node.value


def test_addresses_are_spelt_in_one_module() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): list(spelt(path)) for path in modules()}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_templates_ask_for_addresses() -> None:
    pattern = re.compile(rf"[\"'(=]/({'|'.join(FOLDERS)})\b")
    found = [
        (path.name, line)
        for folder in (ROOT / "theme/templates", *PACKAGE.glob("parts/*/templates"))
        for path in sorted(folder.rglob("*.html"))
        for line in re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S).splitlines()
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "name",
    [
        "HOME", "UNITS", "ARCHIVE", "CORRECTIONS", "WITHDRAWALS", "SOUGHT", "CALENDAR", "SEARCH",
        "CHECK", "ABOUT", "CONTACT", "REPLY", "PRIVACY", "MISSING", "WEB_MANIFEST", "MANIFEST",
        "FACTS", "FEEDS", "OPML", "ICON", "STYLE", "SITEMAP", "SITEMAP_PAGES", "NEWS_SITEMAP",
        "ROBOTS", "API_INDEX", "SEARCH_IN_FORCE",
    ],
)  # fmt: skip
def test_every_address_has_its_file(golden: Built, name: str) -> None:
    assert (golden.output / addresses.file(getattr(addresses, name))).is_file()
