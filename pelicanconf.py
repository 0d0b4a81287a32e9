"""Settings of the site. Another district changes this file, `content/` and nothing else.

Every `HUMAS_` setting is explained in plugins/kentongan/README.md.
"""

import os
from pathlib import Path

from kentongan.parts import ALL as PARTS

ROOT = Path(__file__).parent

# Identity

SITENAME = "Humas Polresta Pasuruan"
SITESUBTITLE = "Siaran pers, imbauan, dan pengumuman Polresta Pasuruan dan jajarannya"
SITEURL = (os.environ.get("SITEURL") or "http://127.0.0.1:8000").rstrip("/")
DEFAULT_LANG = "id"
TIMEZONE = "Asia/Jakarta"

# Dark colour of the bar, light colour on it, emblem (a PNG below content/; none: the kentongan).
HUMAS_APPEARANCE_BAR = "#14241c"
HUMAS_APPEARANCE_ACCENT = "#f4a63a"
HUMAS_APPEARANCE_MARK = ""

# Places

PATH = "content"
OUTPUT_PATH = "output"
THEME = str(ROOT / "theme")
CACHE_PATH = str(ROOT / ".cache")
PLUGIN_PATHS = [str(ROOT / "plugins")]

# A site without one of the parts names those that it has.
PLUGINS = ["kentongan.frame", *PARTS, "kentongan.publishing"]

# The engine

HUMAS_ENGINE_NOW = os.environ.get("HUMAS_NOW", "")
_jobs = os.environ.get("HUMAS_JOBS") or "0"
HUMAS_ENGINE_JOBS = int(_jobs) if _jobs.isdecimal() else _jobs  # a wrong one is reported
HUMAS_ENGINE_PREVIEW = os.environ.get("HUMAS_PREVIEW", "") == "1"
HUMAS_ENGINE_PROFILE = os.environ.get("HUMAS_PROFILE", "")

# Pelican's own pipeline stays idle: the engine writes everything.

READERS = {"rst": None, "html": None}
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
DELETE_OUTPUT_DIRECTORY = False
LOAD_CONTENT_CACHE = False
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = ""
CATEGORY_SAVE_AS = ""
TAG_SAVE_AS = ""
ARCHIVES_SAVE_AS = ""
