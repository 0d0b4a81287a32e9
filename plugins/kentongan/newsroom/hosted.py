"""Build the districts that have no machine of their own.

Each is a folder `provinsi/titipan/<slug>/` of the project, with settings and content of its own.
Its site lies in `output/` there, and is what `make publish` in that folder would make.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kentongan.cluster import chunks, packs, pool, trees, work
from kentongan.cluster.errors import ClusterError
from kentongan.cluster.options import Settings
from kentongan.cluster.pool import Pool
from kentongan.cluster.store import Store, digest, open_store
from kentongan.domain import problems
from kentongan.newsroom import configuration, key
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.parts.authenticity import core as authenticity
from kentongan.parts.authenticity.hooks import PASSWORD
from kentongan.publishing.built import BuildNotes
from kentongan.storage.locking import exclusive
from kentongan.storage.trees import Output, OutputError, Writer
from kentongan.storage.writing import text_of, write_together, write_whole

FOLDER = "provinsi/titipan"
SCRATCH = "titipan"


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one district: files written and removed, what the build told.

    `reason` is empty unless its site stayed as it was.
    """

    district: str
    written: int = 0
    removed: int = 0
    report: str = ""
    reason: str = ""

    @property
    def is_warned(self) -> bool:
        """Whether the build told of something that did not stop it."""
        return problems.are_told_in(self.report)

    def as_json(self) -> dict[str, object]:
        return {
            "district": self.district,
            "written": self.written,
            "removed": self.removed,
            "report": self.report,
            "reason": self.reason,
        }


def districts(province: Path) -> list[str]:
    """The hosted districts of a province, by name."""
    return sorted(path.parent.name for path in (province / FOLDER).glob("*/publishconf.py"))


def build(
    province: Configuration,
    asked: Sequence[str] = (),
    notice: Callable[[Built], None] = lambda built: None,
    *,
    stated_now: str = "",
    afresh: bool = False,
) -> list[Built]:
    """Build these districts, or all: those whose build fails keep the site that they had.

    `stated_now`: the clock of the builds, where it is not that of the districts' settings.
    `afresh`: forget earlier builds, here and where they were made. Raises NewsroomError
    where nothing can be built.
    """
    known = districts(province.project)
    unknown = sorted(set(asked) - set(known))
    if unknown:
        raise RequestError(f"Wilayah titipan tidak ada: {', '.join(unknown)}.")
    settings = province.of(Settings)
    place = settings.store or str(province.cache / "gudang")
    results = []
    try:
        store = open_store(place)
        with (
            exclusive(
                province.cache / "titipan.kunci", "pembangunan titipan", waiting=lambda: None
            ),
            pool.opened(settings, province.project, province.cache / SCRATCH) as workers,
        ):
            all_hosted = [Hosted.of(province, name) for name in asked or known]
            try:
                means = Means(store, place, workers, stated_now, settings.chunk)
                for built in _built(all_hosted, means, afresh):
                    results.append(built)
                    notice(built)
            finally:
                _prune(store, [Hosted.of(province, name) for name in known])
    except ClusterError as error:
        raise NewsroomError(str(error)) from None
    return sorted(results, key=lambda built: built.district)


@dataclass(frozen=True)
class Means:
    """Where work is done, and how: the store, its place, the workers, a stated clock, the size of
    a chunk, and the program that this machine has."""

    store: Store
    place: str
    workers: Pool
    stated_now: str
    chunk: int
    identity: tuple[str, str] = field(default_factory=pool.identity)


@dataclass(frozen=True)
class Hosted:
    """One hosted district: its name, its settings, its output."""

    district: str
    configuration: Configuration
    output: Output

    @classmethod
    def of(cls, province: Configuration, district: str) -> Hosted:
        project = province.project / FOLDER / district
        settings = configuration.load(project / "content")
        retained = settings.values.get("OUTPUT_RETENTION", ())
        return cls(district, settings, Output(settings.output, retained))

    @property
    def project(self) -> Path:
        return self.configuration.project

    @cached_property
    def files(self) -> trees.Memory:
        """The files that a build needs."""
        return trees.Memory(self.project, self.configuration.cache / "isi.json")

    def program(self, identity: tuple[str, str]) -> str:
        """Changes with all that makes a build read everything anew."""
        own = {
            path: name
            for path, name in self.files.digests(work.PROJECT).items()
            if not path.startswith(work.CONTENT)
        }
        return digest(json.dumps([identity, own], sort_keys=True).encode())

    @property
    def state(self) -> Path:
        """What the output held after the last build."""
        return self.configuration.cache / "titipan.json"


def _built(all_hosted: Sequence[Hosted], means: Means, afresh: bool) -> Iterator[Built]:
    orders, by_name = [], {}
    blobs = set(means.store.names())
    for hosted in all_hosted:
        try:
            held = "" if afresh else _held(hosted, means.store)
            order = _order(hosted, means, held, blobs)
            orders.append(replace(order, afresh=afresh))
        except (NewsroomError, OSError) as error:
            yield Built(hosted.district, reason=str(error))
        else:
            by_name[hosted.district] = hosted
    for outcome in means.workers.run(work.build, _read_by_many(orders, by_name, means)):
        order, answer = outcome.item, outcome.result
        if answer is None:
            yield Built(order.district, reason=outcome.reason)
        elif answer.status:
            yield Built(order.district, report=answer.report, reason="Pembangunan ditolak.")
        else:
            yield _taken_over(by_name[order.district], means, order, answer)


