"""`python -m kentongan.frame CONTENT -o OUTPUT -s SETTINGS`: a build, as `make` runs it."""

from __future__ import annotations

import sys

from kentongan.frame.starting import start

if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
