"""The files of the content with their stamps: what a build looks at first."""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from pathlib import Path

from kentongan.domain.problems import Problem
from kentongan.storage.stamps import Stamp, opened_folder, stamp_of

# Endings of files that do not belong there; the importer reads these.
STRAY = (".txt", ".docx", ".doc", ".odt", ".rtf", ".eml", ".markdown", ".mkd")

_NAME: Callable[[os.DirEntry[str]], str] = attrgetter("name")
_PLAIN = 2  # this version of marshal writes equal values as equal bytes

# The files of a folder, without those below it: stamps by name.
Names = Mapping[str, Stamp]


class Stamps(Mapping[str, Stamp]):
    """The stamps of files by path, kept folder by folder: most builds ask for few of them."""

    def __init__(self, folders: Mapping[str, Names]) -> None:
        self.folders = folders

    @classmethod
    def of(cls, stamps: Mapping[str, Stamp]) -> Stamps:
        """The same stamps."""
        if isinstance(stamps, Stamps):
            return stamps
        folders: dict[str, dict[str, Stamp]] = {}
        for path, stamp in stamps.items():
            folder, _, name = path.rpartition("/")
            folders.setdefault(folder, {})[name] = stamp
        return cls(folders)

    def __getitem__(self, path: str) -> Stamp:
        folder, _, name = path.rpartition("/")
        return self.folders[folder][name]

    def __iter__(self) -> Iterator[str]:
        for folder, names in self.folders.items():
            yield from paths_in(folder, names)

    def __len__(self) -> int:
        return sum(map(len, self.folders.values()))


class Files:
    """The files of the content with their stamps, and what is wrong with them."""

    def __init__(
        self,
        stamps: Mapping[str, Stamp],
        problems: tuple[Problem, ...] = (),
        digests: Mapping[str, bytes] | None = None,
    ) -> None:
        """`digests` are those of folders that were computed before."""
        self.stamps = Stamps.of(stamps)
        self.problems = problems
        self._made: dict[str, bytes] = dict(digests or {})

    @property
    def folders(self) -> Mapping[str, Names]:
        """The files of each folder that has any."""
        return self.stamps.folders

    def below(self, folder: str) -> list[str]:
        """The Markdown files below a folder, in order."""
        paths = [path for path in self.apart(folder)[0].stamps if path.endswith(".md")]
        return sorted(paths, key=lambda path: path.split("/"))

    def count(self, folder: str) -> int:
        """How many Markdown files there are below a folder."""
        folders = self.apart(folder)[0].folders
        return sum(name.endswith(".md") for names in folders.values() for name in names)

    def apart(self, folder: str) -> tuple[Files, Files]:
        """Those of one folder at the top, and all others."""
        own: dict[str, Names] = {}
        others: dict[str, Names] = {}
        for name, names in self.folders.items():
            (own if name.partition("/")[0] == folder else others)[name] = names
        both = Files(Stamps(own)), Files(Stamps(others))
        for files in both:
            files._made = self._made
        return both

    def are(self, others: Files) -> bool:
        """Whether others are the same files, with the same faults."""
        return self.folders == others.folders and {*self.problems} == {*others.problems}

    @property
    def digests(self) -> Mapping[str, bytes]:
        """For each folder a value that changes when any file in it does."""
        return {folder: self._digest(folder) for folder in self.folders}

    def _digest(self, folder: str) -> bytes:
        if folder not in self._made:
            names = self.folders[folder]
            data = marshal.dumps((*names, *chain(*names.values())), _PLAIN)
            self._made[folder] = hashlib.blake2b(data, digest_size=16).digest()
        return self._made[folder]

    def signature(self) -> str:
        """A value that changes when any file does."""
        digests = marshal.dumps(sorted(self.digests.items()), _PLAIN)
        return hashlib.blake2b(digests, digest_size=16).hexdigest()


def paths_in(folder: str, names: Mapping[str, object]) -> Iterator[str]:
    """The paths of files of one folder."""
    prefix = f"{folder}/" if folder else ""
    return (prefix + name for name in names)


def scan(content: Path) -> Files:
    """All files of the content, without following links out of it; hidden ones are skipped."""
    return _scanned(content, "")


def scan_below(content: Path, folder: str) -> Files:
    """The files of one folder at the top of the content as they are now."""
    return _scanned(content, folder)


def _scanned(content: Path, folder: str) -> Files:
    look = Look(content)
    look.at(folder)
    return Files(Stamps(look.folders), look.problems)


