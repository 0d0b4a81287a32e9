"""Judges from outside: the Nu HTML checker and Lighthouse, fetched by npm where Node is there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.chromium import executable
from tests.site.builder import ROOT

FOLDER = ROOT / ".cache/alat-web"
PACKAGES = {"vnu-jar": "26.9.27", "lighthouse": "12.8.2"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Pictures for whoever reads the report, and what counts in no score: seconds for each page.
_UNASKED = ("bf-cache", "screenshot-thumbnails", "final-screenshot", "script-treemap-data")


class Missing(Exception):
    """A judge cannot be asked on this machine."""


def nu(pages: Path) -> list[str]:
    """Errors and warnings of the Nu checker over all pages of a site, a line each.

    It reads files, which have no origin, so its remark that the policy blocks what comes from
    the page's own origin says nothing.
    """
    if not shutil.which("java"):
        raise Missing("java is not installed")
    jar = _module("vnu-jar") / "build/dist/vnu.jar"
    done = subprocess.run(
        ["java", "-jar", str(jar), "--skip-non-html", "--format", "json", str(pages)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stderr)["messages"]
    return [
        f"{message.get('url', '').rpartition(str(pages))[2]}:{message.get('lastLine')}: "
        f"{message['message']}"
        for message in found
        if "Content Security Policy" not in message["message"]
    ]


def lighthouse(address: str) -> dict[str, Any]:
    """The report of Lighthouse on a page, as a phone on a slow line sees it."""
    script = _module("lighthouse") / "cli/index.js"
    environment = dict(os.environ)
    if found := executable():
        environment["CHROME_PATH"] = found
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(
            [
                "node",
                str(script),
                address,
                "--quiet",
                "--output=json",
                f"--output-path={report}",
                f"--only-categories={','.join(CATEGORIES)}",
                f"--skip-audits={','.join(_UNASKED)}",
                "--disable-full-page-screenshot",
                "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
            ],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        if not report.is_file():
            raise Missing(f"lighthouse did not run: {done.stderr[-300:]}")
        read: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return read


def _module(name: str) -> Path:
    """The folder of an npm package, installed on first use."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise Missing("Node is not installed")
    folder = FOLDER / "node_modules" / name
    wanted = PACKAGES[name]
    manifest = folder / "package.json"
    if not manifest.is_file() or json.loads(manifest.read_text())["version"] != wanted:
        FOLDER.mkdir(parents=True, exist_ok=True)
        packages = [f"{package}@{version}" for package, version in PACKAGES.items()]
        done = subprocess.run(
            [
                "npm",
                "install",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefix",
                str(FOLDER),
                *packages,
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if done.returncode:
            raise Missing(f"npm could not install {name}: {done.stderr[-300:]}")
    return folder
