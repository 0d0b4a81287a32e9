"""Releases as Pelican articles, for templates and third-party plugins.

They are made only when such a plugin is loaded. Text and metadata are fetched when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pelican.urlwrappers import Author, Category, Tag

from kentongan.domain import dates, text
from kentongan.domain.release import KINDS, Release
from kentongan.site.entry import Entry
from kentongan.site.model import Site


class Article:
    """One release, with the attributes that Pelican gives an article."""

    template = "article"
    in_default_lang = True

    def __init__(
        self, site: Site, entry: Entry, category: Category, tags: list[Tag], author: Author
    ) -> None:
        self._site = site
        self._release: Release | None = None
        self.entry = entry
        self.title = entry.title
        self.slug = entry.slug
        self.lang = entry.lang
        self.url = entry.url.lstrip("/")
        self.save_as = f"{self.url}index.html"
        self.date: datetime = entry.happened_at
        self.modified = entry.changed_at
        self.locale_date = dates.short(entry.happened_at)
        self.category = category
        self.tags = tags
        self.author = author
        self.authors = [author]
        self.status = "draft" if entry.draft else "published"
        self.summary = entry.summary
        self.translations: list[Article] = []
        self.metadata: dict[str, Any] = {
            "title": self.title,
            "date": self.date,
            "modified": self.modified,
            "category": category,
            "tags": tags,
            "authors": self.authors,
            "slug": self.slug,
            "summary": self.summary,
        }

    @property
    def release(self) -> Release:
        if self._release is None:
            self._release = self._site.release(self.entry.code)
        return self._release

    @property
    def content(self) -> str:
        return self.release.html

    @property
    def source_path(self) -> str:
        return str(self._site.content / self.release.path)

    @property
    def relative_source_path(self) -> str:
        return self.release.path

    def get_relative_source_path(self, source_path: str | None = None) -> str:
        return source_path or self.release.path

    def __repr__(self) -> str:
        return f"<Article {self.entry.code}>"


@dataclass(slots=True)
class ArticleLists:
    """The lists that an articles generator holds."""

    by_code: dict[str, Article] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)
    drafts: list[Article] = field(default_factory=list)
    tags: Mapping[Tag, list[Article]] = field(default_factory=dict)
    categories: list[tuple[Category, list[Article]]] = field(default_factory=list)
    authors: list[tuple[Author, list[Article]]] = field(default_factory=list)


def article_lists(site: Site, settings: Mapping[str, Any]) -> ArticleLists:
    """All listed releases as articles, newest first."""
    lists = ArticleLists()
    categories = {slug: _wrapped(Category, KINDS[slug], slug, settings) for slug in KINDS}
    tags: dict[str, Tag] = {}
    by_tag: defaultdict[Tag, list[Article]] = defaultdict(list)
    by_category: defaultdict[Category, list[Article]] = defaultdict(list)
    by_author: defaultdict[Author, list[Article]] = defaultdict(list)
    authors: dict[str, Author] = {}
    for entry in site.listed:
        unit = site.units.get(entry.unit)
        name = unit.name if unit else site.name
        author = authors.setdefault(name, _wrapped(Author, name, text.slugify(name), settings))
        own = [
            tags.setdefault(text.slugify(tag), _wrapped(Tag, tag, text.slugify(tag), settings))
            for tag in entry.tags
        ]
        article = Article(site, entry, categories[entry.kind], own, author)
        lists.by_code[entry.code] = article
        (lists.drafts if entry.draft else lists.articles).append(article)
        if not entry.draft:
            by_category[article.category].append(article)
            by_author[author].append(article)
            for tag in own:
                by_tag[tag].append(article)
    lists.tags = by_tag
    lists.categories = sorted(by_category.items(), key=lambda item: item[0].slug)
    lists.authors = sorted(by_author.items(), key=lambda item: item[0].slug)
    return lists


def _wrapped(kind: type[Any], name: str, slug: str, settings: Mapping[str, Any]) -> Any:
    wrapper = kind(name, settings)
    wrapper.slug = slug
    return wrapper
