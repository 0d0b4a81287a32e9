"""The files of a content folder for whoever is told what changes in it.

A look at all files is most of what a build does for each release of the archive. A process that
stays and watches the content looks again at the folders of what was saved alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from kentongan.manuscripts.scan import Files, Look, Stamps

MANY = 1000  # paths: of a flood of changes the watcher may have lost some


class Watched:
    """What was found in the content, brought up to date from what changed.

    `files` are those of the last look; None before the first.
    """

    def __init__(self, content: Path, unwatched: Iterable[str] = ()) -> None:
        """`unwatched` are folders at the top that change without being told."""
        self.files: Files | None = None
        self._content = content
        self._unwatched = tuple(unwatched)
        self._look: Look | None = None

    def look(self, changed: Collection[str] | None = None) -> Files:
        """The files as they are now. `changed` are paths below the content, of files and folders,
        that may be other than at the last look; None stands for any."""
        if self._look is None or changed is None or "" in changed or len(changed) > MANY:
            self._look = Look(self._content)
            self._look.at("")
        else:
            _look_again(self._look, changed)
            for folder in self._unwatched:
                if folder in self._look.below:
                    self._look.at(folder)
        self.files = _noted(self._look, self.files)
        return self.files


def _noted(look: Look, before: Files | None) -> Files:
    """What was found; digests are computed of what is new alone."""
    known: dict[str, bytes] = {}
    if before:
        same = (name for name, files in look.folders.items() if before.folders.get(name) is files)
        digests = before.digests
        known = {name: digests[name] for name in same}
    files = Files(Stamps(dict(look.folders)), look.problems, known)
    files.signature()
    return files


def _look_again(look: Look, changed: Iterable[str]) -> None:
    """Look at the folders of these paths, from the top; at all that a changed folder holds, which
    may be another of the same name."""
    folders = {""}
    for path in changed:
        parts = path.split("/")
        folders.update("/".join(parts[:end]) for end in range(1, len(parts)))
    # What a symbolic link leads to may change where nobody watches.
    for folder in sorted(folders | look.linked):
        if folder in look.below:
            look.again(folder)
    for path in changed:
        if path in look.below:
            look.at(path)
