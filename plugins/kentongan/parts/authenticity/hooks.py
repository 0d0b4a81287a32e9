"""Receivers: word hashes, comparison texts, shards, manifest, signature, log and `/cek/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kentongan.domain import addresses, settings
from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.parts.authenticity import core, index, manifest, publications, shingles
from kentongan.parts.authenticity.publications import recorded
from kentongan.site import federation, segments, signing
from kentongan.site.changes import Changes, Gone
from kentongan.site.entry import Links
from kentongan.site.federation import canonical, sha256
from kentongan.site.model import File, Site, Task
from kentongan.storage.writing import write_together

PASSWORD = "HUMAS_AUTHENTICITY_PASSWORD"
KEYS = "jejak/kunci.json"
# The tasks that a site without a key, a log or a release lacks.
_NOT_ALWAYS = ("keaslian:manifes:", "keaslian:kunci", "keaslian:tanda", "keaslian:detak",
               "keaslian:catatan")  # fmt: skip
KEY_FAULTS = {
    "asing": "Kunci penanda tangan tidak ada di content/jejak/kunci.json.",
    "belum": "Kunci penanda tangan belum berlaku.",
    "habis": "Kunci penanda tangan sudah kedaluwarsa.",
}


def release_facts(release: Release, withdrawn: Release | None) -> tuple[str, bytes] | None:
    if not (release.text or release.withdrawal):
        return None
    return index.FACTS, index.facts(release, withdrawn)


def release_files(site: Site, release: Release, links: Links) -> Iterator[File]:
    if not site.by_code[release.code].home:  # its own site prints it
        path = addresses.file(addresses.code_qr(release.code))
        yield path, _drawn_before(site, path) or _qr(site, release.code)
    yield from index.check_files(site, release)


def _drawn_before(site: Site, path: str) -> bytes | None:
    """The QR of a release that was edited: its permanent address is what it was."""
    return site.made.previous(path) if site.changes and site.made else None


def _qr(site: Site, code: str) -> bytes:
    from kentongan.parts.authenticity.qr import qr_svg  # only for a release that is new

    return qr_svg(site.absolute(addresses.code(code))).encode()


def template_helpers(site: Site) -> dict[str, Any]:
    """`code_qr(code)`: the QR of a release as a picture that is fetched only for print."""

    def code_qr(code: str) -> str:
        address = site.href(addresses.code_qr(code))
        return f'<img src="{address}" alt="" width="96" height="96" loading="lazy">'

    return {"code_qr": code_qr}


def check_site(site: Site) -> Iterator[Problem]:
    """Stops the publication when a key is set that cannot sign."""
    path = _settings(site).key
    if not path or site.preview:
        return
    fix = "baca docs/keaslian.md, bagian Kunci; lihat humas tanda-tangan --help."
    try:
        signer = _signer(path)
    except OSError:
        yield Problem("", 0, "authenticity.E001", "Kunci penanda tangan tidak dapat dibaca.", fix)
        return
    except signing.KeyFileError:
        message = f"Kunci penanda tangan tidak dapat dibuka; {PASSWORD} keliru atau kosong."
        yield Problem("", 0, "authenticity.E002", message, fix)
        return
    try:
        keys = signing.read_keys(recorded(site, KEYS) or b'{"kunci":[]}')
    except ValueError:
        yield Problem(KEYS, 0, "authenticity.E003", "Daftar kunci rusak.", fix)
        return
    fault = core.key_problem(keys, signer.raw, site.is_past)
    if fault:
        yield Problem(KEYS, 0, "authenticity.E004", KEY_FAULTS[fault], fix)


def states() -> tuple[str, Callable[[Site], index.Plan]]:
    return index.FACTS, index.update


def collect(site: Site) -> Iterator[Task]:
    plan = site.shared(index.update)
    nodes = index.all_nodes(site.store.blobs(index.FACTS))
    yield from _tasks(site, plan, range(len(plan.shards)), plan.waiting, nodes)


def touched(site: Site, changes: Changes) -> list[Task | Gone] | None:
    plan = site.shared(index.update)
    if plan.is_new:
        return None
    gone = {*_NOT_ALWAYS, *(f"keaslian:manifes:{prefix}" for prefix in plan.gone_nodes)}
    tasks = list(_tasks(site, plan, plan.touched_shards, plan.touched_waiting, plan.nodes))
    return [*tasks, *map(Gone, sorted(gone - {task.name for task in tasks}))]


def _tasks(
    site: Site,
    plan: index.Plan,
    shards: Iterable[int],
    waiting: Iterable[str],
    nodes: Mapping[str, str],
) -> Iterator[Task]:
    """The tasks of these shards and files of the manifest, and of all that is not one of many."""
    for number in shards:
        key = (plan.shards[number],)
        name = segments.settled(number)
        yield Task(f"keaslian:pecahan:{name}", key, make_shard, (number, plan.shape))
    for name in waiting:
        what = (name, plan.shape)
        yield Task(f"keaslian:pecahan:{name}", (plan.waiting[name],), make_waiting, what)
    for prefix, digest in nodes.items():
        if prefix:
            yield Task(f"keaslian:manifes:{prefix}", (digest,), make_node, (prefix,))
    root = site.shared(publications.root)
    if root:
        yield Task("keaslian:manifes:", (root.digest,), make_root, (root.data,))
    keys = recorded(site, KEYS)
    yield Task("keaslian:halaman", (repr(site.own_unit), bool(keys)), make_page)
    if keys:
        yield Task("keaslian:kunci", (keys,), make_keys)
    path = _settings(site).key
    if root and keys:
        key_path = "" if site.preview else path
        args = (key_path, root.data)
        yield Task("keaslian:tanda", (root.digest, key_path, keys), make_signature, args)
        if not site.preview:
            beat = publications.heartbeat(site, root)
            yield Task(
                "keaslian:detak",
                (beat.data(), path, keys),
                make_heartbeat,
                (beat, path),
                after=(federation.INDEX_TASK,),
            )
    log = publications.log(site)
    if log:
        yield Task("keaslian:catatan", (sha256(log),), make_log, (log,))


def published(site: Site) -> bool:
    """After a publication: add its line to the log below the content folder."""
    new = site.shared(publications.publication)
    if new is None:
        return False
    log, last = site.content / publications.LOG, site.content / publications.LAST
    write_together({log: new.log, last: new.rows})
    (site.content / publications.LAST_OLD).unlink(missing_ok=True)
    return True


def make_shard(site: Site, number: int, shape: shingles.Shape) -> Iterator[File]:
    entries = index.entries_of(site.store.blobs(index.FACTS), number)
    text = shingles.encode_shard(entries, shape)
    path = addresses.check_shard(segments.settled(number))
    yield addresses.file(path), canonical({"isi": text})


def make_waiting(site: Site, name: str, shape: shingles.Shape) -> Iterator[File]:
    """A shard of recent releases or of the newest."""
    entries = index.from_bytes(segments.content(site.store.blobs(index.FACTS), name))
    bits = segments.shared_bits(name, shape.segments.recent)
    text = shingles.encode_shard(entries, shingles.Shape(bits, shape.width))
    yield addresses.file(addresses.check_shard(name)), canonical({"isi": text})


def make_node(site: Site, prefix: str) -> Iterator[File]:
    data = site.store.blobs(index.FACTS).get(f"m:{prefix}")
    if data:
        yield manifest.path_of(prefix), data


def make_root(site: Site, data: bytes) -> Iterator[File]:
    yield manifest.path_of(""), data


def make_page(site: Site) -> Iterator[File]:
    signed = bool(recorded(site, KEYS))
    page = site.render("cek.html", unit=site.own_unit, signed=signed)
    yield addresses.file(addresses.CHECK), page


def make_keys(site: Site) -> Iterator[File]:
    try:
        data = (site.content / KEYS).read_bytes()
    except OSError:
        return
    yield from manifest.key_files(data)


def make_signature(site: Site, path: str, root: bytes) -> Iterator[File]:
    if not path:
        yield f"{manifest.FOLDER}/tanda.json", canonical({"kunci": ""})
        return
    yield from manifest.signature_files(root, _signer(path))


def make_heartbeat(site: Site, beat: federation.Heartbeat, path: str) -> Iterator[File]:
    """What belongs together: the manifest and the index of bundles, which is made by now."""
    try:
        index_file = site.made.read(addresses.file(addresses.BUNDLE_INDEX)) if site.made else b""
    except FileNotFoundError:  # a site without bundles
        index_file = federation.bundle_index({})
    data = replace(beat, index=sha256(index_file)).data()
    yield addresses.file(addresses.HEARTBEAT), data
    if path:
        yield manifest.heartbeat_signature(data, _signer(path))


def make_log(site: Site, log: bytes) -> Iterator[File]:
    yield f"{manifest.FOLDER}/catatan.jsonl", log


def _settings(site: Site) -> core.Settings:
    return settings.read(site.settings, core.Settings)


def _signer(path: str) -> signing.Signer:
    from kentongan.storage import secrets  # which few sites need

    data = Path(path).expanduser().read_bytes()
    return signing.Signer.open(data, secrets.read(PASSWORD).encode())
