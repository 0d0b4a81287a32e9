"""Releases of the content by code or by words, without reading all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kentongan.domain.release import Release
from kentongan.meja.reading import Reader
from kentongan.publishing import git

_MOST = 60


class Library:
    """The release files of one content folder."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.content = reader.content

    def by_code(self, code: str) -> Release | None:
        """The release with this code, in whatever spelling its file has it."""
        for path in self._holding(code, code.replace("-", "")):
            release = self._read(path)
            if release and release.code == code:
                return release
        return self._derived(code)

    def search(self, words: str) -> list[Release]:
        """The releases in which these words stand, the newest first."""
        plain = " ".join(words.split())
        if len(plain) < 2:
            return []
        paths = sorted(self._holding(plain), reverse=True)[:_MOST]
        found = [release for path in paths if (release := self._read(path))]
        return sorted(found, key=lambda release: release.published_at, reverse=True)

    def _holding(self, *words: str) -> list[str]:
        """The release files in which one of these stands, whatever its capitals."""
        asked = [part for word in words for part in ("-e", word)]
        command = ("grep", "-l", "-z", "-i", "-F", "--untracked", *asked, "--", "rilis")
        said = git.answer(self.content, *command)
        return [path for path in said.split("\0") if path.endswith(".md")]

    def _derived(self, code: str) -> Release | None:
        """A release whose code is made of its path, since its file states none."""
        for path in self._without_code():
            release = self._read(path)
            if release and release.code == code:
                return release
        return None

    def _without_code(self) -> Iterator[str]:
        command = ("grep", "-L", "-z", "-i", "-E", "--untracked", "-e", "^.?(kode|code) *:")
        said = git.answer(self.content, *command, "--", "rilis")
        yield from (path for path in said.split("\0") if path.endswith(".md"))

    def _read(self, path: str) -> Release | None:
        try:
            return self.reader.release((self.content / Path(path)).read_bytes(), path)
        except OSError:
            return None
