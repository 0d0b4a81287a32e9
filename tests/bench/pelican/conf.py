"""Stock Pelican with the outputs that `tests.bench.run` compares."""

from pathlib import Path

SITENAME = "Berita"
SITEURL = "https://contoh.test"
THEME = str(Path(__file__).parent)
TIMEZONE = "Asia/Jakarta"
DEFAULT_LANG = "en"
ARTICLE_PATHS = ["rilis"]
USE_FOLDER_AS_CATEGORY = False
ARTICLE_URL = "berita/{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = "berita/{date:%Y}/{date:%m}/{slug}/index.html"
SLUGIFY_SOURCE = "basename"
CATEGORY_URL, CATEGORY_SAVE_AS = "jenis/{slug}/", "jenis/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tag/{slug}/", "tag/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "satuan/{slug}/", "satuan/{slug}/index.html"
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"index": None, "tag": None, "category": None, "author": None}
PAGINATION_PATTERNS = [
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/halaman/{number}/", "{base_name}/halaman/{number}/index.html"),
]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = None
FEED_ALL_RSS = "umpan/rss.xml"
CATEGORY_FEED_RSS = "umpan/jenis/{slug}/rss.xml"
TAG_FEED_RSS = "umpan/tag/{slug}/rss.xml"
AUTHOR_FEED_RSS = "umpan/satuan/{slug}/rss.xml"
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False
THEME_STATIC_PATHS: list[str] = []
DELETE_OUTPUT_DIRECTORY = False
MARKDOWN = {
    "extension_configs": {"markdown.extensions.tables": {}, "markdown.extensions.sane_lists": {}},
    "output_format": "html5",
}
