"""The Git clone that the desk owns: one commit a decision, and files that others changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from kentongan.meja.values import Person
from kentongan.publishing import git
from kentongan.publishing.errors import PublishingError, TransferError
from kentongan.publishing.repository import Repository, at
from kentongan.storage.writing import write_together

# A repository that has just been made, or whose owner has no name.
_NOBODY = {"user.name": "Meja Humas", "user.email": "meja@localhost"}
_INDEX = "meja.index"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a commit says: whose text it is, who approved it, which draft it came from."""

    title: str
    code: str
    draft: str
    digest: str
    author: Person
    approver: str
    at: datetime

    @property
    def trailer(self) -> str:
        """The line by which the commit of a draft is found again."""
        return f"Naskah: {self.draft} {self.digest}"

    @property
    def message(self) -> str:
        lines = [self.title, "", f"Kode: {self.code}", self.trailer]
        if self.approver:
            lines.append(f"Disetujui-Oleh: {self.approver}")
        return "\n".join(lines)

    @property
    def signature(self) -> Mapping[str, str]:
        moment = f"{int(self.at.timestamp())} {self.at:%z}"
        return {
            "GIT_AUTHOR_NAME": self.author.name,
            "GIT_AUTHOR_EMAIL": f"orang-{self.author.id}@meja.localhost",
            "GIT_AUTHOR_DATE": moment,
        }


class Clone:
    """The content folder and the repository around it."""

    def __init__(self, content: Path, repository: Repository) -> None:
        self.content = content
        self.repository = repository

    def blob(self, path: str) -> str:
        """The blob of a file of the content as it lies in the work tree; empty for none."""
        try:
            return blob_of((self.content / path).read_bytes())
        except OSError:
            return ""

    def committed(self, path: str) -> bytes | None:
        """The file as the last commit has it."""
        try:
            return git.call(
                ("cat-file", "blob", f"HEAD:{self._below_root(path)}"),
                env=git.environment(),
                make_error=TransferError,
                folder=self.repository.root,
            )
        except PublishingError:
            return None

    def found(self, decision: Decision) -> str:
        """The commit of a decision, if it was made before a run was killed."""
        return git.answer(
            self.repository.root,
            *("log", "-1", "--format=%H", "--fixed-strings", f"--grep={decision.trailer}"),
        )

    def write(self, files: Mapping[str, bytes | None]) -> None:
        """Put files into the work tree, each whole. Raises OSError."""
        write_together(
            {self.content / path: data for path, data in files.items() if data is not None}
        )
        for path, data in files.items():
            if data is None:
                (self.content / path).unlink(missing_ok=True)

    def restore(self, files: Mapping[str, bytes | None]) -> None:
        """Put the committed files back where an attempt has left its own."""
        self.write({path: self.committed(path) for path in files})

    def commit(self, files: Mapping[str, bytes | None], decision: Decision) -> str:
        """One commit for one decision. Raises PublishingError."""
        below = {self._below_root(path): data for path, data in files.items()}
        return self.repository.save_files(below, decision.message, decision.signature)

    def clear_locks(self) -> None:
        """Remove the locks that a killed Git left; nobody else works in this clone now."""
        folder = self.repository.folder
        for lock in (*folder.glob("*.lock"), *(folder / "refs").rglob("*.lock")):
            lock.unlink(missing_ok=True)

    def bundle_to(self, target: Path) -> None:
        """The whole history in one file, unless a server has it. Raises PublishingError."""
        if not self.repository.upstream:
            git.call(
                ("bundle", "create", "-q", str(target.absolute()), "HEAD", "--all"),
                env=git.environment(),
                make_error=TransferError,
                folder=self.repository.root,
            )

    def last_commit(self) -> float:
        """When the last commit was made; 0 where there is none."""
        return float(git.answer(self.repository.root, "log", "-1", "--format=%ct") or 0)

    def unsent(self) -> int:
        """How many commits the server has not been told of; none where there is no server."""
        if not self.repository.upstream:
            return 0
        return int(git.answer(self.repository.root, "rev-list", "--count", "@{u}..HEAD") or 0)

    def complaint(self) -> str:
        """What is wrong with the repository; empty if nothing is."""
        try:
            git.call(
                ("fsck", "--no-dangling", "--no-progress"),
                env=git.environment(),
                make_error=TransferError,
                folder=self.repository.root,
            )
        except PublishingError as error:
            return str(error)[:500] or "git fsck gagal"
        return ""

    def _below_root(self, path: str) -> str:
        return (PurePosixPath(self.repository.content) / path).as_posix()


def open_clone(content: Path, cache: Path) -> Clone:
    """The clone around a content folder; where there is none, one is made of the folder."""
    repository = at(content, cache / "terbit/bentrok.json", _INDEX)
    if repository is None or not _holds(repository, content):
        _make(content)
        repository = at(content, cache / "terbit/bentrok.json", _INDEX)
    if repository is None:
        raise TransferError(f"Repositori Git di {content} tidak dapat dibuat atau dibuka.")
    return Clone(content, repository)


def blob_of(data: bytes) -> str:
    """The name that Git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def _holds(repository: Repository, content: Path) -> bool:
    """Whether Git follows the content; it may be a folder that a repository leaves out."""
    ignored = git.answer(content, "check-ignore", ".")
    return not ignored and bool(repository.head())


def _make(content: Path) -> None:
    """A repository of the content alone, with what is there as its first commit."""
    settings = [word for key, value in _NOBODY.items() for word in ("-c", f"{key}={value}")]
    steps = (
        ("init", "-q", "-b", "main"),
        (*settings, "add", "-A", "."),
        (*settings, "commit", "-q", "--allow-empty", "-m", "Naskah sebelum meja"),
    )
    for words in steps:
        git.call(words, env=git.environment(), make_error=TransferError, folder=content)
