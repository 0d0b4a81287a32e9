"""The examples keep what a publication must remember, and give away what it must not."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ruamel.yaml import YAML

from tests.publishing.clones import offices, run

ROOT = Path(__file__).parents[2]


def test_the_example_for_a_git_host_keeps_the_ledger(tmp_path: Path) -> None:
    example = YAML(typ="safe").load(ROOT / ".ci/examples/pages.yml")
    assert example["permissions"]["contents"] == "write"
    steps = example["jobs"]["terbit"]["steps"]
    (script,) = [step["run"] for step in steps if "jejak" in step.get("run", "")]
    assert "[skip ci]" in script
    host, colleague = offices(tmp_path, "a", "b")
    for number in range(2):
        colleague.write("content/rilis/b.md", f"Judul: {number}\n")
        colleague.commit()
        colleague.push()
        host.write("content/jejak/alamat/2026-11.tsv", f"{number}\n")
        subprocess.run(["sh", "-euc", script], cwd=host.root, check=True)
        run(colleague.root, "pull", "-q", "--rebase")
        assert colleague.read("content/jejak/alamat/2026-11.tsv") == f"{number}\n"
        subprocess.run(["sh", "-euc", script], cwd=host.root, check=True)  # nothing new


def test_images_hold_no_secrets_history_or_drafts() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert {".git", ".cache", ".output.*", "**/*.pem", "**/*.key", "**/.env"} <= set(lines)


def test_base_images_are_pinned_and_pinned_anew(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    for name in (".ci/sematkan-wadah", "Containerfile"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    tool = tmp_path / "podman"
    for digest in ("1" * 64, "2" * 64):
        answer = f'[ "$1" = pull ] || echo "docker.io/x@sha256:{digest}"'
        tool.write_text(f"#!/bin/sh\n{answer}\n")
        tool.chmod(0o755)
        subprocess.run(
            ["sh", ".ci/sematkan-wadah"],
            cwd=tmp_path,
            env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
            check=True,
            capture_output=True,
        )
        lines = (tmp_path / "Containerfile").read_text().splitlines()
        images = [line for line in lines if line.startswith("FROM ")]
        assert len(images) == 2 and all(f"@sha256:{digest}" in line for line in images)
        assert images[0].endswith(" AS build")
