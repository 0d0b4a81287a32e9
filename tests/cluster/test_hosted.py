"""Hosted districts: the same bytes wherever they are built, and whoever is killed meanwhile."""

from __future__ import annotations

import random
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import pytest
from kentongan.cluster import chunks, node, pool, trees, work
from kentongan.cluster.store import open_store
from kentongan.newsroom import hosted
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.errors import NewsroomError
from kentongan.newsroom.key import make_key
from kentongan.parts.authenticity.hooks import PASSWORD
from kentongan.storage.locking import exclusive
from PIL import Image

from tests.cluster import districts
from tests.cluster.districts import Node, built_here, bytes_below, make_province

PLACES = ("bangil", "kraton")
MORE_CODES = {6: "F8Q-Y40-YGA", 7: "ECY-YS9-E9M", 8: "R04-A2K-1H3"}


def project(province: Configuration, place: str) -> Path:
    return province.project / hosted.FOLDER / place


def reasons(built: list[hosted.Built]) -> list[str]:
    """Why each was not built, with what its build said."""
    return [f"{one.reason} {one.report}".strip() if one.reason else "" for one in built]


@pytest.fixture(scope="module")
def cluster(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Mapping[str, str], list[Node]]]:
    with districts.cluster(tmp_path_factory.mktemp("kluster")) as running:
        yield running


def test_this_machine_makes_what_make_publish_makes(tmp_path: Path) -> None:
    province = make_province(tmp_path / "provinsi", PLACES[:1])
    assert reasons(hosted.build(province)) == [""]
    direct = built_here(project(province, "bangil"), tmp_path / "langsung")
    for folder in ("output", "content/jejak"):
        assert bytes_below(project(province, "bangil") / folder) == bytes_below(direct / folder)


def test_the_machine_that_asks_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers have no key, and yet the bytes are those of a signed build."""
    monkeypatch.setenv(PASSWORD, "rahasia")
    province = make_province(tmp_path / "provinsi", PLACES[:1])
    district = project(province, "bangil")
    secret = tmp_path / "kunci.pem"
    make_key(district / "content", secret, lambda: b"rahasia")
    with (district / "publishconf.py").open("a") as file:
        file.write(f"HUMAS_AUTHENTICITY_KEY = {str(secret)!r}\n")
    direct = built_here(district, tmp_path / "langsung", records=True)
    assert reasons(hosted.build(province)) == [""]
    output = bytes_below(district / "output")
    assert ".well-known/kentongan/manifest.json.sig" in output
    assert output == bytes_below(direct / "output")


def test_an_edit_sends_and_writes_only_what_changed(tmp_path: Path) -> None:
    province = make_province(tmp_path, PLACES[:1])
    hosted.build(province)
    (again,) = hosted.build(province)
    assert (again.written, again.removed, again.reason) == (0, 0, "")
    content = project(province, "bangil") / "content"
    districts.write_release(content, "bangil", 6, "6Y0-F5V-51W")
    (added,) = hosted.build(province)
    everything = len(bytes_below(project(province, "bangil") / "output"))
    assert 0 < added.written < everything
    (content / "rilis/2026/11/patroli-6.md").unlink()
    (refused,) = hosted.build(province)
    assert refused.reason and "patroli-6" in refused.report
    assert len(bytes_below(project(province, "bangil") / "output")) == everything


def test_the_store_forgets_what_no_district_holds(tmp_path: Path) -> None:
    province = make_province(tmp_path, PLACES[:1], HUMAS_CLUSTER_STORE=str(tmp_path / "gudang"))
    secret = project(province, "bangil") / "content/rilis/2026/11/rahasia.md"
    secret.write_text(
        "Judul: Rahasia\nTanggal: 1 November 2026\nSatuan: polsek-bangil\n"
        "Status: draf\n\nKata sandi laut.\n"
    )
    hosted.build(province)
    stored = b"".join(bytes_below(tmp_path / "gudang").values())
    assert b"Kata sandi laut" in stored
    secret.unlink()
    hosted.build(province)
    everything = {**bytes_below(tmp_path / "gudang"), **bytes_below(tmp_path / ".cache")}
    assert not any(b"Kata sandi laut" in data for data in everything.values())


def test_a_ledger_given_up_on_purpose_is_let_go_by_a_build_afresh(tmp_path: Path) -> None:
    province = make_province(tmp_path, PLACES[:1])
    content = project(province, "bangil") / "content"
    hosted.build(province)
    districts.write_release(content, "bangil", 6, MORE_CODES[6])
    assert reasons(hosted.build(province)) == [""]
    shutil.rmtree(content / "jejak")
    (refused,) = reasons(hosted.build(province))
    assert "permalinks.E007" in refused and "--penuh" in refused
    assert reasons(hosted.build(province, afresh=True)) == [""]
    assert reasons(hosted.build(province)) == [""]


def test_districts_that_send_the_same_bytes_do_not_take_them_from_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are built before the first is taken over."""
    run = pool.Here.run
    monkeypatch.setattr(pool.Here, "run", lambda *words: iter(list(run(*words))))
    province = make_province(tmp_path, PLACES[:1])
    shutil.copytree(project(province, "bangil"), project(province, "kembar"))
    assert reasons(hosted.build(province)) == ["", ""]
    one, other = (bytes_below(project(province, name) / "output") for name in ("bangil", "kembar"))
    assert one == other


