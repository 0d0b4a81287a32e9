"""Receivers that are imported only when a build has something to do.

`register()` of a part announces the module of its receivers. A public function there with the
name of a signal (`site/signals.py`) receives it. A build that finds nothing changed imports none
of these modules.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kentongan.site.signals import Signal

# The functions that tasks call are public too; their names begin with this.
MAKES = "make_"
PARTS = ("kentongan.parts.", "kentongan.publishing")

_announced: dict[str, None] = {}


class ReceiverError(TypeError):
    """A function of a hooks module looks like a receiver but would never be called."""


def announce(module: str) -> None:
    """Announce the module of the receivers of a part, by its full name."""
    _announced[module] = None


def announce_parts(plugins: Iterable[str]) -> None:
    """Announce the parts among these plugins, for callers without Pelican."""
    for name in plugins:
        if name.startswith(PARTS):
            importlib.import_module(name).register()


def connect() -> None:
    """Import the announced modules and connect their receivers, in order; once only.

    Raises ReceiverError.
    """
    from kentongan.site.signals import SIGNALS

    for name in _announced:
        functions = _public_functions(importlib.import_module(name))
        for signal, receiver in receivers_of(functions, SIGNALS).items():
            SIGNALS[signal].connect(receiver)


def receivers_of(
    functions: Mapping[str, Callable[..., Any]], signals: Mapping[str, Signal[Any]]
) -> dict[str, Callable[..., Any]]:
    """The functions that receive a signal, by its name.

    Raises ReceiverError for one whose name is nearly that of a signal, and for one that takes
    other arguments than its signal gives.
    """
    for name, function in functions.items():
        signal = signals.get(name)
        if signal is None:
            _refuse_misspelt(name, function, signals)
        elif _arguments(function) != signal.arguments:
            wanted = ", ".join(signal.arguments)
            raise ReceiverError(f"{_place(function)} must take exactly ({wanted})")
    return {name: function for name, function in functions.items() if name in signals}


def _refuse_misspelt(
    name: str, function: Callable[..., Any], signals: Mapping[str, Signal[Any]]
) -> None:
    if name.startswith(MAKES):
        return
    from kentongan.domain.text import most_like

    plain = {signal.replace("_", ""): signal for signal in signals}
    near = most_like(name.replace("_", "").lower(), plain, least=0.75)
    if near:
        raise ReceiverError(f"{_place(function)} receives no signal; did you mean {plain[near]}?")


def _public_functions(module: Any) -> dict[str, Callable[..., Any]]:
    """The functions that a module defines itself."""
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, FunctionType)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }


def _arguments(function: Any) -> tuple[str, ...]:
    code = function.__code__
    has_more = code.co_flags & (0x04 | 0x08) or code.co_kwonlyargcount  # *args, **kwargs, a star
    names: tuple[str, ...] = code.co_varnames[: code.co_argcount]
    return (*names, "…") if has_more else names


def _place(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
