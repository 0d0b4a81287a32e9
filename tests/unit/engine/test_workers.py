"""Work over many items keeps its order, and names the item that failed."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from kentongan.engine.pool import Pool
from kentongan.engine.workers import WARMING, WorkerError, Workers, available_jobs, meanwhile
from kentongan.parts.authenticity import qr

MANY = list(range(100))


def double(context: int, item: int) -> int:
    return item * context


def fail_at_77(context: object, item: int) -> int:
    if item == 77:
        raise ValueError("tidak bisa")
    return item


def die_at_77(context: object, item: int) -> int:
    if item == 77:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def full_disk(context: object, item: int) -> int:
    raise OSError(28, "No space left on device")


def own_process(context: object, item: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_results_come_in_order(jobs: int) -> None:
    assert list(Workers(jobs).run(double, 2, MANY)) == [item * 2 for item in MANY]


def test_a_process_that_has_grown_leaves_the_rest_of_its_chunk_to_a_new_one() -> None:
    always = -(1 << 40)
    answers = Pool(2, lambda number: (number, os.getpid()), 60, 25, always).answers()
    numbers, processes = zip(*chain.from_iterable(answers), strict=True)
    assert numbers == tuple(range(60))
    assert len(set(processes)) > 25 and os.getpid() not in processes


def test_few_items_stay_in_this_process_and_many_do_not() -> None:
    assert set(Workers(2).run(own_process, None, MANY[:5])) == {os.getpid()}
    assert os.getpid() not in set(Workers(2).run(own_process, None, MANY))


@pytest.mark.parametrize(("many", "here"), [(40, 1), (100, 2), (1200, 30), (3000, 30)])
def test_the_first_of_many_warm_what_the_others_inherit(many: int, here: int) -> None:
    processes = list(Workers(2).run(own_process, None, range(many), first=WARMING))
    assert [process == os.getpid() for process in processes] == [True] * here + [False] * (
        many - here
    )


def test_what_is_done_first_is_enough_for_codes_to_be_combined() -> None:
    assert WARMING > qr.ENCODED_ONE_BY_ONE


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_names_its_item_and_what_happened(jobs: int) -> None:
    with pytest.raises(WorkerError) as caught:
        list(Workers(jobs).run(fail_at_77, None, MANY, name=lambda item: f"rilis/{item}.md"))
    assert caught.value.item == "rilis/77.md"
    assert caught.value.detail == "ValueError: tidak bisa"


def test_a_process_that_dies_names_what_it_may_have_been_working_on() -> None:
    with pytest.raises(WorkerError) as caught:
        list(Workers(2).run(die_at_77, None, MANY, name=lambda item: f"rilis/{item}.md"))
    numbers = [int(name[6:-3]) for name in caught.value.item.split(", ")]
    assert 77 in numbers and len(numbers) <= 2
    assert "died" in caught.value.detail


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_the_machine_stays_what_it_is(jobs: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        list(Workers(jobs).run(full_disk, None, MANY))


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_counts_every_item_once(jobs: int) -> None:
    seen: list[int] = []
    list(Workers(jobs).run(double, 1, MANY, done=seen.append))
    assert sum(seen) == len(MANY)


def test_the_error_survives_the_way_from_a_worker() -> None:
    error = pickle.loads(pickle.dumps(WorkerError("a.md", "rusak")))
    assert (error.item, error.detail, str(error)) == ("a.md", "rusak", "a.md: rusak")


def test_there_is_always_a_job() -> None:
    assert available_jobs() >= 1 and Workers(0).jobs == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_done_meanwhile_gives_its_result_when_it_is_asked_for(jobs: int) -> None:
    answer = meanwhile(jobs, double, 3, 14)
    assert answer() == 42


def test_work_done_meanwhile_has_a_process_of_its_own() -> None:
    assert meanwhile(2, own_process, None, 0)() != os.getpid()
    assert meanwhile(1, own_process, None, 0)() == os.getpid()


def test_work_is_done_here_when_the_other_process_dies() -> None:
    assert meanwhile(2, die_elsewhere, os.getpid())() == "hidup"


def test_work_that_is_given_up_leaves_no_process_and_can_still_be_done_here() -> None:
    work = meanwhile(2, sleep_elsewhere, os.getpid())
    begun = work._process
    work.give_up()
    with pytest.raises(ProcessLookupError):
        os.kill(begun, 0)
    work.give_up()
    assert work() == os.getpid()


def sleep_elsewhere(parent: int) -> int:
    if os.getpid() != parent:
        time.sleep(60)
    return os.getpid()


def die_elsewhere(parent: int) -> str:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return "hidup"


def test_no_process_outlives_the_one_that_began_it(tmp_path: Path) -> None:
    """Such a process would hold the lock of the build for ever."""
    program = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from kentongan.engine.workers import Workers\n"
        "def work(folder, number):\n"
        "    (folder / str(os.getpid())).touch()\n"
        "    time.sleep(60)\n"
        "list(Workers(2).run(work, Path(sys.argv[1]), range(4), few=1))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
    try:
        assert soon(lambda: len(list(tmp_path.iterdir())) == 2)
    finally:
        parent.kill()
        parent.wait()
    children = [Path("/proc") / path.name for path in tmp_path.iterdir()]
    assert soon(lambda: not any(child.exists() for child in children))


def soon(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 30
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    return holds()


@pytest.mark.parametrize(
    "work",
    [
        "list(Workers(2).run(lambda context, item: item, 0, list(range(100))))",
        "meanwhile(2, int)()",
    ],
)
@pytest.mark.parametrize("moment", ["before", "after_in_parent"])
def test_ctrl_c_while_a_process_is_begun_is_not_lost(work: str, moment: str) -> None:
    script = f"""
import os, signal
from kentongan.engine.workers import Workers, meanwhile
signal.signal(signal.SIGINT, signal.default_int_handler)
os.register_at_fork({moment}=lambda: os.kill(os.getpid(), signal.SIGINT))
try:
    {work}
except KeyboardInterrupt:
    print("berhenti")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("berhenti\n", "")