class Look:
    """What was found in the content, folder by folder, so that one can be looked at again.

    `folders` are the files of those that have any. `below` are the folders right below each that
    could be opened. `linked` are those that hold symbolic links.
    """

    def __init__(self, content: Path) -> None:
        self._content = content
        self._root = content.resolve()
        self._problems: dict[str, list[Problem]] = {}
        self.folders: dict[str, Names] = {}
        self.below: dict[str, list[str]] = {}
        self.linked: set[str] = set()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for found in self._problems.values() for problem in found)

    def at(self, folder: str) -> None:
        """Look at a folder and all below it."""
        self._forget(folder)
        for path in self._found(folder):
            self.at(path)

    def again(self, folder: str) -> None:
        """Look again at a folder, and at those below it that are new."""
        known = self.below.get(folder, ())
        found = self._found(folder)
        for path in {*known}.difference(found):
            self._forget(path)
        for path in found:
            if path not in self.below:
                self.at(path)

    def _forget(self, folder: str) -> None:
        for path in self.below.pop(folder, ()):
            self._forget(path)
        self.folders.pop(folder, None)
        self._problems.pop(folder, None)
        self.linked.discard(folder)

    def _found(self, folder: str) -> list[str]:
        """Note the files of one folder. Returns the folders right below it."""
        for noted in (self.below, self.folders, self._problems):
            noted.pop(folder, None)
        self.linked.discard(folder)
        try:
            with opened_folder(self._content / folder) as opened:
                self.below[folder] = self._at(opened, folder)
        except OSError:
            self._tell(folder, unreadable(folder))
        return self.below.get(folder, [])

    def _tell(self, folder: str, problem: Problem) -> None:
        self._problems.setdefault(folder, []).append(problem)

    def _at(self, opened: int, folder: str) -> list[str]:
        names: dict[str, Stamp] = {}
        below: list[str] = []
        for item in sorted(os.scandir(opened), key=_NAME):
            name = item.name
            # Nearly all are of this kind.
            if name[0] == ".":
                continue
            if name[-3:] == ".md" and name.isascii() and item.is_file(follow_symlinks=False):
                try:
                    names[name] = stamp_of(item.stat())
                except OSError:
                    self._note(item, folder, names)  # which tells why
            else:
                self._other(item, folder, names, below)
        if names:
            self.folders[folder] = names
        return below

    def _other(
        self, item: os.DirEntry[str], folder: str, names: dict[str, Stamp], below: list[str]
    ) -> None:
        """Note a file of another kind, or a folder."""
        path = f"{folder}/{item.name}" if folder else item.name
        if item.is_symlink():
            self.linked.add(folder)
        if not _is_text(item.name):
            self._tell(folder, _unreadable_name(path))
        elif item.is_symlink() and not _inside(self._root, self._content / path):
            self._tell(folder, _points_outside(path))
        elif item.is_dir():
            if not item.is_symlink():
                below.append(path)
        elif self._note(item, folder, names) and _is_stray(item.name):
            self._tell(folder, _stray(path))

    def _note(self, item: os.DirEntry[str], folder: str, names: dict[str, Stamp]) -> bool:
        """Note the stamp of a file. Returns whether it can be read."""
        path = f"{folder}/{item.name}" if folder else item.name
        try:
            status = item.stat()
        except OSError:
            self._tell(folder, unreadable(path))
            return False
        if not stat.S_ISREG(status.st_mode):
            self._tell(folder, not_a_file(path))
            return False
        names[item.name] = stamp_of(status)
        return True


def _is_stray(name: str) -> bool:
    """Whether a file looks like a text meant for publication that is not read."""
    plain = name.lower()
    return plain.endswith(STRAY) or (plain.endswith(".md") and not name.endswith(".md"))


def _points_outside(path: str) -> Problem:
    return Problem(
        path,
        0,
        "releases.E020",
        "Tautan simbolik ini menunjuk ke luar folder content.",
        "salin berkasnya ke dalam content, lalu hapus tautannya.",
    )


def _stray(path: str) -> Problem:
    return Problem(
        path,
        0,
        "releases.W009",
        "Berkas ini tidak diterbitkan; hanya berkas .md yang dibaca.",
        "beri akhiran .md bila naskahnya sudah jadi; bila belum, jadikan rilis dengan "
        "`humas impor`, lalu pindahkan berkas ini keluar.",
    )


def _is_text(name: str) -> bool:
    """Whether a name is valid text, without stray bytes."""
    return name.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in name)


def _unreadable_name(path: str) -> Problem:
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Problem(
        shown,
        0,
        "releases.E019",
        "Nama berkas atau folder ini memuat tanda yang bukan huruf, jadi tidak dapat dibaca.",
        "ganti namanya dengan huruf kecil, angka, dan tanda hubung.",
    )


def _inside(root: Path, path: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def unreadable(path: str) -> Problem:
    return Problem(
        path,
        0,
        "releases.E019",
        "Berkas tidak dapat dibaca.",
        "periksa izin berkas, lalu coba lagi.",
    )


def not_a_file(path: str) -> Problem:
    return Problem(
        path,
        0,
        "releases.E026",
        "Ini bukan berkas biasa, melainkan pipa, soket, perangkat, atau folder.",
        "hapus dari content; bila seharusnya naskah atau gambar, salin ulang berkasnya.",
    )


class TookTooLong(Exception):
    """A file would be read for ever, or nearly so."""


def failed(path: str, error: Exception) -> Problem:
    """A problem for an exception while the file was read, without its text: it may quote it."""
    return Problem(
        path,
        0,
        "releases.E027",
        f"Berkas ini tidak dapat diolah: {_cause(error)} ({type(error).__name__}).",
        "sederhanakan bagian yang tidak biasa (tanda yang bertumpuk, HTML, daftar bersarang), "
        "atau tulis ulang sebagai teks biasa.",
    )


def _cause(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "susunannya terlalu dalam"
    if isinstance(error, MemoryError):
        return "terlalu besar"
    if isinstance(error, TookTooLong):
        return "membacanya terlalu lama"
    if isinstance(error, UnicodeError):
        return "ada huruf yang rusak"
    return "susunannya tidak dikenal"
