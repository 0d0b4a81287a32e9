"""The Git repository that holds the content: colleagues' work comes in, ours goes out.

Staff never type Git. Nothing is merged in the work tree: Git merges trees in its store, and the
work tree follows only when the whole has come out well. So a conflict or a killed run leaves
every file as its author wrote it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from kentongan.publishing import ancestry, git
from kentongan.publishing.conflicts import Conflict, Conflicted, Memory, Side, as_written
from kentongan.publishing.errors import PublishingError, Refused
from kentongan.publishing.refusals import UNCHANGED, Rejected, error_from
from kentongan.storage.writing import replace_with, write_whole

# Files that two machines write: lines of both are kept; otherwise the colleagues' file wins.
ATTRIBUTES = """\
**/jejak/**/*.tsv merge=union
**/jejak/**/*.jsonl merge=union
**/jejak/**/*.json merge=server
"""
# A chain has one end: the next build appends its line to the colleagues'.
CHAINED = ("jejak/catatan.jsonl", "jejak/keaslian.jsonl")
_HALF_DONE = ("rebase-merge", "rebase-apply", "MERGE_HEAD", "CHERRY_PICK_HEAD")


@dataclass(frozen=True, slots=True)
class Merged:
    """A tree, and the paths on which its two sides disagree."""

    tree: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass
class Repository:
    """The work tree `root`; `content` lies in it. `remote` and `branch` are its upstream."""

    root: Path
    content: str
    remote: str
    branch: str
    upstream: str
    folder: Path
    memory: Memory
    own_index: str = "humas.index"
    """The name of our index, so that two programs do not share one."""
    drafts: frozenset[str] = frozenset()
    """New files that are not public yet: they stay on this machine (paths below `root`)."""
    _names: dict[str, str] = field(default_factory=dict)

    # Colleagues' work comes in

    def take(self) -> bool:
        """Put our work on top of the colleagues'; whether any of theirs came.

        Raises Conflicted when a text was changed by both, Refused or TransferError when the
        work cannot be had. Then nothing has changed here.
        """
        self._refuse_half_done()
        self._finish_move()
        self._fetch()
        head, theirs = self._sha("HEAD"), self._sha(self.upstream)
        if self._is_ancestor(theirs, head):
            return False
        ours = self._snapshot(head)
        base = self._git("merge-base", head, theirs, statuses=(0, 1)).strip()
        if not base:
            raise Refused(
                "Naskah bersama di server diganti seluruhnya dan tidak lagi berasal dari naskah di "
                f"komputer ini. {UNCHANGED} Minta pengelola melihatnya."
            )
        onto, tree = self._on_top(base, head, ours, theirs)
        tree = self.with_files(tree, self._chained(base, theirs))
        self._move(ours, tree, head, onto)
        return True

    def _on_top(self, base: str, head: str, ours: str, theirs: str) -> tuple[str, str]:
        """Where HEAD goes and what the work tree holds. Commits stay apart where they can."""
        onto = theirs
        for commit in self._git(
            "rev-list", "--reverse", "--topo-order", "--no-merges", f"{theirs}..{head}"
        ).split():
            merged = self._merge(f"{commit}^{{tree}}", f"{commit}^^{{tree}}", f"{onto}^{{tree}}")
            if merged.conflicts:
                return theirs, self._whole(base, ours, theirs)
            if merged.tree != self._sha(f"{onto}^{{tree}}"):
                onto = self._copy_commit(commit, merged.tree, onto)
        merged = self._merge(ours, f"{head}^{{tree}}", f"{onto}^{{tree}}")
        if merged.conflicts:
            return theirs, self._whole(base, ours, theirs)
        return onto, merged.tree

    def _whole(self, base: str, ours: str, theirs: str) -> str:
        """The tree with all our work as one change. Raises Conflicted."""
        merged = self._merge(ours, f"{base}^{{tree}}", f"{theirs}^{{tree}}")
        sides = map(self._sides, (base, ours, theirs))
        apart, conflicts = as_written(merged.conflicts, *sides)
        settled, open_ones = self.memory.settle(conflicts)
        if open_ones:
            self.memory.remember(open_ones)
            raise Conflicted(
                [self._named(conflict, theirs) for conflict in open_ones], self._text, self.content
            )
        return self.with_files(merged.tree, apart | settled)

    def _merge(self, ours: str, base: str, theirs: str) -> Merged:
        """Merge trees. Git finds the base of commits alone, so the trees get some."""
        root = self._commit(base, ())
        mine, other = self._commit(ours, (root,)), self._commit(theirs, (root,))
        answer = self._git("merge-tree", "--write-tree", "-z", other, mine, statuses=(0, 1))
        entries = answer.split("\0")
        stages: dict[str, dict[int, Side]] = {}
        for entry in entries[1 : entries.index("", 1)]:
            information, _, path = entry.partition("\t")
            mode, blob, stage = information.split()
            stages.setdefault(path, {})[int(stage)] = Side(mode, blob)
        conflicts = (Conflict(path, sides.get(2), sides.get(3)) for path, sides in stages.items())
        return Merged(entries[0], tuple(conflicts))

    def _sides(self, tree: str, *paths: str) -> dict[str, Side]:
        """The files of a tree, or those of `paths` in it."""
        sides = {}
        for entry in filter(None, self._git("ls-tree", "-r", "-z", tree, *paths).split("\0")):
            information, _, path = entry.partition("\t")
            mode, _, blob = information.split()
            sides[path] = Side(mode, blob)
        return sides

    def _chained(self, base: str, theirs: str) -> dict[str, Side | None]:
        """The files of a chain that colleagues have continued."""
        paths = [(PurePosixPath(self.content) / name).as_posix() for name in CHAINED]
        before, now = (self._sides(tree, *paths) for tree in (base, theirs))
        return {path: side for path, side in now.items() if before.get(path) != side}

    def with_files(self, tree: str, settled: Mapping[str, Side | None]) -> str:
        """The tree with these files replaced."""
        if not settled:
            return tree
        self._index("read-tree", tree)
        for path, side in settled.items():
            self._index("update-index", "--force-remove", "--", path)
            if side is not None:
                place = f"{side.mode},{side.blob},{path}"
                self._index("update-index", "--add", "--cacheinfo", place)
        return self._index("write-tree").strip()

    def _named(self, conflict: Conflict, theirs: str) -> Conflict:
        """The conflict with the name of the colleague."""
        name = self._git("log", "-1", "--format=%an", theirs, "--", conflict.path).strip()
        return conflict.by(name)

    # The work tree follows

    def _move(self, old: str, new: str, head: str, onto: str) -> None:
        """Bring the work tree from one tree to another, then HEAD to its commit.

        A killed run leaves a note, and the next one finishes the move.
        """
        self._begin_index(old)
        self._index("update-index", "-q", "--refresh", statuses=(0, 1))
        write_whole(self._note, f"{old} {new}".encode())
        try:
            self._index("read-tree", "-m", "-u", old, new)
        except PublishingError:
            self._note.unlink(missing_ok=True)
            raise
        self._git("update-ref", "-m", ancestry.OURS, "HEAD", onto, head)
        self._show_index(onto)
        self._note.unlink(missing_ok=True)

    def _finish_move(self) -> None:
        """Finishes files that a killed run left half-written; other differences stay."""
        for lock in self.folder.glob(f"{self.own_index}*.lock"):
            lock.unlink(missing_ok=True)
        try:
            old, new = self._note.read_text().split()
        except (OSError, ValueError):
            return
        changed = self._git("diff-tree", "-r", "-z", "--no-renames", "--name-only", old, new)
        self._index("read-tree", new)
        for path in filter(None, changed.split("\0")):
            if self._is_half_written(path, new):
                self._index("checkout-index", "-f", "--", path)
        self._note.unlink(missing_ok=True)

    def _is_half_written(self, path: str, tree: str) -> bool:
        try:
            present = (self.root / path).read_bytes()
            whole = self._bytes("cat-file", "blob", f"{tree}:{path}")
        except (OSError, PublishingError):
            return False
        return len(present) < len(whole) and whole.startswith(present)

    @property
    def _note(self) -> Path:
        return self.folder / "humas.pindah"

    # Our work goes out

    def save(self, message: str) -> bool:
        """Commit what the content holds, drafts that are new excepted; whether there was any."""
        head = self._sha("HEAD")
        tree = self._snapshot(head)
        if tree == self._sha(f"{head}^{{tree}}"):
            if self._is_index_old.exists():
                self._show_index(head)
            return False
        commit = self._commit(tree, (head,), message)
        self._git("update-ref", "-m", ancestry.OURS, "HEAD", commit, head)
        self._show_index(commit)
        return True

    def save_files(
        self, files: Mapping[str, bytes | None], message: str, author: Mapping[str, str]
    ) -> str:
        """Commit these files alone (paths below `root`; None removes one); the commit.

        The work tree is left as it is. Raises TransferError where HEAD moved meanwhile.
        """
        head = self.head()
        self._begin_index(head)
        sides = {path: self._stored(data) for path, data in files.items()}
        tree = self.with_files(f"{head}^{{tree}}", sides)
        commit = self._commit(tree, (head,), message, author)
        self._git("update-ref", "-m", ancestry.OURS, "HEAD", commit, head)
        self._show_index(commit)
        return commit

    def _stored(self, data: bytes | None) -> Side | None:
        if data is None:
            return None
        return Side(
            "100644", self._bytes("hash-object", "-w", "--stdin", send=data).decode().strip()
        )

    def push(self) -> bool:
        """Give our commits to the colleagues; False when theirs came first."""
        head = self._sha("HEAD")
        if head == self._sha(self.upstream):
            return True
        try:
            self._git("push", "-q", "--no-verify", self.remote, f"{head}:{self.branch}")
        except Rejected:
            return False
        return True

    def head(self) -> str:
        return self._sha("HEAD")

    def _snapshot(self, head: str) -> str:
        """The tree of HEAD with the content as it lies in the work tree."""
        self._begin_index(head)
        self._index("add", "-A", "--", self.content)
        for path in sorted(self.drafts):
            self._index("rm", "-q", "--cached", "--ignore-unmatch", "--", path)
        return self._index("write-tree").strip()

    def new_files(self) -> list[str]:
        """Texts that Git does not know yet, below `root`."""
        words = ("ls-files", "-z", "--others", "--exclude-standard", "--", self.content)
        return [path for path in self._git(*words).split("\0") if path.endswith(".md")]

    # Git

    def _fetch(self) -> None:
        """Get the colleagues' commits. Raises Refused where their branch is gone."""
        whole = ("--unshallow",) if (self.folder / "shallow").exists() else ()
        self._git("fetch", "-q", *whole, self.remote, timeout=120)
        # Git marks all that it fetched but the branch that ours follows.
        fetched = (self.folder / "FETCH_HEAD").read_text("utf-8", "replace").splitlines()
        if not any(line.split("\t")[1:2] == [""] for line in fetched):
            raise Refused(
                f"Naskah bersama tidak lagi ada di cabang {self.branch.rpartition('/')[2]} di "
                f"server; mungkin cabang itu diganti namanya. {UNCHANGED} Minta pengelola "
                "menyambungkan komputer ini ke cabang yang sekarang dipakai."
            )

    def _refuse_half_done(self) -> None:
        if any((self.folder / name).exists() for name in _HALF_DONE):
            raise Refused(
                "Penggabungan naskah yang dimulai dengan tangan di folder ini belum selesai. "
                f"{UNCHANGED} Minta pengelola menyelesaikan atau membatalkannya, lalu ulangi."
            )

    def _commit(
        self,
        tree: str,
        parents: Iterable[str],
        message: str = "-",
        author: Mapping[str, str] | None = None,
    ) -> str:
        named = [word for parent in parents for word in ("-p", parent)]
        env = {**self._author(), **(author or {})}
        return self._git("commit-tree", self._sha(tree), *named, "-m", message, env=env).strip()

    def _copy_commit(self, commit: str, tree: str, parent: str) -> str:
        form = "%an%x00%ae%x00%aI%x00%B"
        name, email, date, message = self._git("log", "-1", f"--format={form}", commit).split("\0")
        author = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email, "GIT_AUTHOR_DATE": date}
        words = ("commit-tree", tree, "-p", parent, "-m", message.strip() or "-")
        return self._git(*words, env=self._author() | author).strip()

    def _author(self) -> dict[str, str]:
        """Who commits; a machine without a name of its own is called Humas."""
        if not self._names:
            asked = {key: self._git("config", key, statuses=(0, 1)).strip() for key in _NAMES}
            author = {key: value or _NAMES[key] for key, value in asked.items()}
            for role in ("AUTHOR", "COMMITTER"):
                self._names[f"GIT_{role}_NAME"] = author["user.name"]
                self._names[f"GIT_{role}_EMAIL"] = author["user.email"]
        return self._names

    def _sha(self, name: str) -> str:
        return self._git("rev-parse", "--verify", "-q", name).strip()

    def _is_ancestor(self, older: str, newer: str) -> bool:
        return ancestry.is_ancestor(self.root, older, newer)

    def _text(self, blob: str) -> str:
        return self._bytes("cat-file", "blob", blob).decode("utf-8", "replace")

    def _show_index(self, commit: str) -> None:
        """Update the user's index for `git status`; a locked one is left until the next run."""
        self._begin_index(commit)
        self._index("update-index", "-q", "--refresh", statuses=(0, 1))
        if (self.folder / "index.lock").exists():
            self._is_index_old.touch()
            return
        os.replace(self._own_index, self.folder / "index")  # noqa: PTH105
        self._is_index_old.unlink(missing_ok=True)

    def _begin_index(self, commit: str) -> None:
        """Our index at a commit; what it knows of unchanged files saves reading them again.

        The copy keeps the time of the index: Git compares files that are as young as their
        index by content, since their times of whole seconds do not tell.
        """
        if not self._own_index.exists():
            with contextlib.suppress(OSError):
                replace_with(self._own_index, partial(shutil.copy2, self.folder / "index"))
        self._index("read-tree", "--reset", commit)

    @property
    def _is_index_old(self) -> Path:
        """A note that the user's index could not follow."""
        return self.folder / "humas.indeks-lama"

    @property
    def _own_index(self) -> Path:
        return self.folder / self.own_index

    def _index(self, *words: str, statuses: tuple[int, ...] = (0,)) -> str:
        """Git with a separate index, so that a killed run leaves no lock in the user's."""
        return self._git(*words, statuses=statuses, env={"GIT_INDEX_FILE": str(self._own_index)})

    def _git(
        self,
        *words: str,
        env: Mapping[str, str] | None = None,
        statuses: tuple[int, ...] = (0,),
        timeout: int = 600,
    ) -> str:
        return self._bytes(*words, env=env, statuses=statuses, timeout=timeout).decode(
            "utf-8", "surrogateescape"
        )

    def _bytes(
        self,
        *words: str,
        env: Mapping[str, str] | None = None,
        statuses: tuple[int, ...] = (0,),
        timeout: int = 600,
        send: bytes = b"",
    ) -> bytes:
        attributes = self.folder / "humas.attributes"
        settings = ["-c", f"core.attributesFile={attributes}", "-c", "merge.server.driver=true"]
        if words[0] == "merge-tree":
            write_whole(attributes, ATTRIBUTES.encode(), durable=False)
        return git.call(
            [*settings, *words],
            env=git.environment(**(env or {})),
            make_error=error_from,
            folder=self.root,
            statuses=statuses,
            timeout=timeout,
            send=send,
        )


