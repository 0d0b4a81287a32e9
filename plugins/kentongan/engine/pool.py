"""Processes that share the work on many items, forked one after another.

The numbers of the chunks wait in a pipe, of which each process takes the next. Nobody waits for
another: a process whose caches have grown much ends, and a new one is forked in its place.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import resource
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn

from kentongan.storage.running import uninterrupted
from kentongan.storage.writing import fill

_NUMBER = struct.Struct("q")  # of a chunk, and of an item: 0 is none, 1 the first
_HEAD = struct.Struct("qq?")  # of an answer: the number of its chunk, its size, whether it failed
_MOST_CHUNKS = 4096  # whose numbers the pipe holds
_ROOM = 1 << 20  # bytes of answers that wait for whoever takes them

Work = Callable[[int], Any]


class Died(RuntimeError):
    """A process died; `at_work` are the numbers of the items that the processes were at."""

    def __init__(self, at_work: Sequence[int]) -> None:
        super().__init__(at_work)
        self.at_work = at_work


class _Process(NamedTuple):
    pid: int
    source: int  # where its answers come
    place: int  # where it notes its item


class Pool:
    """The answers to all items below `count`, by chunks of at most `most`. A process ends when it
    has grown by `growth` bytes."""

    def __init__(self, jobs: int, work: Work, count: int, most: int, growth: int) -> None:
        self._work = work
        self._growth = growth
        self._chunks = _chunks(count, jobs, most)
        self._jobs = min(jobs, len(self._chunks))
        # In shared memory: on which item each process is.
        self._places = mmap.mmap(-1, _NUMBER.size * jobs)
        self._processes: dict[int, _Process] = {}
        self._partly: dict[int, list[Any]] = {}  # the answers to a part of a chunk
        self._numbers = -1

    def answers(self) -> Iterator[list[Any]]:
        """Those of each chunk, in order. Raises what the work raised, and Died."""
        self._numbers, target = os.pipe()
        fill(target, b"".join(map(_NUMBER.pack, range(len(self._chunks)))))
        os.close(target)
        waiting: dict[int, list[Any]] = {}
        try:
            for place in range(self._jobs):
                self._begin(place)
            for number in range(len(self._chunks)):
                while number not in waiting:
                    self._receive(waiting)
                yield waiting.pop(number)
        finally:
            self._end()

    def _begin(self, place: int, number: int | None = None) -> None:
        """Fork a process. It goes on with the chunk of this number, of which a part is done."""
        gc.freeze()  # a collection in a worker would copy all that it looks at
        source, target = _line()
        with uninterrupted():
            pid = os.fork()
            if not pid:
                self._run(target, place, number)
            self._processes[source] = _Process(pid, source, place)
        os.close(target)

    def _receive(self, waiting: dict[int, list[Any]]) -> None:
        """Take an answer of each process that has one."""
        for source in select.select(self._processes, (), ())[0]:
            process = self._processes[source]
            head = _read(source, _HEAD.size)
            if not head:
                self._reap(process)
                continue
            number, size, has_failed = _HEAD.unpack(head)
            answer = pickle.loads(_read(source, size))
            if has_failed:
                raise answer
            chunk = self._chunks[number]
            answers = self._partly.pop(number, []) + answer
            if len(answers) == len(chunk):
                waiting[number] = answers
                continue
            self._partly[number] = answers
            self._reap(process)
            self._begin(process.place, number)

    def _reap(self, process: _Process) -> None:
        _, status = os.waitpid(process.pid, 0)
        if status:
            at_work = {number for (number,) in _NUMBER.iter_unpack(self._places)}
            raise Died([number - 1 for number in sorted(at_work) if number])
        del self._processes[process.source]
        os.close(process.source)

    def _end(self) -> None:
        """Leave no process behind, however the work ended."""
        os.close(self._numbers)
        for process in self._processes.values():
            os.close(process.source)
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(process.pid, 0)
        self._processes.clear()
        self._places.close()

    # In a process of its own

    def _run(self, target: int, place: int, number: int | None) -> NoReturn:
        status = 1
        try:
            end_with_parent()
            for process in self._processes.values():
                os.close(process.source)
            most = _peak() + self._growth
            while number is not None or (number := self._next()) is not None:
                chunk = self._chunks[number][len(self._partly.get(number, ())) :]
                answers, error = self._answers(chunk, place, most)
                answer = pickle.dumps(answers if error is None else error)
                fill(target, _HEAD.pack(number, len(answer), error is not None))
                fill(target, answer)
                if error or len(answers) < len(chunk):
                    break
                number = None
            status = 0
        finally:
            os._exit(status)  # without the exit handlers of the parent

    def _next(self) -> int | None:
        data = os.read(self._numbers, _NUMBER.size)
        return int(_NUMBER.unpack(data)[0]) if data else None

    def _answers(self, chunk: range, place: int, most: int) -> tuple[list[Any], Exception | None]:
        """Those to a chunk, or to a part of it where the process has grown beyond `most`; or what
        was raised."""
        answers: list[Any] = []
        try:
            for number in chunk:
                if answers and _peak() > most:
                    break
                _NUMBER.pack_into(self._places, place * _NUMBER.size, number + 1)
                answers.append(self._work(number))
            _NUMBER.pack_into(self._places, place * _NUMBER.size, 0)
        except Exception as error:
            return answers, error
        return answers, None


def _peak() -> int:
    """The most memory that this process has held, in bytes; it begins with what it inherits."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _chunks(count: int, jobs: int, most: int) -> list[range]:
    """The numbers of the items, in smaller chunks towards the end, which all reach together."""
    most = max(most, count // (_MOST_CHUNKS // 2))
    chunks, start = [], 0
    while start < count:
        size = max(1, min(most, (count - start) // (jobs * 4)))
        chunks.append(range(start, start + size))
        start += size
    return chunks


def _line() -> tuple[int, int]:
    """Where answers come out, and where they are put in. It holds more of them than a pipe."""
    source, target = socket.socketpair()
    target.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _ROOM)
    return source.detach(), target.detach()


def _read(source: int, size: int) -> bytes:
    """So many bytes of a pipe; none where it ends before."""
    data = bytearray()
    while len(data) < size:
        piece = os.read(source, size - len(data))
        if not piece:
            return b""
        data += piece
    return bytes(data)


def end_with_parent() -> None:
    """Let the kernel end this process when the one that began it is killed.

    It would wait for work for ever, and hold the lock of the build meanwhile.
    """
    if sys.platform.startswith("linux"):
        import ctypes

        set_parent_death_signal = 1  # prctl(2)
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