def _read_by_many(
    orders: Sequence[work.Order], all_hosted: Mapping[str, Hosted], means: Means
) -> list[work.Order]:
    """The orders, with the releases of large districts that have to be read anew read by all
    workers.

    Large is what keeps one worker at work when the others are done: more than the share of one of
    them in all that has to be read. All else is read by whoever
    builds it: beginning a reader for each worker costs more than it saves.
    """
    workers = means.workers.workers
    if workers == 1 or not means.chunk:
        return list(orders)
    anew = [
        list(_chunks(order, means))
        for order in orders
        if _is_read_anew(all_hosted[order.district], means)
    ]
    sizes = [sum(len(chunk.files) for chunk in district) for district in anew]
    parts = [
        chunk
        for district, size in zip(anew, sizes, strict=True)
        if size * workers > sum(sizes)
        for chunk in district
    ]
    read: defaultdict[str, list[str]] = defaultdict(list)
    for outcome in means.workers.run(chunks.read, parts, anywhere=True):
        if outcome.result:
            read[outcome.item.district].append(outcome.result)
    return [replace(order, prepared=tuple(sorted(read[order.district]))) for order in orders]


def _is_read_anew(hosted: Hosted, means: Means) -> bool:
    """Whether no worker has the district, or the last build was that of another program."""
    return not means.workers.has(hosted.district) or _state(hosted).get(
        "program"
    ) != hosted.program(means.identity)


def _chunks(order: work.Order, means: Means) -> Iterator[chunks.Chunk]:
    wanted = trees.decoded(means.store.get(order.project))
    files = sorted(item for item in wanted.items() if chunks.is_release(item[0]))
    for start in range(0, len(files), means.chunk):
        part = tuple(files[start : start + means.chunk])
        yield chunks.Chunk(order.district, order.store, order.project, order.now, part)


def _order(hosted: Hosted, means: Means, held: str, blobs: set[str]) -> work.Order:
    files = hosted.files.digests(work.PROJECT)
    return work.Order(
        hosted.district,
        means.place,
        trees.deliver(hosted.project, files, blobs, means.store),
        held,
        hosted.configuration.now(means.stated_now).isoformat(),
        hosted.configuration.jobs,
    )


def _held(hosted: Hosted, store: Store) -> str:
    """The list of the output as the last build left it; empty where that is not so any more."""
    state = _state(hosted)
    if state.get("tree") != hosted.output.identity(hosted.output.live):
        return ""
    held = str(state.get("output", ""))
    try:
        store.get(held)
    except ClusterError:
        return ""
    return held


def _state(hosted: Hosted) -> dict[str, object]:
    try:
        state = json.loads(text_of(hosted.state) or "{}")
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def _taken_over(hosted: Hosted, means: Means, order: work.Order, answer: work.Answer) -> Built:
    """Put what was built in the place of the site that was there."""
    district, output, store = hosted.district, hosted.output, means.store
    try:
        output.check((hosted.configuration.content,), hosted.configuration.content)
        change = _staged(hosted, store, order, answer)
        notes = BuildNotes(hosted.configuration.cache, output.live)
        notes.start()
        output.exchange()
        for pack in answer.records:
            files = dict(packs.unpacked(store.get(pack)))
            write_together({trees.inside(hosted.project, path): files[path] for path in files})
        output.settle(change.written, change.removed)
        notes.end(change.written, change.removed)
    except (ClusterError, NewsroomError, OutputError, OSError, ValueError) as error:
        output.discard()
        return Built(district, report=answer.report, reason=f"{error}")
    state = {
        "output": answer.output,
        "tree": output.identity(output.live),
        "mirror": output.identity(output.mirror),
        "program": hosted.program(means.identity),
    }
    write_whole(hosted.state, json.dumps(state).encode(), durable=False)
    return Built(district, len(change.written), len(change.removed), answer.report)


@dataclass(frozen=True, slots=True)
class Change:
    """The files that differ between two trees."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


def _staged(hosted: Hosted, store: Store, order: work.Order, answer: work.Answer) -> Change:
    """Make the mirror tree the site that was built. Raises ValueError where a file is missing."""
    output, state = hosted.output, _state(hosted)
    held = trees.decoded(store.get(order.held)) if order.held else {}
    made = trees.decoded(store.get(answer.output))
    is_level = bool(held) and state.get("mirror") == output.identity(output.mirror)
    output.begin(level=is_level, files=lambda: held)
    writer = Writer(output.mirror, hosted.configuration.cache)
    missing = {path for path, name in made.items() if held.get(path) != name}
    written = []
    for pack in answer.packs:
        for path, data in packs.unpacked(store.get(pack)):
            if made.get(path) != digest(data):
                raise ValueError(f"{path} bukan yang dibangun.")
            writer.write(path, data)
            written.append(path)
    if missing - set(written):
        raise ValueError("Hasil pembangunan tidak lengkap.")
    removed = sorted(held.keys() - made.keys())
    output.remove(removed)
    return Change((*written, *_signed(hosted)), tuple(removed))


def _signed(hosted: Hosted) -> list[str]:
    """Sign what was built, where the district has a key: workers never see it."""
    if not hosted.configuration.of(authenticity.Settings).key:
        return []
    password = os.environ.get(PASSWORD, "").encode()
    content, mirror = hosted.configuration.content, hosted.output.mirror
    return key.sign(content, mirror, None, lambda: password)


def _prune(store: Store, all_hosted: Iterable[Hosted]) -> None:
    """Forget what no district holds any more, and what was only on its way.

    Not before all is taken over: two districts may have sent the same bytes.
    """
    kept: set[str] = set()
    for hosted in all_hosted:
        kept |= hosted.files.known
        kept.add(str(_state(hosted).get("output", "")))
    store.delete(set(store.names()) - kept)
