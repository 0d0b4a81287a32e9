"""What the history of the texts holds, asked where a site was published from other commits."""

from __future__ import annotations

import contextlib
from itertools import pairwise
from pathlib import Path

from kentongan.publishing import git
from kentongan.publishing.errors import PublishingError
from kentongan.publishing.refusals import error_from

OURS = "humas terbit"
"""How Git's log of HEAD tells our moves from others."""
_MOVES = 200
"""Moves of HEAD that are looked back: some months of publications."""


def is_ancestor(folder: Path, older: str, newer: str) -> bool:
    """Whether one commit holds the other; a commit that is not here holds nothing."""
    with contextlib.suppress(PublishingError):
        git.call(
            ("merge-base", "--is-ancestor", older, newer),
            env=git.environment(),
            make_error=error_from,
            folder=folder,
        )
        return True
    return False


def is_carried_over(folder: Path, commit: str) -> bool:
    """Whether HEAD holds the work of a commit that a colleague took out of the shared history.

    Our own moves of HEAD put what is here on top of what is shared, so nothing is left behind.
    """
    words = ("log", "--walk-reflogs", f"--max-count={_MOVES}", "--format=%H %gs", "HEAD")
    moves = [line.partition(" ") for line in git.answer(folder, *words).splitlines()]
    for (newer, _, reason), (older, _, _) in pairwise(moves):
        if reason != OURS and not is_ancestor(folder, older, newer):
            return False
        if is_ancestor(folder, commit, older):
            return True
    return False


def was_here(folder: Path, commit: str) -> bool:
    """Whether Git knows the commit, though no branch may hold it any more."""
    return bool(git.answer(folder, "rev-parse", "-q", "--verify", f"{commit}^{{commit}}"))


def branches_with(folder: Path, commit: str) -> list[str]:
    """The branches of the colleagues that hold a commit."""
    form = "--format=%(refname:lstrip=2)"
    names = git.answer(folder, "branch", "-r", form, "--contains", commit).split()
    return [name for name in names if not name.endswith("/HEAD")]