def test_a_mistake_in_one_district_does_not_stop_the_other(tmp_path: Path) -> None:
    province = make_province(tmp_path, PLACES)
    hosted.build(province)
    wrong = project(province, "bangil") / "content/rilis/2026/11/salah.md"
    wrong.write_text("Judul: Tanpa tanggal\nSatuan: polsek-bangil\n\nIsi.\n")
    before = bytes_below(project(province, "bangil") / "output")
    districts.write_release(project(province, "kraton") / "content", "kraton", 6, "6Y0-F5V-51W")
    bangil, kraton = hosted.build(province)
    assert bangil.reason and "salah.md" in bangil.report
    assert not kraton.reason and kraton.written
    assert bytes_below(project(province, "bangil") / "output") == before


def test_a_release_that_kills_its_build_is_named(tmp_path: Path) -> None:
    province = make_province(tmp_path, PLACES[:1])
    (project(province, "bangil") / "racun.py").write_text(POISON)
    with (project(province, "bangil") / "pelicanconf.py").open("a") as file:
        file.write(POISON)
    (built,) = hosted.build(province)
    assert built.reason
    assert "rilis/2026/11/patroli-3.md" in built.report


# Settings that let the third release end its process, as a fault of a library would.
POISON = """
import os, signal
from kentongan.site import signals


def check_release(release, setup, units):
    if release.slug == "patroli-3":
        os.kill(os.getpid(), signal.SIGKILL)
    return ()


signals.check_release.connect(check_release)
"""


def test_the_cluster_makes_the_same_bytes(
    tmp_path: Path, cluster: tuple[Mapping[str, str], list[Node]]
) -> None:
    places = ("gempol", "prigen")  # of no worker yet: none remembers a ledger of theirs
    province = make_province(tmp_path / "klaster", places, **cluster[0])
    assert reasons(hosted.build(province)) == ["", ""]
    direct = built_here(project(province, "prigen"), tmp_path / "langsung", jobs=2)
    for folder in ("output", "content/jejak"):
        assert bytes_below(project(province, "prigen") / folder) == bytes_below(direct / folder)


@pytest.mark.parametrize("size", [2, 3, 50])
def test_chunks_of_any_size_change_no_byte(
    tmp_path: Path,
    cluster: tuple[Mapping[str, str], list[Node]],
    monkeypatch: pytest.MonkeyPatch,
    size: int,
) -> None:
    """Read by both workers, one of them for every release with no mistake, picture or secret."""
    seen: list[work.Order] = []
    given = hosted._read_by_many

    def noted(*words: Any) -> list[work.Order]:
        orders = given(*words)
        seen.extend(orders)
        return orders

    monkeypatch.setattr(hosted, "_read_by_many", noted)
    place = f"potong{size}"  # of no worker yet
    settings = {**cluster[0], "HUMAS_CLUSTER_CHUNK": size}
    province = make_province(tmp_path / "klaster", (place,), **settings)
    give_hard_releases(project(province, place) / "content", place)
    assert reasons(hosted.build(province)) == [""]
    (order,) = seen
    assert len(order.prepared) == -(-(len(districts.CODES) + 3) // size)
    direct = built_here(project(province, place), tmp_path / "langsung", jobs=2)
    for folder in ("output", "content/jejak"):
        assert bytes_below(project(province, place) / folder) == bytes_below(direct / folder)
    hosted.build(province)
    assert seen[1].prepared == ()  # only what changed is read, by the worker that has it


def give_hard_releases(content: Path, place: str) -> None:
    """One with a picture, one that links to another, one that is not public."""
    folder = content / "rilis/2026/11"
    Image.new("RGB", (900, 600), "navy").save(folder / "pos.jpg")
    for number, more, words in (
        (6, "Gambar: pos.jpg\nGambar-Alt: Pos jaga\n", ""),
        (7, "", "Lihat [patroli lain]({filename}patroli-1.md).\n"),
        (8, "Status: draf\n", ""),
    ):
        path = districts.write_release(content, place, number, MORE_CODES[number])
        head, body = path.read_text().split("\n\n", 1)
        path.write_text(f"{head}\n{more}\n{body}\n{words}")


def test_a_release_that_kills_its_reader_is_named_by_the_build(
    tmp_path: Path, cluster: tuple[Mapping[str, str], list[Node]]
) -> None:
    province = make_province(tmp_path, ("racun",), **cluster[0], HUMAS_CLUSTER_CHUNK=2)
    with (project(province, "racun") / "pelicanconf.py").open("a") as file:
        file.write(POISON)
    (built,) = hosted.build(province)
    assert built.reason
    assert "rilis/2026/11/patroli-3.md" in built.report


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.lama)])
def test_killed_workers_change_no_byte(
    tmp_path: Path, cluster: tuple[Mapping[str, str], list[Node]], kills: int
) -> None:
    settings, nodes = cluster
    province = make_province(tmp_path / "klaster", PLACES, **settings)
    killed = 0

    def kill() -> None:
        nonlocal killed
        choice = random.Random(kills)
        while killed < kills:
            time.sleep(choice.uniform(0.2, 2))
            with suppress(ProcessLookupError):
                choice.choice(nodes[1:]).kill_worker()
                killed += 1

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        while killed < kills:
            assert reasons(hosted.build(province, afresh=True)) == ["", ""]
    finally:
        killer.join()
    direct = built_here(project(province, "kraton"), tmp_path / "langsung")
    output = bytes_below(project(province, "kraton") / "output")
    assert output == bytes_below(direct / "output")


