"""The floors of the house: arrows between rooms go down, and nothing goes in a circle."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "plugins"
PACKAGE = "kentongan"
MODULE_LINES = 450
FUNCTION_LINES = 60

# A room may import the rooms of the lines above its own, and its own. Rooms of one line do not
# know each other.
FLOORS = (
    {"domain"},
    {"storage"},
    {"manuscripts"},
    {"importer", "gate"},
    {"site"},
    {"engine"},
    {"parts", "publishing"},
    {"cluster"},
    {"newsroom"},
    {"province"},
    {"desk", "frame", "meja"},  # the doors: nothing imports them
)
DOORS = FLOORS[-1]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# A library that one room alone imports, so that it can be exchanged there.
HOME_OF = {"pelican": "frame", "click": "desk", "starlette": "meja", "dask": "cluster"}
# What reads and writes files, asks the machine or the network.
FILES = frozenset("pathlib os io shutil tempfile subprocess socket sqlite3 importlib".split())


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its full name."""
    trees = {}
    for path in sorted((SOURCE / PACKAGE).rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        trees[name] = ast.parse(path.read_text("utf-8"))
    return trees


@cache
def imports(module: str) -> frozenset[str]:
    """What a module imports anywhere in it, each as far as it names a module."""
    names: set[str] = set()
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            known = inner & modules().keys()
            names |= known
            if known != inner:
                names.add(node.module or "")
    return frozenset(names)


def own_imports(module: str) -> set[str]:
    return {name for name in imports(module) if name in modules() and name != module}


def room(module: str) -> str:
    """`gate` for `kentongan.gate.rules.nik`; empty for the package itself."""
    return f"{module}.".split(".")[1]


def part(module: str) -> str:
    """`feeds` for `kentongan.parts.feeds.core`."""
    return f"{module}..".split(".")[2] if room(module) == "parts" else ""


def test_every_room_has_a_floor() -> None:
    assert {room(module) for module in modules()} - {""} == set(FLOOR)


def test_arrows_go_down() -> None:
    rising = [
        f"{module} → {target}"
        for module in modules()
        for target in own_imports(module)
        if room(module) and room(target) != room(module)
        if room(target) == "" or FLOOR[room(target)] >= FLOOR[room(module)]
    ]
    assert rising == []


def test_nothing_imports_a_door() -> None:
    assert {"desk", "frame", "meja"} == DOORS
    callers = [
        f"{module} → {target}"
        for module in modules()
        for target in own_imports(module)
        if room(target) in DOORS and room(target) != room(module)
    ]
    assert callers == []


def test_parts_do_not_know_each_other() -> None:
    across = [
        f"{module} → {target}"
        for module in modules()
        for target in own_imports(module)
        if part(module) and part(target) and part(module) != part(target)
    ]
    assert across == []


def test_no_imports_go_in_a_circle() -> None:
    graph = {module: own_imports(module) for module in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_values_and_rules_read_no_files() -> None:
    """Only the tables of words that are part of the code."""
    readers = {
        module
        for module in modules()
        for name in imports(module)
        if room(module) == "domain" and name.partition(".")[0] in FILES
    }
    assert readers == {"kentongan.domain.tables"}


@pytest.mark.parametrize("library", sorted(HOME_OF))
def test_a_framework_is_imported_in_one_room(library: str) -> None:
    users = {
        room(module)
        for module in modules()
        for name in imports(module)
        if name.partition(".")[0] == library
    }
    assert users == {HOME_OF[library]}


def test_mime_types_have_one_home() -> None:
    """`site/media.py`: what the machine has for them differs from one to the next."""
    assert [module for module in modules() if "mimetypes" in imports(module)] == []


def test_the_desk_prints_results_in_their_own_shape() -> None:
    """`--json` is the `as_json` of what a deed returned; the desk writes no keys."""
    printed = [
        (module, call.args[0])
        for module, tree in modules().items()
        if room(module) == "desk"
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "print_json"
    ]
    assert len(printed) > 20
    own = [
        f"{module}: {ast.unparse(value)}"
        for module, value in printed
        if any(isinstance(node, ast.Dict | ast.DictComp | ast.BinOp) for node in ast.walk(value))
    ]
    assert own == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [name for name, tree in modules().items() if not ast.get_docstring(tree)]
    assert silent == []


def test_no_module_is_too_long() -> None:
    lengths = {
        path.relative_to(SOURCE).as_posix(): path.read_text("utf-8").count("\n")
        for path in (SOURCE / PACKAGE).rglob("*.py")
    }
    assert {path: lines for path, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_too_long() -> None:
    long = {
        f"{name}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    }
    assert long == {}
