"""What differs in production."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: E402, F403

# Drafts are never shown, addresses and codes are recorded in content/jejak/.
HUMAS_ENGINE_PREVIEW = False
HUMAS_PERMALINKS_RECORD = True

# Where `humas terbit` publishes; see docs/panduan-server.md.
HUMAS_PUBLISHING_TARGETS = {}