def test_a_dead_scheduler_is_told_and_the_old_site_stays(tmp_path: Path) -> None:
    province = make_province(tmp_path / "p", PLACES[:1])
    hosted.build(province)
    content, output = (project(province, "bangil") / name for name in ("content", "output"))
    before = bytes_below(output)
    districts.write_release(content, "bangil", 6, "6Y0-F5V-51W")
    with districts.cluster(tmp_path, workers=1) as (settings, nodes):
        killer = threading.Thread(target=end_at_work, args=(nodes[0], tmp_path))
        killer.start()
        with pytest.raises(NewsroomError, match=r"[Pp]enjadwal"):
            hosted.build(Configuration(province.project, {**province.values, **settings}))
        killer.join()
    assert bytes_below(output) == before
    assert reasons(hosted.build(province)) == [""]
    assert bytes_below(output) != before


def end_at_work(scheduler: Node, folder: Path) -> None:
    """Kill a node when a worker has begun a build."""
    while not list(folder.glob("kentongan-pekerja-*/bangil/situs/content")):
        time.sleep(0.02)
    scheduler.end()


def test_a_new_worker_removes_what_killed_ones_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds drafts; the folder of a worker that runs stays."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, used = (tmp_path / f"{node.PREFIX}{name}" for name in ("mati", "hidup"))
    for folder in (left, used):
        (folder / "polres-contoh").mkdir(parents=True)
    with exclusive(used / node.LOCK, "pekerja"):
        node.remove_leftovers()
    assert used.exists() and not left.exists()


def test_a_cluster_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "PATIENCE", 0.5)
    province = make_province(tmp_path, PLACES[:1], HUMAS_CLUSTER_ADDRESS="tcp://10.0.0.1:8786")
    with pytest.raises(NewsroomError, match="tanpa sandi"):
        hosted.build(province)
    values = {**province.values, "HUMAS_CLUSTER_ADDRESS": "tcp://127.0.0.1:9"}
    with pytest.raises(NewsroomError, match="make kluster"):
        hosted.build(Configuration(tmp_path, values))


@pytest.mark.parametrize(
    ("sizes", "read"),
    [
        ([10], {"w0"}),
        ([10, 10], set()),
        ([10, 10, 10, 10], set()),
        ([40, 5, 5, 5], {"w0"}),
        ([9, 3, 2, 1], {"w0"}),
    ],
)
def test_all_workers_read_what_one_would_be_left_with(
    tmp_path: Path, sizes: list[int], read: set[str]
) -> None:
    """Districts that keep all workers at work anyway are read by whoever builds them."""

    class Two(pool.Here):
        workers = 2
        asked: ClassVar[list[chunks.Chunk]] = []

        def has(self, district: str) -> bool:
            return False

        def run(self, function: Any, items: Any, *, anywhere: bool = False) -> Iterator[Any]:
            self.asked.extend(items)
            return iter(())

    store = open_store(str(tmp_path))
    orders = []
    for number, size in enumerate(sizes):
        files = {f"content/rilis/{name}.md": "0" * 64 for name in range(size)}
        orders.append(work.Order(f"w{number}", "", store.put(trees.encoded(files)), "", "", 1))
    workers = Two(tmp_path)
    workers.asked.clear()
    means = hosted.Means(store, "", workers, "", 4)
    districts: Any = {order.district: order for order in orders}  # asked for their names alone
    assert hosted._read_by_many(orders, districts, means) == orders
    assert {chunk.district for chunk in workers.asked} == read
