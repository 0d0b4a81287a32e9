"""Small output trees, and the question that every fault test asks: is this one whole state?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from kentongan.domain import codes
from kentongan.publishing.compress import CompressedStore
from kentongan.publishing.core import Hold, Options, Publication, Target
from kentongan.publishing.manifest import Manifest, digest_file, scan, walk
from kentongan.publishing.rules import PACKED
from kentongan.publishing.targets import open_target

HOLD = Hold("Uji", "2026-11-24T12:00:00+07:00", "x")


def write(root: Path, path: str, text: str | bytes) -> None:
    goal = root / path
    goal.parent.mkdir(parents=True, exist_ok=True)
    fresh = goal.with_name(goal.name + ".new")
    fresh.write_bytes(text if isinstance(text, bytes) else text.encode())
    fresh.replace(goal)


def code(number: int) -> str:
    digits = hashlib.sha256(str(number).encode()).hexdigest()[:8].upper()
    return codes.printed(digits + codes.check_character(digits))


def page(title: str, links: list[str], filler: int = 40) -> str:
    items = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    words = f"<p>{title} di wilayah hukum Polsek Kraton berjalan aman dan tertib.</p>\n" * filler
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="stylesheet" href="/tema/gaya.1a2b3c.css"></head>'
        f"<body><h1>{title}</h1>{words}<ul>{items}</ul></body></html>"
    )


def make_tree(root: Path, releases: int, state: str = "awal") -> Path:
    """A site of so many releases. `state` marks the pages that change with every release."""
    write(root, "tema/gaya.1a2b3c.css", "body { margin: 0; color: #111; }\n" * 60)
    write(root, "404.html", page("Halaman tidak ada", ["/"]))
    for number in range(releases):
        add_release(root, number)
    refresh(root, releases, state)
    return root


def add_release(root: Path, number: int) -> None:
    address = f"/berita/2026/{number % 12 + 1:02d}/kegiatan-{number}/"
    picture = f"gambar/{hashlib.sha256(str(number).encode()).hexdigest()[:16]}.webp"
    body = page(f"Kegiatan {number}", ["/"]).replace("<ul>", f'<img src="/{picture}" alt=""><ul>')
    write(root, address[1:] + "index.html", body)
    write(root, picture, hashlib.sha512(str(number).encode()).digest() * 4)
    write(root, f"r/{code(number)}/index.html", page(code(number), [address], 1))
    entry = {
        "pubStatus": "usable",
        "title": f"Kegiatan {number}",
        "bodies": [{"value": f"Kegiatan {number}"}],
        "renditions": [{"name": "web", "href": f"https://humas.test{address}"}],
    }
    write(root, f"api/rilis/{code(number)}.json", json.dumps(entry))


def refresh(root: Path, releases: int, state: str) -> None:
    """The home page, the index of the API and the feed of the newest releases."""
    newest = range(max(0, releases - 10), releases)
    links = [f"/berita/2026/{n % 12 + 1:02d}/kegiatan-{n}/" for n in newest]
    write(root, "index.html", page(f"Beranda {state}", links))
    entries = [
        {"code": code(n), "url": f"/berita/2026/{n % 12 + 1:02d}/kegiatan-{n}/", "title": f"K {n}"}
        for n in range(releases)
    ]
    write(root, "api/rilis/index.json", json.dumps(entries))
    items = "".join(f"<item><link>https://humas.test{link}</link></item>" for link in links)
    write(root, "umpan/rss.xml", f'<rss version="2.0"><channel>{items}</channel></rss>')
    write(root, "umpan/atom.xml", f"<feed><title>{state}</title></feed>")
    write(root, "umpan/feed.json", json.dumps({"title": state, "items": []}))


def publication(
    root: Path, cache: Path, *, sealed: frozenset[str] = frozenset(), packed: bool = True
) -> Publication:
    stamps = scan(root, {})
    manifest = Manifest({path: value for path, (_, value) in stamps.items()})
    if not packed:
        return Publication(root, manifest, sealed=sealed)
    store = CompressedStore(cache / "padat")
    store.fill(root, manifest)
    return Publication(root, manifest, store.variants(manifest), sealed)


def state_of(folder: Path) -> dict[str, str]:
    """The files of a public folder, without the compressed variants."""
    return {
        path: digest_file(folder / path)
        for path, _ in walk(folder)
        if not PACKED.search("/" + path)
    }


def put(target: Target, what: Publication) -> str:
    return target.publish(target.plan(what))


def back(target: Target) -> str:
    """Roll back as `humas mundur` does."""
    return target.rollback(target.way_back(), HOLD)


def main(words: Sequence[str]) -> None:
    """Publish once, in a process that a test can kill: options of the target, tree, cache."""
    options, root, cache = words
    target = open_target(Options("uji", json.loads(options)), Path(cache) / "uji")
    put(target, publication(Path(root), Path(cache)))
