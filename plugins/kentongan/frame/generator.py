"""The generator of releases: Pelican's frame around a build.

Pelican calls `generate_context`, then sends `all_generators_finalized` (the check, in
`receivers.py`), then calls `generate_output`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.generators import ArticlesGenerator

from kentongan.frame.building import SiteBuild

if TYPE_CHECKING:
    from kentongan.site.model import Site

# Third-party plugins that listen to these get real articles, and every page is made again.
_ARTICLE_SIGNALS = (
    signals.article_generator_init,
    signals.article_generator_context,
    signals.article_generator_pretaxonomy,
    signals.article_generator_finalized,
    signals.article_generator_write_article,
    signals.article_writer_finalized,
    signals.content_written,
)


class ReleasesGenerator(ArticlesGenerator):  # type: ignore[misc]
    """A build of the site; it can offer its releases as articles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_listeners = any(signal.receivers for signal in _ARTICLE_SIGNALS)
        self.build = SiteBuild(self.settings, always=self.has_listeners)

    def generate_context(self) -> None:
        site = self.build.read()
        if site is None:
            return
        if self.has_listeners:
            self._offer_articles(site)
        self._update_context(("articles", "drafts", "categories", "tags", "authors", "dates"))

    def generate_output(self, writer: Any) -> None:
        if self.has_listeners:
            for article in self.articles:
                signals.article_generator_write_article.send(self, content=article)
        self.build.write()
        if self.has_listeners:
            signals.article_writer_finalized.send(self, writer=writer)

    def refresh_metadata_intersite_links(self) -> None:
        """Links between releases are resolved by the engine."""

    def _offer_articles(self, site: Site) -> None:
        from kentongan.frame.articles import article_lists

        lists = article_lists(site, self.settings)
        self.build.items.update(lists.by_code)
        self.articles = lists.articles
        self.drafts = lists.drafts
        self.tags = lists.tags
        self.categories = lists.categories
        self.authors = lists.authors
        self.dates = lists.articles
        for article in self.articles:
            signals.article_generator_context.send(self, metadata=article.metadata)
        signals.article_generator_pretaxonomy.send(self)
        signals.article_generator_finalized.send(self)
