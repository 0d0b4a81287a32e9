"""The settings of `pelicanconf.py` and `publishconf.py` for everything that reads the content.

Desk and build share zone, limits and cache, because both read them here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kentongan.domain import settings as declarations
from kentongan.engine import options as engine
from kentongan.manuscripts import options as releases
from kentongan.newsroom.errors import NewsroomError, RequestError

if TYPE_CHECKING:
    from kentongan.site.theme_files import ThemeFiles

SITE = "pelicanconf.py"
PRODUCTION = "publishconf.py"
CLOCK = "HUMAS_NOW"

S = TypeVar("S", bound=declarations.Declared)


@dataclass(frozen=True)
class Configuration:
    """The settings of one project; without any file of settings, the defaults.

    `project` is the folder that holds the files of settings, `values` their names in capitals.
    """

    project: Path
    values: Mapping[str, Any] = field(default_factory=dict)

    def of(self, cls: type[S]) -> S:
        """The settings that a class declares. Raises NewsroomError for one of a wrong type."""
        try:
            return declarations.read(self.values, cls)
        except declarations.SettingsError as error:
            raise NewsroomError(f"Pengaturan di {self.project} keliru: {error}") from None

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of dates without one. Raises NewsroomError."""
        try:
            return time_zone(self.values)
        except declarations.SettingsError as error:
            raise NewsroomError(f"Pengaturan di {self.project} keliru: {error}") from None

    @cached_property
    def cache(self) -> Path:
        return self.project / str(self.values.get("CACHE_PATH", ".cache"))

    @cached_property
    def content(self) -> Path:
        """The folder of content that the project builds when no other is named."""
        return self.project / str(self.values.get("PATH", "content"))

    @cached_property
    def output(self) -> Path:
        """The folder that the site is built into."""
        return self.project / str(self.values.get("OUTPUT_PATH", "output"))

    @property
    def theme(self) -> Path:
        return Path(self.values.get("THEME") or self.project / "theme")

    def theme_files(self, content: Path) -> ThemeFiles:
        """What pages load of the theme. Raises SettingsError."""
        from kentongan.site.appearance import appearance
        from kentongan.site.theme_files import ThemeFiles

        return ThemeFiles(self.theme / "static", appearance(self.values, content))

    @property
    def has_public_address(self) -> bool:
        return is_public(self._stated_address)

    @property
    def public_address(self) -> str:
        """The address under which the public reads the site, without a slash at its end.

        Raises NewsroomError where none is known: one of this machine is not for others.
        """
        if self.has_public_address:
            return self._stated_address
        raise NewsroomError(
            "Alamat situs belum diatur, jadi teks untuk orang lain belum dapat dibuat. "
            f'Tulis di {PRODUCTION}: SITEURL = "https://humas.contoh.go.id"'
        )

    @property
    def _stated_address(self) -> str:
        stated = os.environ.get("SITEURL") or str(self.values.get("SITEURL") or "")
        return stated.rstrip("/")

    @property
    def jobs(self) -> int:
        """How many processes may work: 0 for one a core. Raises RequestError."""
        stated = os.environ.get("HUMAS_JOBS", "")
        if not stated:
            return self.of(engine.Settings).jobs
        if not stated.isdecimal():
            raise RequestError(f"HUMAS_JOBS “{stated}” bukan bilangan.")
        return int(stated)

    def reading(self, stated_now: str = "") -> releases.ReadOptions:
        """The options for reading the content. Raises NewsroomError."""
        name = str(self.values.get("SITENAME") or "")
        return releases.ReadOptions(self.zone, self.now(stated_now), name, self.mark)

    @property
    def mark(self) -> str:
        """What stands in the codes of this district. Raises SettingsError."""
        return self.of(releases.Settings).mark

    def now(self, stated: str = "") -> datetime:
        """The clock of all deeds, in the site's zone. Raises RequestError.

        What is stated counts; else `HUMAS_NOW`, the settings, the machine.
        """
        from kentongan.domain.dates import DateError

        named = stated or os.environ.get(CLOCK, "")
        written = named or str(self.values.get("HUMAS_ENGINE_NOW") or "")
        try:
            return clock(written, self.zone).astimezone(self.zone)
        except DateError:
            name = "Waktu “" if stated else f"{CLOCK} “"
            raise RequestError(
                f"{name}{written}” tidak dikenali; contoh: 2026-11-24T12:00:00+07:00"
            ) from None


