"""Settings: declared once as a dataclass, read with a check of type and name."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, TypeVar, get_args, get_origin

_TYPE_NAMES: Mapping[Any, str] = {
    int: "bilangan bulat",
    float: "bilangan",
    str: "teks",
    bool: "True atau False",
    type(None): "None",
}


class Declared(typing.Protocol):
    """A dataclass of settings."""

    PREFIX: ClassVar[str]


S = TypeVar("S", bound=Declared)


class SettingsError(ValueError):
    """A setting has the wrong type or value; the text is an Indonesian sentence for staff."""


def name(prefix: str, field: str) -> str:
    """`HUMAS_FEEDS_MAX_ITEMS` for the field `max_items` of the plugin `feeds`."""
    return f"HUMAS_{prefix}_{field}".upper()


def read(settings: Mapping[str, Any], cls: type[S]) -> S:
    """An instance of the dataclass `cls` with its defaults replaced by `HUMAS_<PREFIX>_<FIELD>`.

    `cls` has its prefix in a class variable `PREFIX`.

    Raises SettingsError, which names the setting and the value.
    """
    given: dict[str, Any] = {}
    for key, field, hint in _declared(cls):
        if key not in settings:
            continue
        value = settings[key]
        if not _fits(value, hint):
            raise SettingsError(f"{key} harus {_described(hint)}, bukan {value!r}")
        given[field] = tuple(value) if isinstance(value, list) else value
    return cls(**given)


@cache
def _declared(cls: type[Declared]) -> tuple[tuple[str, str, Any], ...]:
    """The name of each setting, its field and its type. Parts ask for each release."""
    hints = typing.get_type_hints(cls)
    fields = dataclasses.fields(cls)  # type: ignore[arg-type]
    return tuple((name(cls.PREFIX, field.name), field.name, hints[field.name]) for field in fields)


def unknown(settings: Mapping[str, Any], known: Iterable[str]) -> list[str]:
    """An Indonesian sentence for each undeclared `HUMAS_` name, with the nearest declared one."""
    names = sorted(set(known))
    strange = [key for key in sorted(settings) if key.startswith("HUMAS_") and key not in names]
    if not strange:
        return []
    from kentongan.domain.text import most_like

    errors = []
    for key in strange:
        near = most_like(key, names)
        hint = f"; maksud Anda {near}?" if near else ""
        errors.append(f"pengaturan tidak dikenal {key}{hint}")
    return errors


def names(cls: type[Declared]) -> list[str]:
    return [name(cls.PREFIX, field.name) for field in dataclasses.fields(cls)]  # type: ignore[arg-type]


def _described(hint: Any) -> str:
    """The type in the words of staff: `bilangan bulat`, `daftar teks`."""
    if hint in _TYPE_NAMES:
        return _TYPE_NAMES[hint]
    origin = get_origin(hint)
    if origin is tuple:
        return f"daftar {_described(get_args(hint)[0])}"
    if _is_mapping(origin):
        return "kamus"
    return " atau ".join(_described(option) for option in get_args(hint)) or str(hint)


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _fits(value: object, hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is None:
        if hint is float:
            return isinstance(value, int | float) and not isinstance(value, bool)
        if hint is int:
            return isinstance(value, int) and not isinstance(value, bool)
        return hint is Any or isinstance(value, hint)
    if origin is tuple:
        inner = get_args(hint)[0]
        return isinstance(value, list | tuple) and all(_fits(item, inner) for item in value)
    if _is_mapping(origin):
        return isinstance(value, Mapping)
    return any(_fits(value, option) for option in get_args(hint))
