"""Guides read as stories: their blocks are the steps that a bare machine is taken through."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.publishing.newsrooms import ROOT

# `pip install` has no network here: the project gets the environment of the test.
PYTHON = f"""
mkdir -p /usr/local/bin && cat > /usr/local/bin/python3 <<'AKHIR'
#!/bin/sh
[ "$1 $2" = "-m venv" ] || exec /usr/bin/python3 "$@"
mkdir -p "$3/bin"
for name in humas pelican; do
    printf '#!/bin/sh\\nexec {ROOT}/.venv/bin/%s "$@"\\n' $name > "$3/bin/$name"
done
cat > "$3/bin/python" <<'DALAM'
#!/bin/sh
[ "$1 $2 $3" = "-m pip install" ] || [ "$1 $2" = "-m compileall" ] ||
    exec {ROOT}/.venv/bin/python "$@"
DALAM
printf '#!/bin/sh\\n[ "$*" = "install -r requirements.txt -e ." ]\\n' > "$3/bin/pip"
: > "$3/bin/activate"
chmod +x "$3"/bin/*
AKHIR
chmod +x /usr/local/bin/python3
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk, and how it ended."""

    role: str
    text: str
    status: int
    said: str


def blocks(guide: Path) -> list[tuple[str, str]]:
    """The code blocks: what stands behind the language (else the language), and the text."""
    pattern = r"^```([\w-]*)(?: ([\w./-]+))?\n(.*?)^```"
    matches = re.findall(pattern, guide.read_text("utf-8"), re.M | re.S)
    return [(role or language, text) for language, role, text in matches]


def walk(folder: Path, steps: Sequence[tuple[str, str]]) -> list[Step]:
    """Take a bare machine through the steps, up to the first that fails."""
    words = ["unshare", "-m", "-n", "-p", "-f", "--mount-proc", sys.executable]
    done = subprocess.run(
        [*words, str(ROOT / "tests/publishing/bare.py"), str(folder)],
        input=json.dumps(list(steps)),
        capture_output=True,
        text=True,
        timeout=550,
    )
    assert done.stdout, done.stderr
    return [Step(*answer) for answer in json.loads(done.stdout)]


def check(walked: Iterable[Step], steps: Sequence[tuple[str, str]]) -> None:
    """Each step was taken, and worked."""
    taken = list(walked)
    for step in taken:
        assert step.status == 0, f"[{step.role}]\n{step.text}\n--- {step.status}\n{step.said}"
    assert [(step.role, step.text) for step in taken] == list(steps)
