"""The vocabulary between the engine and the parts: the site at one moment, and tasks."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from kentongan.domain import addresses
from kentongan.domain.pages import Banner, Page
from kentongan.domain.release import Picture, Release
from kentongan.domain.units import Registry, Unit
from kentongan.site.entry import Entry
from kentongan.site.heads import Entries, named, names
from kentongan.site.moments import Moments

T = TypeVar("T")

# A path below the output folder (no leading slash) and the bytes, or a file to link there.
File = tuple[str, "bytes | Path"]


class Task(NamedTuple):
    """Files that are made together, from the inputs that `key` names.

    `name` is unique and stable (`feed:satuan/polsek-kraton`). `key` holds plain values
    (strings, numbers, None, tuples): all that the output depends on except code, theme,
    settings, the banner and the names of pages, which the engine watches itself.
    `make(site, *args)` is a module-level function; it may run in another process, and is not
    called while the key stays the same.

    `after` names tasks whose files this one reads (`site.made`): it comes after them, and is done
    again whenever one of them is.
    """

    name: str
    key: tuple[Any, ...]
    make: Callable[..., Iterable[File]]
    args: tuple[Any, ...] = ()
    after: tuple[str, ...] = ()


class Made(Protocol):
    """The files of a build as far as they are made."""

    def read(self, path: str) -> bytes:
        """A file below the output, of a task that this one names in `after`. Raises
        FileNotFoundError."""
        ...

    def previous(self, path: str) -> bytes | None:
        """What this task made of the file the last time; None where others changed it since."""
        ...

    def is_new(self, task: str) -> bool:
        """Whether a task was done in this build."""
        ...


@dataclass(frozen=True, slots=True)
class PublicText:
    """A text as it is published, its lead picture, and the files that both need."""

    html: str
    lead: Picture | None = None
    files: tuple[tuple[str, Path], ...] = ()


class Store(Protocol):
    """Where the engine keeps what was read."""

    def release(self, code: str) -> Release: ...
    def facts(self, name: str, code: str) -> bytes | None: ...
    def findings(self, code: str) -> Iterable[str]:
        """The codes of what reading the release found, without what is permitted."""

    def blobs(self, table: str) -> BlobTable: ...


class Guests(Protocol):
    """Releases of other sites, verified, that this site shows: title, summary and a link.

    `mark` changes when any of them does. `shown` are listed, newest first, `kept` are found by
    Cek alone, `gone` are withdrawn or closed. `sealed` are codes of which no older version of
    this site may show anything. `origins` are the sites to which the web server leads from codes
    that hold these marks.
    """

    mark: str
    units: Sequence[Unit]
    origins: Mapping[str, str]

    @property
    def shown(self) -> Sequence[Entry]: ...
    @property
    def kept(self) -> Sequence[Entry]: ...
    @property
    def gone(self) -> Sequence[Entry]: ...
    @property
    def sealed(self) -> frozenset[str]: ...
    @property
    def also(self) -> Mapping[str, int]: ...
    def prepare(self, fingerprint: str) -> None:
        """Have the facts ready that parts keep of each release, made by the code of now."""

    def front(self, newest: Iterable[Entry], size: int) -> list[Entry]: ...
    def __contains__(self, code: object) -> bool: ...
    def release(self, code: str) -> Release: ...
    def facts(self, name: str, code: str) -> bytes | None: ...


class ChangedReleases(Protocol):
    """What changed since the last plan (`site/changes.py`): entries before and after."""

    @property
    def changes(self) -> Sequence[tuple[Entry | None, Entry | None]]: ...
    def listed(self) -> Sequence[tuple[Entry | None, Entry | None]]: ...


class BlobTable(Protocol):
    """A plugin's own stored values. They are part of the index; a lost index empties them."""

    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, value: bytes) -> None: ...
    def delete(self, key: str) -> None: ...
    def keys(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Setup:
    """What is known before any release is read. `content` and `cache` are folders.

    `checks_only`: only findings are wanted, with advice for writers; nothing is prepared or
    stored.
    """

    settings: Mapping[str, Any]
    content: Path
    cache: Path
    zone: ZoneInfo
    units: Registry
    preview: bool = False
    checks_only: bool = False


class Site:
    """The content as the public may see it at the moment `now`; all output is made from it."""

    def __init__(
        self,
        *,
        settings: Mapping[str, Any],
        now: datetime,
        zone: ZoneInfo,
        units: Registry,
        pages: Sequence[Page],
        listed: Sequence[Entry],
        unlisted: Sequence[Entry],
        banner: Banner | None,
        content: Path,
        by_code: Mapping[str, Entry] | None = None,
        cache: Path = Path(".cache"),
        store: Store,
        render: Callable[[Site, str, Mapping[str, Any]], bytes],
        preview: bool = False,
    ) -> None:
        self.settings = settings
        self._now = now
        self.next_change: datetime | None = None
        self.clock_was_read = False
        self.zone = zone
        self.units = units
        self.pages = tuple(pages)
        self.listed = listed if isinstance(listed, Entries) else tuple(listed)
        """Entries in the lists, newest first (by `published_at`, then code)."""
        self.unlisted = tuple(unlisted)
        """Entries of withdrawn releases and closed searches, newest change first."""
        self.known_codes: Container[str] = frozenset()
        """The codes of all releases, drafts and embargoed ones too."""
        self.known_urls: Container[str] = frozenset()
        """Their addresses."""
        self.leads_to: Mapping[str, Sequence[str]] = {}
        """By file of a release the addresses of the site that its text links to."""
        self.made: Made | None = None
        """What this task made the last time, and what earlier tasks made."""
        self.changes: ChangedReleases | None = None
        """What changed since the last plan; None where all is planned."""
        self.moments: Moments | None = None
        """When releases were first published (`site/moments.py`)."""
        self.by_code = by_code or named((*unlisted, *listed))
        self.guests: Guests | None = None
        """Releases of other sites."""
        self.banner = banner
        self.content = content
        self.cache = cache
        self.store = store
        self.preview = preview
        self.name: str = settings["SITENAME"]
        self.origin: str = settings["SITEURL"].rstrip("/")
        self.base = base_path(self.origin)
        self._render = render
        self._shared: dict[Callable[[Site], Any], Any] = {}
        self._promised: dict[Callable[[Site], Any], Callable[[], Any]] = {}
        self._marks: dict[str, str] = {}

    def welcome(self, guests: Guests) -> None:
        """Show the releases of other sites beside its own, which come first where codes agree."""
        known = self.by_code
        self.guests = guests
        shown = [entry for entry in guests.shown if entry.code not in known]
        gone = [entry for entry in guests.gone if entry.code not in known]
        self.listed = tuple(
            sorted((*self.listed, *shown), key=attrgetter("published_at", "code"), reverse=True)
        )
        self.unlisted = tuple(
            sorted((*self.unlisted, *gone), key=attrgetter("followed_at", "code"), reverse=True)
        )
        self.by_code = named((*guests.kept, *self.unlisted, *self.listed))

    def front(self, newest: Iterable[Entry], size: int) -> list[Entry]:
        """The first entries for the front page."""
        if self.guests:
            return self.guests.front(newest, size)
        return list(islice(newest, size))

    def also(self, entry: Entry) -> int:
        """How many other units published the same text."""
        return self.guests.also.get(entry.code, 0) if self.guests else 0

    def link(self, entry: Entry) -> str:
        """Where a list leads for this release: to its page, here or on its own site."""
        return entry.home or self.href(entry.url)

    def permanent(self, entry: Entry) -> str:
        """The full permanent address of a release, on its own site."""
        own = addresses.code(entry.code)
        return addresses.site_of(entry.home) + own if entry.home else self.absolute(own)

    def shared(self, make: Callable[[Site], T]) -> T:
        """What a module-level function gives for this site; it is asked once."""
        if make not in self._shared:
            self._shared[make] = self._promised.pop(make, partial(make, self))()
        value: T = self._shared[make]
        return value

    def promise(self, make: Callable[[Site], T], answer: Callable[[], T]) -> None:
        """Let `shared` take from `answer` what `make` would give; the first to ask waits for it."""
        self._promised[make] = answer

    @property
    def now(self) -> datetime:
        """The build's clock. Prefer `is_past`: it tells the engine when the answer changes."""
        self.clock_was_read = True
        return self._now

    @property
    def made_at(self) -> datetime:
        """The build's clock, for a note about this build itself, which stays true later."""
        return self._now

    def is_past(self, moment: datetime) -> bool:
        """Whether `moment` has come. The index notes when the answer changes."""
        if moment <= self._now:
            return True
        if self.next_change is None or moment < self.next_change:
            self.next_change = moment
        return False

    def mark(self, code: str) -> str:
        """A text that changes when anything changes that a list may show of the release."""
        mark = self._marks.get(code)
        if mark is None:
            self._marks[code] = mark = self.mark_of(self.by_code[code])
        return mark

    def mark_of(self, entry: Entry) -> str:
        """The same of an entry as it is now or as it was before."""
        name = self._names.get(entry.unit, "")
        return f"{entry.code} {entry.digest} {name}{self._over(entry)}{self.also(entry) or ''}"

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {unit.slug: unit.name for unit in self.units}

    def _over(self, entry: Entry) -> str:
        """Lists mark a closure that is over."""
        ends = entry.valid_until if entry.kind == "lalu-lintas" else None
        return " lewat" if ends and self.is_past(ends) else ""

    def release(self, code: str) -> Release:
        """The whole release as the public may see it. Raises KeyError."""
        return self.store.release(code)

    def href(self, path: str) -> str:
        """The address of a root-relative path for use in a page: works below a folder too."""
        return self.base + path

    def absolute(self, path: str) -> str:
        """The full address of a root-relative path."""
        return self.origin + path

    def as_stated(self, moment: datetime) -> datetime:
        """In the zone that the release states, when it is an Indonesian one; else in the site's."""
        offset = moment.utcoffset()
        hours = offset.total_seconds() / 3600 if offset is not None else None
        return moment if hours in (7, 8, 9) else moment.astimezone(self.zone)

    def iso(self, moment: datetime) -> str:
        """A moment for machines, with the offset that readers see."""
        return self.as_stated(moment).isoformat(timespec="seconds")

    def render(self, template: str, **context: Any) -> bytes:
        """A page made with a template of the theme, in UTF-8."""
        return self._render(self, template, context)

    @cached_property
    def own_unit(self) -> Unit | None:
        """The unit whose site this is: the one that its name names, else the lowest one above
        all releases, or their own.
        """
        named = [unit for unit in self.units if any(name in self.name for name in unit.names)]
        if named:
            return max(named, key=lambda unit: len(unit.name))
        used = names(self.listed, "unit") & {unit.slug for unit in self.units}
        lines = [set(self.units.line(slug)) for slug in used]
        shared = set.intersection(*lines) if lines else set()
        chosen = max(shared, key=lambda slug: len(self.units.ancestors(slug)), default="")
        return self.units.get(chosen) or next(iter(self.units), None)


def base_path(origin: str) -> str:
    """The part of a site's address below its host: empty, or `/folder`."""
    origin = origin.rstrip("/")
    rest = origin.partition("://")[2] if "://" in origin else origin
    _, slash, path = rest.partition("/")
    return slash + path
