"""The settings as Pelican reads them, remembered while all that they follow from is the same.

Pelican adds its defaults to what a project states. Importing it for that alone would be most of
the cost of a build that has little to do.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import pickle
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kentongan.engine.fingerprint import versions
from kentongan.engine.workers import available_jobs, meanwhile
from kentongan.site.receivers import PARTS
from kentongan.storage.writing import write_whole

FRAME = "kentongan.frame"
OWN = "HUMAS_"
_DIGEST = 16
# Plain values say in one way what they are; others may differ under the same name.
_PLAIN = (str, int, float, bool, type(None), Path)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the arguments of a build say: the file of settings, and what counts above it."""

    file: str
    overrides: Mapping[str, Any] = field(default_factory=dict)
    fatal: str = ""


def read(asked: Asked) -> Mapping[str, Any] | None:
    """The settings of a build; None where Pelican itself must run it.

    That is where plugins of others are loaded, and where something is wrong, which it tells.
    """
    stated = _stated(asked)
    if stated is None or not _is_ours(stated):
        return None
    # Pelican leaves our own names as they are; others may change at each build (`HUMAS_NOW`).
    own = {name: value for name, value in stated.items() if name.startswith(OWN)}
    note = _Note.of(asked, {name: stated[name] for name in stated.keys() - own.keys()})
    known = note.read() if note else None
    if known and all(Path(known[name]).is_dir() for name in ("PATH", "THEME")):
        return known | own
    if note is None:
        return _by_pelican(asked)[0]
    # In a process of its own: Pelican would take 16 MiB of this one, and of all that it forks.
    settings, is_silent = meanwhile(available_jobs(), _plain_by_pelican, asked)()
    if settings and is_silent:
        note.write({name: settings[name] for name in settings.keys() - own.keys()})
    return settings


def _stated(asked: Asked) -> dict[str, Any] | None:
    """The capital names of the file, run as Pelican runs it; None where it cannot be run."""
    name = Path(asked.file).stem
    spec = importlib.util.spec_from_file_location(name, asked.file)
    if not spec or not spec.loader:
        return None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception:
        return None
    stated = {key: value for key, value in vars(module).items() if key.isupper()}
    return stated | dict(asked.overrides)


def _is_ours(stated: Mapping[str, Any]) -> bool:
    """Whether nobody but this package takes part in a build."""
    plugins = stated.get("PLUGINS")
    if not isinstance(plugins, list | tuple) or FRAME not in plugins or "PELICAN_CLASS" in stated:
        return False
    ours = all(name == FRAME or str(name).startswith(PARTS) for name in plugins)
    signals = sys.modules.get("pelican.plugins.signals")
    return ours and not any(
        getattr(signal, "receivers", None) for signal in vars(signals or object).values()
    )


def _by_pelican(asked: Asked) -> tuple[dict[str, Any] | None, bool]:
    """The settings, None where they are refused; and whether nothing was said of them."""
    import logging

    from pelican import log
    from pelican.settings import read_settings

    log.init(level=logging.WARNING, fatal=asked.fatal, handler=None, name="pelican")
    said: list[logging.LogRecord] = []
    ear = logging.Handler(logging.WARNING)
    ear.emit = said.append  # type: ignore[assignment,method-assign]
    logging.getLogger().addHandler(ear)
    settings: dict[str, Any] | None = None
    with contextlib.suppress(Exception):
        settings = read_settings(asked.file, override=dict(asked.overrides))
    logging.getLogger().removeHandler(ear)
    return settings, not said


def _plain_by_pelican(asked: Asked) -> tuple[dict[str, Any] | None, bool]:
    settings, is_silent = _by_pelican(asked)
    return _without_types(settings), is_silent


@dataclass(frozen=True, slots=True)
class _Note:
    """The file that holds the settings, and the digest of all that they follow from."""

    path: Path
    key: bytes

    @classmethod
    def of(cls, asked: Asked, stated: Mapping[str, Any]) -> _Note | None:
        """None where what is stated has no text that says all of it."""
        if not _is_plain(stated):
            return None
        place = Path(asked.file).absolute()
        given = (sys.version, versions(), place, Path.cwd(), sorted(stated.items()))
        key = _digest(repr(given).encode())
        cache = place.parent / str(stated.get("CACHE_PATH", "cache"))
        return cls(cache / f"setelan-{_digest(str(place).encode()).hex()[:12]}", key)

    def read(self) -> dict[str, Any] | None:
        try:
            data = self.path.read_bytes()
        except OSError:
            return None
        key, digest, value = data[:_DIGEST], data[_DIGEST : 2 * _DIGEST], data[2 * _DIGEST :]
        if key != self.key or digest != _digest(value):
            return None
        settings: dict[str, Any] = pickle.loads(value)
        return settings

    def write(self, settings: Mapping[str, Any]) -> None:
        if not _is_plain(settings):
            return
        value = pickle.dumps(settings, pickle.HIGHEST_PROTOCOL)
        data = self.key + _digest(value) + value
        try:
            write_whole(self.path, data, durable=False, mode=0o600)
        except OSError:  # without a cache nothing is remembered
            return


def _is_plain(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(map(_is_plain, value)) and all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return isinstance(value, _PLAIN)


def _without_types(value: Any) -> Any:
    """The same with plain tuples for those of Pelican, which only Pelican could load."""
    if isinstance(value, Mapping):
        return {key: _without_types(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_types(item) for item in value]
    return tuple(map(_without_types, value)) if isinstance(value, tuple) else value


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()
