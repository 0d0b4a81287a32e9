"""Search and Cek Rilis on a site of many releases: what they load, how long they take."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import statistics
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kentongan.domain.text import slugify
from kentongan.parts.search import index
from playwright.sync_api import Browser, CDPSession, Page

from tests.bench import corpus, measuring
from tests.bench.figures import Figure
from tests.bench.weights import PHONE, resources, weight
from tests.browser.serving import serving
from tests.site.builder import ROOT, command, tree

BASE = ("releases", "units", "pages", "lists", "authenticity")
QUERIES = (
    "polsek warga", "patroli malam", "pencurian motor", "kecelakaan lalu", "kapolres imbau",
    "narkoba ditangkap", "pasar terminal", "pilkada damai", "sabu tersangka", "banjir jalan",
)  # fmt: skip
CHECKS = 5
# Of the importer's corpus, which grows: their words make the bodies, about a thousand texts.
LOTS = frozenset(
    "balik dinas jenis kabar kiriman ragam rupa sebaran siaran susulan terbitan tugas tugas2 "
    "tugas3 tugas4 tugas5 ujian warta".split()
)
USUAL = 10_000  # releases; of a larger site a query may load more
TRIES = 3  # times are the best of so many: other work on the machine only ever adds
SLOW_CPU = 4
ADDED = "rilis/2026/11/kabar-tambahan.md"
SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 // 8,
    "uploadThroughput": 750_000 // 8,
}
SEARCH = """(query) => new Promise((done) => {
  const box = document.querySelector("[data-hasil]");
  const form = document.querySelector("[data-cari]");
  const begun = performance.now();
  new MutationObserver((_, observer) => {
    if (!box.querySelector("li a")) return;
    observer.disconnect();
    requestAnimationFrame(() => done(performance.now() - begun));
  }).observe(box, { childList: true, subtree: true });
  form.elements.q.value = query;
  form.requestSubmit();
})"""
CHECK = """() => new Promise((done) => {
  const box = document.querySelector("[data-hasil]");
  new MutationObserver((_, observer) => {
    if (!box.dataset.putusan) return;
    observer.disconnect();
    done(box.dataset.putusan);
  }).observe(box, { attributes: true });
  document.querySelector("[data-cek]").requestSubmit();
})"""


def measure(browser: Browser, folder: Path, count: int) -> Iterator[Figure]:
    content, output = folder / "content", folder / "situs"
    write(content, count)
    without = _build(content, folder / "tanpa", BASE)
    for path in folder.glob("*tanpa*"):
        shutil.rmtree(path)
    complete = _build(content, output, (*BASE, "search"))
    yield from _index(output, count, without, complete)
    yield _addition(content, output, count)
    with serving(output) as base:
        yield from _search(browser, base, count)
        yield from _check(browser, base, output, count)


def write(content: Path, count: int) -> None:
    """The newsroom of the benchmark, its paragraphs made of the words of press texts, as often
    as those use them: the few words of the speed benchmark would make any index small. The files
    are named as `humas impor` names them."""
    corpus.kentongan(content, count)
    words = [word for text in _press_texts() for word in re.findall(r"[^\W\d_]+", text)]
    chance = random.Random(2)
    for path in sorted((content / "rilis").rglob("*.md")):
        head = path.read_text("utf-8").partition("\n\n")[0]
        title = head.partition("\n")[0].removeprefix("Judul: ")
        path = path.rename(path.with_name(f"{slugify(title)}.md"))
        path.write_text(f"{head}\n\n{_body(chance, words)}\n", "utf-8")


def _press_texts() -> Iterator[str]:
    for path in sorted((ROOT / "tests/corpus").glob("*.txt")):
        if path.name.partition("-")[0] in LOTS:
            yield path.read_text("utf-8")


def _body(chance: random.Random, words: list[str]) -> str:
    """About 315 words in seven paragraphs."""
    sentences = (" ".join(chance.choices(words, k=15)).capitalize() + "." for _ in range(21))
    return "\n\n".join(" ".join(part) for part in zip(*[sentences] * 3, strict=True))


def _build(content: Path, output: Path, parts: Iterable[str]) -> measuring.Measured:
    names = json.dumps(["kentongan.frame", *(f"kentongan.parts.{name}" for name in parts)])
    words, _ = command(content, output, PLUGINS=names)
    return measuring.measure(words)


def _index(
    output: Path, count: int, without: measuring.Measured, complete: measuring.Measured
) -> Iterator[Figure]:
    group = f"Indeks pencarian, {count} rilis"
    index = zipped = 0
    for path in (output / "cari").rglob("*.json"):
        zipped += len(gzip.compress(path.read_bytes(), 6))
        index += path.stat().st_size
    texts = [json.loads(path.read_bytes()) for path in (output / "cek/teks").glob("*.json")]
    plain = [f"{text['judul']}\n{text['teks']}".encode() for text in texts]
    size = sum(map(len, plain))
    size_zipped = sum(len(gzip.compress(text, 6)) for text in plain)
    cores = os.cpu_count() or 1
    yield Figure(group, "teks", size / 1e6, "MB")
    yield Figure(group, "indeks, gzip", zipped / 1e6, "MB")
    yield Figure(group, "indeks gzip terhadap teks", 100 * zipped / size, "%", 25)
    name = "indeks gzip terhadap teks gzip per berkas"
    yield Figure(group, name, 100 * zipped / size_zipped, "%", 25)
    seconds = max(0.0, complete.wall - without.wall)
    note = "selisih dua bangun penuh, dengan dan tanpa kentongan.parts.search"
    yield Figure(group, f"membuat indeks, {cores} inti", seconds, "detik", 15, note=note)
    yield Figure(group, "membuat indeks, detik CPU", complete.cpu - without.cpu, "detik")
    yield Figure(group, "bangun penuh dengan indeks dan Cek", complete.wall, "detik")


def _addition(content: Path, output: Path, count: int) -> Figure:
    """Adds a release: few shards are rewritten, however many words it has."""
    before = tree(output / "cari/i")
    body = "Tukang becak Kalibening menemukan dompet berisi uang dan mengantarkannya ke pos polisi."
    title = "Tukang becak antar dompet temuan"
    head = f"Judul: {title}\nTanggal: 2026-11-23 10:00\nSatuan: satuan-3\nJenis: pengumuman\n"
    (content / ADDED).parent.mkdir(parents=True, exist_ok=True)
    (content / ADDED).write_text(f"{head}\n{body}\n", "utf-8")
    _build(content, output, (*BASE, "search"))
    after = tree(output / "cari/i")
    changed = {name for name in after if before.get(name) != after[name]}
    most = index.segments_of(count).most_changed
    note = f"dari {len(after)}: yang terbaru dan yang mendapat giliran"
    group = f"Indeks pencarian, {count} rilis"
    name = "pecahan ditulis ulang oleh satu rilis baru"
    return Figure(group, name, len(changed), "berkas", most, note=note)


def _search(browser: Browser, base: str, count: int) -> Iterator[Figure]:
    group = f"Pencarian, {count} rilis, {len(QUERIES)} kueri dua kata"
    sizes = [_search_weight(browser, base, query) for query in QUERIES]
    data = [script + shards for script, shards in sizes]
    yield Figure(group, "skrip", sizes[0][0], "kB")
    most = 25 if count <= USUAL else 60
    yield Figure(group, "skrip dan data, median", statistics.median(data), "kB", most)
    yield Figure(group, "skrip dan data, terbesar", max(data), "kB", most)
    fast = [
        min(_search_time(browser, base, query, slow_line=False) for _ in range(TRIES))
        for query in QUERIES
    ]
    slow = [_search_time(browser, base, query, slow_line=True) for query in QUERIES]
    name = f"hasil pertama, CPU {SLOW_CPU}×, terbaik dari {TRIES}"
    yield Figure(group, f"{name}, median", statistics.median(fast), "ms", 300)
    yield Figure(group, f"{name}, terlama", max(fast), "ms", 300)
    note = "150 ms, 1,6 Mbit/s"
    yield Figure(group, "idem, jaringan lambat, median", statistics.median(slow), "ms", note=note)


def _search_weight(browser: Browser, base: str, query: str) -> tuple[float, float]:
    """Kilobytes of script and of data until results and excerpts are on the screen."""
    with _phone(browser, f"{base}/cari/?q={query.replace(' ', '+')}") as (page, _):
        _expect_results(page, query)
        parts = resources(page)
        return weight(parts, (".js",)), weight(parts, (".json",))


def _search_time(browser: Browser, base: str, query: str, *, slow_line: bool) -> float:
    with _phone(browser, f"{base}/cari/") as (page, tools):
        _slow_down(tools)
        if slow_line:
            tools.send("Network.emulateNetworkConditions", SLOW_LINE)
        milliseconds: float = page.evaluate(SEARCH, query)
        return milliseconds


def _expect_results(page: Page, query: str) -> None:
    if not page.locator("[data-hasil] li a").count():
        raise RuntimeError(f"the query {query!r} finds nothing")


def _check(browser: Browser, base: str, output: Path, count: int) -> Iterator[Figure]:
    group = f"Cek Rilis, {count} rilis, {CHECKS} teks dengan satu kata diganti"
    files = sorted((output / "cek/teks").glob("*.json"))
    chosen = [files[number * len(files) // CHECKS] for number in range(CHECKS)]
    texts = [json.loads(path.read_bytes())["teks"] for path in chosen]
    tries = [[_check_one(browser, base, text) for _ in range(TRIES)] for text in texts]
    best = [min(measured, key=lambda one: one[2]) for measured in tries]
    scripts, data, computing, busy = zip(*best, strict=True)
    both = [script + shards for script, shards in zip(scripts, data, strict=True)]
    yield Figure(group, "skrip", scripts[0], "kB")
    yield Figure(group, "data, terbesar", max(data), "kB")
    most = 40 if count <= USUAL else None
    yield Figure(group, "skrip dan data, terbesar", max(both), "kB", most)
    note = "profil V8: fungsi di skrip kita dan yang dipanggilnya"
    name = f"menghitung, CPU {SLOW_CPU}×, terbaik dari {TRIES}"
    yield Figure(group, f"{name}, median", statistics.median(computing), "ms", 200, note=note)
    yield Figure(group, f"{name}, terlama", max(computing), "ms", 200)
    yield Figure(
        group, "utas utama dengan peramban dan lukisan, median", statistics.median(busy), "ms"
    )


def _check_one(browser: Browser, base: str, text: str) -> tuple[float, float, float, float]:
    """For a text with one word changed: kilobytes of script, of data; milliseconds that our
    scripts compute, and that the main thread works for whatever reason."""
    words = text.split(" ")
    pasted = " ".join([*words[:30], "kelabu", *words[31:]])
    with _phone(browser, f"{base}/cek/") as (page, tools):
        page.locator("textarea[name=teks]").fill(pasted)
        _slow_down(tools)
        tools.send("Profiler.enable")
        tools.send("Profiler.start")
        verdict = page.evaluate(CHECK)
        page.wait_for_load_state("networkidle")
        profile = tools.send("Profiler.stop")["profile"]
        if verdict != "diubah":
            raise RuntimeError(f"a changed text is judged {verdict!r}")
        parts = resources(page)
        computing, busy = work(profile)
        return weight(parts, (".js",)), weight(parts, (".json",)), computing, busy


def work(profile: dict[str, Any]) -> tuple[float, float]:
    """Milliseconds of a V8 profile in files of script and below, and all but the idle ones."""
    nodes = {node["id"]: node for node in profile["nodes"]}
    parents = {
        child: parent for parent, node in nodes.items() for child in node.get("children", ())
    }
    ours = busy = 0.0
    for node, microseconds in zip(profile["samples"], profile["timeDeltas"], strict=True):
        line = [node]
        while line[-1] in parents:
            line.append(parents[line[-1]])
        is_ours = any(nodes[node]["callFrame"]["url"].endswith(".js") for node in line)
        is_idle = nodes[node]["callFrame"]["functionName"] == "(idle)"
        ours += microseconds / 1000 if is_ours else 0
        busy += 0 if is_idle else microseconds / 1000
    return ours, busy


@contextmanager
def _phone(browser: Browser, address: str) -> Iterator[tuple[Page, CDPSession]]:
    """A page opened on a phone whose cache is empty, at rest, and the tools of its browser."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    yield page, context.new_cdp_session(page)
    context.close()


def _slow_down(tools: CDPSession) -> None:
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
    tools.send("Network.enable")
