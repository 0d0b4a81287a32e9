"""Receivers are asked in the order of connection, and one that nobody would ask is refused."""

from __future__ import annotations

import importlib
import inspect
import random
import runpy
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from kentongan.site import receivers, signals
from kentongan.site.model import File, Site, Task
from kentongan.site.receivers import ReceiverError
from kentongan.site.signals import SIGNALS, Signal

from tests.site.builder import ROOT


def nothing(site: Site) -> Iterator[File]:
    return iter(())


def collector(number: int) -> signals.Collect:
    def collect(site: Site) -> Iterator[Task]:
        yield Task(f"{number}", (), nothing)

    return collect


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_receivers_is_the_order_of_connection(seed: int) -> None:
    made = [collector(number) for number in range(50)]
    random.Random(seed).shuffle(made)
    signal = Signal[signals.Collect](signals.Collect.__call__)
    for receiver in made:
        signal.connect(receiver)
    assert list(signal) == made
    for receiver in made[::2]:
        signal.connect(receiver)
    assert list(signal) == made, "one that is connected already keeps its place"
    signal.disconnect(made[3])
    assert list(signal) == made[:3] + made[4:]


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    made = ModuleType("hooks_of_a_test")
    monkeypatch.setitem(sys.modules, made.__name__, made)
    monkeypatch.setattr(receivers, "_announced", {made.__name__: None})
    return made


def put(module: ModuleType, source: str) -> None:
    exec(source, vars(module))


def misspellings(name: str) -> Iterator[str]:
    """Slips of one letter, of an underscore, of the plural and of the order of words."""
    yield name + "s"
    yield name[:-1]
    yield name[1:]
    yield name[0] + name[2] + name[1] + name[3:]
    yield name.replace("e", "a", 1)
    yield name.title().replace("_", "")
    yield name.replace("_", "") if "_" in name else f"{name}_"


SLIPS = [(slip, name) for name in SIGNALS for slip in misspellings(name) if slip not in SIGNALS]


@pytest.mark.parametrize(("slip", "name"), SLIPS)
def test_a_misspelt_receiver_is_refused(module: ModuleType, slip: str, name: str) -> None:
    put(module, f"def {slip}(site): pass")
    with pytest.raises(ReceiverError, match=rf"hooks_of_a_test\.{slip} receives no signal"):
        receivers.connect()


@pytest.mark.parametrize("name", ["make_release_files", "_collects", "rows_of_a_page", "settings"])
def test_what_a_task_makes_and_helpers_are_no_receivers(module: ModuleType, name: str) -> None:
    put(module, f"def {name}(site): pass")
    receivers.connect()


def test_a_function_that_was_imported_is_no_receiver(module: ModuleType) -> None:
    put(module, "from shutil import which as collects")
    receivers.connect()


@pytest.mark.parametrize("arguments", ["", "site, more", "page", "site, *, more=1", "site, **more"])
def test_a_receiver_with_other_arguments_is_refused(module: ModuleType, arguments: str) -> None:
    put(module, f"def collect({arguments}): pass")
    with pytest.raises(ReceiverError, match=r"must take exactly \(site\)"):
        receivers.connect()


def hooks() -> list[ModuleType]:
    """The hooks of all parts of the site, in the order of PLUGINS."""
    modules = []
    for name in runpy.run_path(str(ROOT / "pelicanconf.py"))["PLUGINS"]:
        try:
            modules.append(importlib.import_module(f"{name}.hooks"))
        except ModuleNotFoundError as error:
            assert error.name == f"{name}.hooks"
    return modules


def signature(function: Any) -> list[str]:
    return [
        str(parameter.annotation)
        for name, parameter in inspect.signature(function).parameters.items()
        if name != "self"
    ]


@pytest.mark.parametrize("module", hooks(), ids=lambda module: module.__name__)
def test_receivers_of_the_parts_have_the_types_of_their_protocol(module: ModuleType) -> None:
    protocols = {name: name.title().replace("_", "") for name in SIGNALS}
    functions = receivers._public_functions(module)
    for name, receiver in receivers.receivers_of(functions, SIGNALS).items():
        protocol = getattr(signals, protocols[name])
        assert signature(receiver) == signature(protocol.__call__), receiver
