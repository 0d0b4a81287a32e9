"""A Git branch that a pages host serves: one commit without parents, replaced as a whole.

The branch carries no history, so a withdrawn text does not live on in it. Earlier commits are
kept in a repository on this machine, for rollbacks; those that must not come back are removed.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kentongan.publishing import git, serverconf, versions
from kentongan.publishing.core import (
    Hold,
    Options,
    Plan,
    Present,
    Progress,
    Publication,
    VersionFacts,
    Way,
    silent,
)
from kentongan.publishing.errors import NoVersion, PublishingError, TransferError, overtaken
from kentongan.publishing.far import refusal, why, with_report
from kentongan.publishing.manifest import DIGEST, Manifest, compare
from kentongan.publishing.versions import Version
from kentongan.storage.writing import write_whole

REFS = "refs/terbit/"
SEEN = "refs/terbit-jauh/kini"
NOTHING = "0" * 40


class BranchTarget:
    def __init__(self, options: Options, cache: Path) -> None:
        options.only("repo", "branch", "cname", "keep", "name", "email")
        self.name = options.name
        self.repo = options.text("repo")
        self.branch = options.text("branch", "pages")
        self.keep = options.number("keep", versions.KEEP)
        self.cname = options.text("cname", "")
        self.warnings: list[str] = []
        self._options = options
        self._cache = cache
        self._folder = cache / "git"

    def clock(self) -> datetime | None:
        return None

    def plan(self, publication: Publication, full: bool = False) -> Plan:
        self._prepare()
        head = self._head()
        old = self._manifest(head) if head and not full else Manifest()
        facts, hold = self._said(head)
        return Plan(
            publication,
            old,
            compare(old, publication.manifest),
            token=head,
            first=not head,
            full=full,
            repair=full
            or hold is not None
            or not publication.sealed <= facts.sealed
            or (bool(head) and self._extras_changed(head, publication)),
        )

    def publish(self, plan: Plan, progress: Progress = silent) -> str:
        self._prepare()
        known = self._versions()
        current = known.get(plan.token)
        version = versions.following(known.values(), plan.publication.manifest.id)
        facts = replace(
            versions.facts_of(plan, self._said(plan.token)[0]),
            before=current.name if current else "",
        )
        progress("Menyusun cabang", 0, 0)
        commit = self._commit(self._tree(plan), version, facts)
        progress("Mengirim", 0, 0)
        self._push(commit, plan.token)
        write_whole(self._cache / f"{version.name}.json", facts.to_bytes())
        write_whole(self._cache / f"{version.name}.gz", plan.publication.manifest.to_bytes())
        self._git("update-ref", REFS + version.name, commit)
        with contextlib.suppress(PublishingError, OSError):
            self._prune(version, facts.sealed)
        return version.name

    def conclude(self) -> None:
        """A pages host needs nothing more."""

    def present(self) -> Present:
        self._prepare()
        head = self._head()
        if not head:
            return Present()
        facts, hold = self._said(head)
        known = self._versions()
        version = known[head].name if head in known else head[:12]
        return Present(version, facts, hold)

    def way_back(self, sealed: frozenset[str] = frozenset()) -> Way:
        self._prepare()
        head = self._head()
        current = self._versions().get(head)
        if current is None:
            raise NoVersion(versions.NO_EARLIER)
        version = versions.earlier(current, self._facts, sealed)
        old, new = (self._manifest(self._commit_of(shown)) for shown in (current, version))
        return Way(head, version.name, compare(old, new))

    def rollback(self, way: Way, hold: Hold, progress: Progress = silent) -> str:
        """The old tree under a commit of its own, which says that it is held."""
        self._prepare()
        version = versions.parse(way.version)
        facts = self._facts(version) if version else None
        if version is None or facts is None:
            raise NoVersion(versions.NO_EARLIER)
        commit = self._commit(f"{self._commit_of(version)}^{{tree}}", version, facts, hold)
        self._push(commit, way.current)
        self._git("update-ref", REFS + version.name, commit)
        return version.name

    # What is there

    def _head(self) -> str:
        """The commit of the branch, or nothing."""
        name = f"refs/heads/{self.branch}"
        line = self._git("ls-remote", self.repo, name).decode().strip()
        return line.partition("\t")[0]

    def _versions(self) -> dict[str, Version]:
        """The commits that this machine published, with their versions."""
        lines = self._git("for-each-ref", "--format=%(objectname) %(refname)", REFS).decode()
        by_commit = {}
        for line in lines.splitlines():
            commit, _, name = line.partition(" ")
            version = versions.parse(name.removeprefix(REFS))
            if version is not None:
                by_commit[commit] = version
        return by_commit

    def _commit_of(self, version: Version) -> str:
        """The commit of a version. Raises NoVersion where this machine has none."""
        for commit, known in self._versions().items():
            if known == version:
                return commit
        raise NoVersion(versions.NO_EARLIER)

    def _said(self, head: str) -> tuple[VersionFacts, Hold | None]:
        """What a commit records: its facts, and whether it is held."""
        if not head:
            return VersionFacts(), None
        if not self._has(head):
            self._fetch(head)
        lines = self._git("log", "-1", "--format=%B", head).decode().strip().splitlines()[2:]
        facts, hold = VersionFacts(), None
        with contextlib.suppress(ValueError, IndexError):
            facts = VersionFacts.from_bytes(lines[0])
            hold = versions.parse_hold("".join(lines[1:]))
        return facts, hold

    def _has(self, commit: str) -> bool:
        try:
            self._git("cat-file", "-e", f"{commit}^{{commit}}")
        except PublishingError:
            return False
        return True

    def _fetch(self, commit: str) -> None:
        goal = f"+{commit}:{SEEN}"
        self._git("fetch", "-q", "--no-tags", "--depth=1", self.repo, goal)

    def _facts(self, version: Version) -> VersionFacts | None:
        try:
            return VersionFacts.from_bytes((self._cache / f"{version.name}.json").read_bytes())
        except (OSError, ValueError):
            return None

    def _manifest(self, commit: str) -> Manifest:
        """What the commit holds: from memory, else by reading it."""
        version = self._versions().get(commit)
        if version is not None:
            with contextlib.suppress(OSError, ValueError):
                manifest = Manifest.from_bytes((self._cache / f"{version.name}.gz").read_bytes())
                if manifest.id == version.id:
                    return manifest
        self._fetch(commit)
        blobs = [
            (line.split()[2], line.partition("\t")[2])
            for line in self._git("ls-tree", "-rz", commit).decode().split("\0")
            if line
        ]
        contents = self._git("cat-file", "--batch", send=git.lines(blob for blob, _ in blobs))
        files: dict[str, str] = {}
        position = 0
        for _, path in blobs:
            end = contents.index(b"\n", position)
            size = int(contents[position:end].split()[2])
            data = contents[end + 1 : end + 1 + size]
            position = end + 2 + size
            if path not in self._extras({}):
                files[path] = hashlib.sha256(data).hexdigest()[:DIGEST]
        return Manifest(files)

    def _extras(self, server: Mapping[str, bytes]) -> dict[str, bytes]:
        """Files that pages hosts want beside the site."""
        extras = {
            ".nojekyll": b"",
            serverconf.REDIRECTS: server.get(serverconf.REDIRECTS, b""),
        }
        if self.cname:
            extras["CNAME"] = self.cname.encode() + b"\n"
        return extras

    def _extras_changed(self, head: str, publication: Publication) -> bool:
        for name, data in self._extras(publication.server).items():
            try:
                if self._git("cat-file", "blob", f"{head}:{name}") != data:
                    return True
            except PublishingError:
                return True
        return False

    # Making and sending

    def _tree(self, plan: Plan) -> str:
        """The tree of the publication, made from the present one and the changes."""
        with contextlib.suppress(FileNotFoundError):
            (self._folder / "index").unlink()
        if plan.token and plan.old.files:
            self._git("read-tree", plan.token)
        paths = list(plan.difference.put)
        sources = [str(plan.publication.sources(path)[0][1].absolute()) for path in paths]
        words = ("hash-object", "-w", "--no-filters", "--stdin-paths")
        blobs = self._git(*words, send=git.lines(sources)).decode().split()
        entries = [f"100644 {blob}\t{path}\0" for blob, path in zip(blobs, paths, strict=True)]
        entries += [f"0 {NOTHING}\t{path}\0" for path in plan.difference.dropped]
        for name, data in self._extras(plan.publication.server).items():
            blob = self._git("hash-object", "-w", "--stdin", send=data).decode().strip()
            entries.append(f"100644 {blob}\t{name}\0")
        self._git("update-index", "-z", "--index-info", send="".join(entries).encode())
        return self._git("write-tree").decode().strip()

    def _commit(
        self, tree: str, version: Version, facts: VersionFacts, hold: Hold | None = None
    ) -> str:
        """A commit without parents that says what it is, for whoever publishes next."""
        said = [f"Versi {version.name}", facts.to_bytes().decode()]
        said += [versions.hold_bytes(hold).decode().strip()] if hold else []
        body = f"{said[0]}\n\n" + "\n".join(said[1:]) + "\n"
        sha = self._git("rev-parse", "--verify", tree).decode().strip()
        return self._git("commit-tree", sha, send=body.encode()).decode().strip()

    def _push(self, commit: str, expected: str) -> None:
        """Replace the branch, unless someone else did since we looked."""
        name = f"refs/heads/{self.branch}"
        lease = f"--force-with-lease={name}:{expected}"
        try:
            self._git("push", "-q", lease, self.repo, f"{commit}:{name}")
        except TransferError:
            if self._head() != commit:  # otherwise only the answer was lost
                raise

    def _prune(self, current: Version, sealed: frozenset[str]) -> None:
        present = sorted(self._versions().values())
        doomed = versions.doomed(present, current, self.keep, self._facts, sealed)
        hidden = versions.unsealed(doomed, self._facts, sealed)
        for version in sorted(doomed):
            self._git("update-ref", "-d", REFS + version.name)
            for ending in (".gz", ".json"):
                (self._cache / (version.name + ending)).unlink(missing_ok=True)
        if hidden:
            with contextlib.suppress(PublishingError):
                self._git("update-ref", "-d", SEEN)
            self._git("gc", "-q", "--prune=now")

    def _prepare(self) -> None:
        if not (self._folder / "HEAD").exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._git("init", "-q", "--bare")
            self._look_shallow()

    def _look_shallow(self) -> None:
        """Make Git compare the trees of unrelated commits when it pushes.

        It does so only in a shallow repository; elsewhere a commit without parents would send
        the whole site each time. The commit named here is empty and never leaves this machine.
        """
        tree = self._git("mktree").decode().strip()
        commit = self._git("commit-tree", tree, "-m", "kosong")
        write_whole(self._folder / "shallow", commit)

    def _git(self, *words: str, send: bytes = b"") -> bytes:
        return git.call(
            words,
            env=self._environment(),
            make_error=_error_from,
            send=send,
            timeout=60 if words[0] == "ls-remote" else 600,
        )

    def _environment(self) -> dict[str, str]:
        """Calls Git in our own repository, ignoring the environment."""
        name = self._options.text("name", "Humas")
        email = self._options.text("email", "humas@localhost")
        return git.environment(
            GIT_DIR=str(self._folder.absolute()),
            GIT_AUTHOR_NAME=name,
            GIT_AUTHOR_EMAIL=email,
            GIT_COMMITTER_NAME=name,
            GIT_COMMITTER_EMAIL=email,
        )


def _error_from(complaint: str) -> PublishingError:
    if "stale info" in complaint or "fetch first" in complaint:
        return overtaken()
    failure = TransferError(
        f"Git gagal{why(complaint)}; situs tetap seperti semula. Jalankan humas terbit lagi."
    )
    return refusal(complaint, "server Git") or with_report(failure, complaint)
