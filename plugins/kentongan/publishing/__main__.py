"""`python -m kentongan.publishing SITEURL OUTPUT FOLDER`: a folder to serve, and its nginx.

For images that are built once and serve one state. The configuration goes to standard output.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from kentongan.publishing import run
from kentongan.publishing.core import Settings
from kentongan.publishing.facts import SiteFacts
from kentongan.publishing.nginx import Server, nginx
from kentongan.publishing.targets import open_target


def main(origin: str, output: str, folder: str) -> None:
    settings = Settings(targets={"wadah": {"type": "folder", "path": folder}})
    job = run.Job(
        settings, Path("content"), Path(output), Path(".cache"), origin, datetime.now(UTC)
    )
    site = SiteFacts(origin)
    target = open_target(job.options, job.state)
    target.publish(target.plan(run.prepare(job, run.site_facts(job))))
    server = Server("_", folder, listen="8080", secure=site.secure, brotli=True)
    sys.stdout.write(nginx(server))


if __name__ == "__main__":
    main(*sys.argv[1:])
