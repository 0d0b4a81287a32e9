"""The files of the content with their stamps: what a build looks at first."""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from kentongan.domain.problems import Problem
from kentongan.storage.stamps import Stamp, opened_folder, stamp_of

# Endings of files that do not belong there; the importer reads these.
STRAY = (".txt", ".docx", ".doc", ".odt", ".rtf", ".eml", ".markdown", ".mkd")

_PLAIN = 2  # this version of marshal writes equal values as equal bytes


@dataclass(frozen=True)
class Files:
    """The files of the content with their stamps, in order, and what is wrong with them."""

    stamps: Mapping[str, Stamp]
    problems: tuple[Problem, ...] = ()

    def below(self, folder: str) -> list[str]:
        """The Markdown files below a folder."""
        return [path for path in self._by_folder.get(folder, ()) if path.endswith(".md")]

    def apart(self, folder: str) -> tuple[Files, Files]:
        """Those of one folder at the top, and all others."""
        others: dict[str, Stamp] = {}
        for name, stamps in self._by_folder.items():
            others |= stamps if name != folder else {}
        return Files(self._by_folder.get(folder, {})), Files(others)

    @cached_property
    def _by_folder(self) -> Mapping[str, dict[str, Stamp]]:
        """The stamps of the files below each folder at the top, and of those at the top (``)."""
        folders: defaultdict[str, dict[str, Stamp]] = defaultdict(dict)
        for path, stamp in self.stamps.items():
            folder, _, below = path.partition("/")
            folders[folder if below else ""][path] = stamp
        return folders

    def signature(self) -> str:
        """A value that changes when any file does."""
        return hashlib.blake2b(
            marshal.dumps(list(self.stamps.items()), _PLAIN), digest_size=16
        ).hexdigest()


def scan(content: Path) -> Files:
    """All files of the content, without following links out of it; hidden ones are skipped."""
    stamps: dict[str, Stamp] = {}
    problems: list[Problem] = []
    _scan(content, content.resolve(), "", stamps, problems)
    return Files(stamps, tuple(problems))


def scan_below(content: Path, folder: str) -> Files:
    """The files of one folder at the top of the content as they are now."""
    stamps: dict[str, Stamp] = {}
    problems: list[Problem] = []
    _scan(content, content.resolve(), folder, stamps, problems)
    return Files(stamps, tuple(problems))


def _scan(
    content: Path, root: Path, folder: str, stamps: dict[str, Stamp], problems: list[Problem]
) -> None:
    try:
        with opened_folder(content / folder) as opened:
            _scan_opened(opened, content, root, folder, stamps, problems)
    except OSError:
        problems.append(unreadable(folder))


def _scan_opened(
    opened: int,
    content: Path,
    root: Path,
    folder: str,
    stamps: dict[str, Stamp],
    problems: list[Problem],
) -> None:
    prefix = f"{folder}/" if folder else ""
    for item in sorted(os.scandir(opened), key=attrgetter("name")):
        name = item.name
        if name.startswith("."):
            continue
        path = prefix + name
        if name.endswith(".md") and name.isascii() and item.is_file(follow_symlinks=False):
            _note(item, path, stamps, problems)  # nearly all are of this kind
            continue
        if not _is_text(item.name):
            problems.append(_unreadable_name(path))
            continue
        if item.is_symlink() and not _inside(root, content / path):
            problems.append(_points_outside(path))
        elif item.is_dir():
            if not item.is_symlink():
                _scan(content, root, path, stamps, problems)
        elif _note(item, path, stamps, problems) and _is_stray(item.name):
            problems.append(_stray(path))


def _note(
    item: os.DirEntry[str], path: str, stamps: dict[str, Stamp], problems: list[Problem]
) -> bool:
    """Note the stamp of a file. Returns whether it can be read."""
    try:
        status = item.stat()
    except OSError:
        problems.append(unreadable(path))
        return False
    if not stat.S_ISREG(status.st_mode):
        problems.append(not_a_file(path))
        return False
    stamps[path] = stamp_of(status)
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
