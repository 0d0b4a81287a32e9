"""What differs in production."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: F403

# Drafts are never shown, addresses and codes are recorded in content/jejak/.
HUMAS_ENGINE_PREVIEW = False
HUMAS_PERMALINKS_RECORD = True

# The manifest is signed with this key (docs/keaslian.md), and each publication is logged.
HUMAS_AUTHENTICITY_KEY = os.environ.get("HUMAS_AUTHENTICITY_KEY", "")
HUMAS_AUTHENTICITY_RECORD = True

# Where `humas terbit` publishes; see docs/panduan-server.md.
HUMAS_PUBLISHING_TARGETS = {}

# Who builds hosted districts, and where files pass to the workers (docs/panduan-provinsi.md).
HUMAS_CLUSTER_ADDRESS = os.environ.get("HUMAS_CLUSTER_ADDRESS", "")
HUMAS_CLUSTER_STORE = os.environ.get("HUMAS_CLUSTER_STORE", "")
