"""The documents say everything that there is, and nothing that is not."""

from __future__ import annotations

import ast
import dataclasses
import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from kentongan.domain import settings
from kentongan.gate.rules.registry import ALL
from kentongan.newsroom import declared

from tests.site.builder import ROOT

CODES = ROOT / "docs/masalah.md"
DEVELOPERS = ROOT / "plugins/kentongan/README.md"
DOCUMENTS = sorted([*(ROOT / "docs").rglob("*.md"), DEVELOPERS, *ROOT.glob("*.md")])

_CODE = re.compile(r"\b[a-z]+\.[EW]\d{3}\b")
_ROW = re.compile(r"\| `([a-z]+\.[EW]\d{3})`(?: \*)? \| ([^|]+) \| ([^|]+) \|$", re.M)


@cache
def tracked() -> tuple[Path, ...]:
    """The files that belong to the project; all of them where there is no Git."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return tuple(path for path in ROOT.rglob("*") if path.is_file())
    paths = (ROOT / name for name in done.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file() and not path.is_symlink())


# Settings


def all_settings() -> dict[str, dataclasses.Field[object]]:
    return {
        settings.name(cls.PREFIX, field.name): field
        for cls in declared.CLASSES
        for field in dataclasses.fields(cls)  # type: ignore[arg-type]
    }


def setting_rows() -> dict[str, list[str]]:
    rows = re.findall(r"^\| `(HUMAS_\w+)` \| (.+) \|$", DEVELOPERS.read_text("utf-8"), re.M)
    return {name: [cell.strip() for cell in rest.split(" | ")] for name, rest in rows}


def test_every_setting_is_in_the_table_and_the_table_holds_no_other() -> None:
    assert set(setting_rows()) == set(all_settings())


@pytest.mark.parametrize("name", sorted(all_settings()))
def test_the_table_gives_the_type_default_and_meaning(name: str) -> None:
    kind, default, meaning = setting_rows()[name]
    assert kind and len(meaning) > 8
    value = all_settings()[name].default
    if isinstance(value, bool):
        assert (kind, default) == ("yes/no", "yes" if value else "no")
    elif isinstance(value, int):
        assert kind == "number" and re.match(rf"{value}\b", default)


def test_no_document_names_a_setting_that_does_not_exist() -> None:
    environment = {"NOW", "JOBS", "PREVIEW", "PROFILE", "AUTHENTICITY_PASSWORD"}
    known = set(all_settings()) | {f"HUMAS_{name}" for name in environment}
    named = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in DOCUMENTS
        for name in re.findall(r"\bHUMAS_[A-Z][A-Z_]*[A-Z]\b(?!_)", path.read_text("utf-8"))
    }
    assert {(path, name) for path, name in named if name not in known} == set()


# Problem codes


@cache
def used_codes() -> dict[str, set[str]]:
    """Every code in a string of the plugins → the files that say it."""
    named: dict[str, set[str]] = {}
    for path in sorted((ROOT / "plugins").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and _CODE.fullmatch(value):
                named.setdefault(value, set()).add(path.relative_to(ROOT).as_posix())
    return named


def code_rows() -> list[tuple[str, str, str]]:
    return _ROW.findall(CODES.read_text("utf-8"))


def test_every_problem_code_is_documented_once_and_no_other() -> None:
    counted = Counter(code for code, _, _ in code_rows())
    assert [code for code, number in counted.items() if number > 1] == []
    assert set(counted) == set(used_codes())


def test_every_code_has_a_meaning_of_its_own_and_a_way_to_mend_it() -> None:
    meanings = Counter(meaning for _, meaning, _ in code_rows())
    assert [meaning for meaning, number in meanings.items() if number > 1] == []
    assert all(len(meaning) > 8 and len(fix) > 8 for _, meaning, fix in code_rows())


def test_the_codes_stand_in_order_so_that_a_used_number_is_seen() -> None:
    by_plugin: dict[str, list[str]] = {}
    for code, _, _ in code_rows():
        by_plugin.setdefault(code.partition(".")[0], []).append(code)
    assert {plugin: codes for plugin, codes in by_plugin.items() if codes != sorted(codes)} == {}


def test_rules_have_numbers_of_their_own_and_say_who_may_not_override_them() -> None:
    assert [code for code, number in Counter(rule.code for rule in ALL).items() if number > 1] == []
    starred = set(re.findall(r"`([a-z]+\.[EW]\d{3})` \*", CODES.read_text("utf-8")))
    assert starred == {rule.code for rule in ALL if rule.absolute}


def test_no_document_names_a_code_that_does_not_exist() -> None:
    named = {code for path in DOCUMENTS for code in _CODE.findall(path.read_text("utf-8"))}
    assert named - set(used_codes()) == set()


# Make


def targets() -> list[str]:
    found = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    return [name for name in found if name != "help"]


@pytest.mark.parametrize("target", targets())
def test_every_make_target_is_documented(target: str) -> None:
    assert re.search(rf"`make {target}`", DEVELOPERS.read_text("utf-8"))


def test_every_target_is_phony_and_no_document_names_another() -> None:
    text = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    phony = re.findall(r"^\.PHONY: (.*)$", text, re.M)[0].split()
    assert set(phony) == {*targets(), "help"}
    named = {
        name
        for path in DOCUMENTS
        for name in re.findall(r"`make ([a-z][a-z-]*)", path.read_text("utf-8"))
    }
    assert named - set(phony) == set()


# Plugins


def test_the_readme_explains_the_order_of_the_plugins_as_it_is() -> None:
    import pelicanconf

    rows = re.findall(r"^\| `(\w+)` \| ", DEVELOPERS.read_text("utf-8"), re.M)
    loaded = [name.rpartition(".")[2] for name in pelicanconf.PLUGINS]
    assert [name for name in rows if name in loaded] == loaded


def test_every_template_of_the_theme_is_in_the_table() -> None:
    named = set(re.findall(r"^\| `([\w.]+\.html)` \|", DEVELOPERS.read_text("utf-8"), re.M))
    there = {path.name for path in (ROOT / "theme/templates").glob("*.html")}
    assert there - {"base.html", "frame.html"} == named


# Links, paths, addresses


def slug(heading: str) -> str:
    """The fragment that a heading gets where Markdown is shown."""
    plain = re.sub(r"[`*_\[\]]", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.S)
    wrong = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, fragment = target.partition("#")
        file = (path.parent / name) if name else path
        if not file.exists():
            wrong.append(target)
        elif fragment and file.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.M)
            if fragment not in {slug(heading) for heading in headings}:
                wrong.append(target)
    assert wrong == []


# `/home/humas` is the account of the server guide. Tests and CI may speak of temporary folders.
_MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:root/\w|work/\w|home/(?!humas\b)\w)")
_TEMPORARY = re.compile(r"(?<![\w.~/-])/tmp/\w")
_TEXT = {".md", ".py", ".toml", ".txt", ".html", ".css", ".js", ".sh", ".cfg", ".yml", ".yaml", ""}


def test_no_file_names_a_place_of_one_machine() -> None:
    own = Path(__file__)
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.suffix in _TEXT and path != own
        if names_a_place(path)
    ]
    assert wrong == []


def names_a_place(path: Path) -> bool:
    text = path.read_text("utf-8", "ignore")
    is_own = path.relative_to(ROOT).parts[0] not in ("tests", ".ci")
    return bool(_MACHINE_PATH.search(text) or (is_own and _TEMPORARY.search(text)))


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_the_requirements_name_no_package_index(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?:i|f)\b|--(?:extra-)?index-url|--find-links", text, re.M)


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_hashes(path: Path) -> None:
    text = path.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    assert lines
    assert [line[:60] for line in lines if not re.search(r"==\S+.*--hash=sha256:", line)] == []


def test_no_package_index_is_named_anywhere() -> None:
    names = re.compile(r"(?:pypi|test\.pypi|files\.pythonhosted)\.org|index-url\s*=", re.I)
    suffixes = {".md", ".toml", ".txt", ".cfg", ".sh", ""}
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.suffix in suffixes and names.search(path.read_text("utf-8", "ignore"))
    ]
    assert wrong == []


def test_what_runs_alone_lies_where_make_looks_for_it() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8").splitlines()
    command = next(line for line in makefile if "-m sendiri" in line)
    (folder,) = (ROOT / word for word in command.split() if word.startswith("tests/"))
    mark = "@pytest.mark." + "sendiri"
    marked = [
        path for path in (ROOT / "tests").rglob("test_*.py") if mark in path.read_text("utf-8")
    ]
    assert marked and all(path.is_relative_to(folder) for path in marked)