def load(content: Path | None = None) -> Configuration:
    """The configuration of the project that holds this content, else of the present folder.

    Raises NewsroomError for a file of settings that cannot be run.
    """
    project = find_project(content)
    if project is None:
        return Configuration(Path.cwd())
    values: dict[str, Any] = {}
    for name in (SITE, PRODUCTION):
        # In production the address may be left as it is: that of the site then stands.
        settings = _run(project / name) if (project / name).is_file() else {}
        if not is_public(str(settings.get("SITEURL") or "")) and "SITEURL" in values:
            settings.pop("SITEURL", None)
        values |= settings
    return Configuration(project, values)


def find_project(content: Path | None = None) -> Path | None:
    """The nearest folder with settings, upward from the content, then from where we are."""
    for start in (content.resolve() if content else None, Path.cwd()):
        for folder in (start, *start.parents) if start else ():
            if (folder / SITE).is_file() or (folder / PRODUCTION).is_file():
                return folder
    return None


def is_public(address: str) -> bool:
    """Whether others can open an address: it is whole, and not of this machine."""
    import ipaddress

    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host:
        return False
    try:
        place = ipaddress.ip_address(host)
    except ValueError:
        return host != "localhost" and not host.endswith(".localhost")
    place = getattr(place, "ipv4_mapped", None) or place
    return not (place.is_loopback or place.is_unspecified)


def time_zone(values: Mapping[str, Any]) -> ZoneInfo:
    """The zone of the site: `HUMAS_RELEASES_ZONE`, else `TIMEZONE`. Raises SettingsError."""
    name = declarations.read(values, releases.Settings).zone
    stated = values.get("TIMEZONE", "UTC")  # what Pelican takes where nothing is said
    if "HUMAS_RELEASES_ZONE" not in values and stated != "UTC":
        name = stated
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError):
        raise declarations.SettingsError(
            f"HUMAS_RELEASES_ZONE harus nama zona waktu seperti Asia/Jakarta, bukan {name!r}"
        ) from None


def clock(written: str, zone: ZoneInfo) -> datetime:
    """The moment that is written, in the zone where it names none; the machine's without one.

    Raises dates.DateError.
    """
    if not written:
        return datetime.now(zone)
    with suppress(ValueError):
        if ":" in written:  # Python takes the point of 21.28 for one before parts of an hour
            moment = datetime.fromisoformat(written)
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    from kentongan.domain import dates

    return dates.parse(written, zone).moment


def _run(file: Path) -> dict[str, Any]:
    """The capital names of a file of settings. Raises NewsroomError."""
    import runpy

    with _own_modules(file.parent):
        try:
            names = runpy.run_path(str(file))
        except SyntaxError as error:
            raise NewsroomError(f"{file} baris {error.lineno}: ini bukan Python.") from None
        except Exception as error:
            raise NewsroomError(
                f"{file} tidak dapat dijalankan: {type(error).__name__}: {error}"
            ) from None
    return {name: value for name, value in names.items() if name.isupper()}


@contextmanager
def _own_modules(project: Path) -> Iterator[None]:
    """`publishconf.py` imports `pelicanconf`: that of its own project, each time."""
    path, module = list(sys.path), Path(SITE).stem
    before = sys.modules.pop(module, None)
    sys.path.insert(0, str(project))
    try:
        yield
    finally:
        sys.path[:] = path
        sys.modules.pop(module, None)
        if before is not None:
            sys.modules[module] = before
