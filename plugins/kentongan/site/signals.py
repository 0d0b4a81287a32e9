"""The signals by which the engine asks the parts, each with a Protocol for its receivers.

A part answers with a public function of its hooks module that has the name of the signal
(`site/receivers.py`). Receivers are called in the order in which the parts were connected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import FunctionType
from typing import Any, Generic, Protocol, TypeVar, cast

from kentongan.domain.problems import Problem
from kentongan.domain.release import Picture, Release
from kentongan.domain.units import Registry
from kentongan.site.changes import Changes, Gone
from kentongan.site.entry import Links
from kentongan.site.model import File, PublicText, Setup, Site, Task

Receiver = TypeVar("Receiver", bound=Callable[..., Any])


class CheckRelease(Protocol):
    """Findings on any release that was read, drafts too. Runs in a worker.

    They are stored with the release until its file, a picture, a unit, the code or the settings
    change.
    """

    def __call__(self, release: Release, setup: Setup, units: Registry) -> Iterable[Problem]: ...


class PrepareRelease(Protocol):
    """A changed copy of what the public may see of a release (pictures, page text), or None.

    Runs in a worker. It may depend only on the release, its pictures and its attachments.
    """

    def __call__(self, setup: Setup, release: Release) -> Release | None: ...


class PrepareText(Protocol):
    """A public form of the text of a page, a unit or the banner, or None."""

    def __call__(self, setup: Setup, html: str, lead: Picture | None) -> PublicText | None: ...


class ReleaseFacts(Protocol):
    """What a part wants to keep of each release (search terms, word hashes): a name and bytes.

    `withdrawn` is the release with the text that the public no longer sees
    (`lifecycle.recognised`): hashes of its words may be kept, never the words.
    """

    def __call__(self, release: Release, withdrawn: Release | None) -> tuple[str, bytes] | None: ...


class CheckSite(Protocol):
    """Findings on the whole site. Called after reading, before anything is written."""

    def __call__(self, site: Site) -> Iterable[Problem]: ...


class ReleaseFiles(Protocol):
    """Output of a part for each release. Runs in a worker.

    Made again when the release, its unit or one of the releases in `links` changes.
    """

    def __call__(self, site: Site, release: Release, links: Links) -> Iterable[File]: ...


class Collect(Protocol):
    """All other output."""

    def __call__(self, site: Site) -> Iterable[Task]: ...


class States(Protocol):
    """What a part keeps of all releases together, in a table of its own (`BlobTable`).

    Gives the name of the table, and the module-level function that brings it up to date, which
    the part asks for with `site.shared`. Where the whole site is planned another process may call
    it: it changes nothing but this table, and does not ask the clock.
    """

    def __call__(self) -> tuple[str, Callable[[Site], object]]: ...


class Touched(Protocol):
    """The same where nothing changed but releases: at least the tasks whose key may differ.

    A part that does not answer, or with None, is asked to `collect`.
    """

    def __call__(self, site: Site, changes: Changes) -> Iterable[Task | Gone] | None: ...


class Published(Protocol):
    """Called after the exchange. Returns whether something below the content was written.

    Production records in `content/jejak/` here.
    """

    def __call__(self, site: Site) -> bool: ...


class TemplateHelpers(Protocol):
    """Names that every template may use."""

    def __call__(self, site: Site) -> Mapping[str, Any]: ...


class Signal(Generic[Receiver]):
    """The receivers of a signal, in the order in which they were connected."""

    def __init__(self, question: Callable[..., Any]) -> None:
        self._receivers: list[Receiver] = []
        code = cast("FunctionType", question).__code__
        self.arguments: tuple[str, ...] = code.co_varnames[1 : code.co_argcount]
        """The names of the arguments that a receiver takes."""

    def connect(self, receiver: Receiver) -> None:
        """Add a receiver after all others; one that is connected already keeps its place."""
        if receiver not in self._receivers:
            self._receivers.append(receiver)

    def disconnect(self, receiver: Receiver) -> None:
        self._receivers.remove(receiver)

    def __iter__(self) -> Iterator[Receiver]:
        return iter(self._receivers)


check_release = Signal[CheckRelease](CheckRelease.__call__)
prepare_release = Signal[PrepareRelease](PrepareRelease.__call__)
prepare_text = Signal[PrepareText](PrepareText.__call__)
release_facts = Signal[ReleaseFacts](ReleaseFacts.__call__)
check_site = Signal[CheckSite](CheckSite.__call__)
release_files = Signal[ReleaseFiles](ReleaseFiles.__call__)
states = Signal[States](States.__call__)
collect = Signal[Collect](Collect.__call__)
touched = Signal[Touched](Touched.__call__)
published = Signal[Published](Published.__call__)
template_helpers = Signal[TemplateHelpers](TemplateHelpers.__call__)

SIGNALS: Mapping[str, Signal[Any]] = {
    name: value for name, value in vars().items() if isinstance(value, Signal)
}