_NAMES = {"user.name": "Humas", "user.email": "humas@localhost"}


def find(content: Path, memory: Path) -> Repository | None:
    """The repository that holds the content, if it is shared; None elsewhere.

    Raises Refused where colleagues share it and this branch does not follow theirs: what it
    published would reach nobody.
    """
    git.refuse_foreign(content)
    repository = at(content, memory)
    if repository is None or repository.upstream:
        return repository
    if git.answer(content, "remote"):
        name = git.answer(content, "symbolic-ref", "-q", "--short", "HEAD")
        place = f"di cabang {name}, yang" if name else "pada keadaan lama, yang"
        raise Refused(
            f"Naskah di komputer ini dibuka {place} tidak tersambung ke naskah bersama. "
            f"{UNCHANGED} Minta pengelola mengembalikannya ke cabang bersama. Bila memang hendak "
            "terbit tanpa rekan: humas terbit --tanpa-git"
        )
    return None


def at(content: Path, memory: Path, own_index: str = "humas.index") -> Repository | None:
    """The repository that holds the content, with its upstream if it has one."""
    asked = ("--show-toplevel", "--absolute-git-dir", "--abbrev-ref", "HEAD")
    answers = git.answer(content, "rev-parse", *asked).splitlines()
    if len(answers) != 3:
        return None
    root, folder, name = answers
    upstream = git.answer(content, "rev-parse", "--symbolic-full-name", "@{upstream}")
    remote = git.answer(content, "config", f"branch.{name}.remote")
    branch = git.answer(content, "config", f"branch.{name}.merge")
    if not (upstream and remote and branch):
        upstream = remote = branch = ""
    place = content.resolve().relative_to(Path(root).resolve()).as_posix()
    memories = Memory(memory)
    return Repository(
        Path(root), place, remote, branch, upstream, Path(folder), memories, own_index
    )
