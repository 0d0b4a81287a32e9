"""Publish the districts that have no machine of their own, each to its own targets.

What was withdrawn anywhere goes first: a district with much news never delays the withdrawal of
another. The builds are those of `newsroom/hosted.py`; nothing is built here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.newsroom.hosted import Hosted, districts
from kentongan.newsroom.publish import Confirm, Request, job_of, publish_all
from kentongan.publishing.changes import Changes
from kentongan.publishing.core import Plan, Settings
from kentongan.publishing.errors import PublishingError
from kentongan.publishing.run import Outcome


@dataclass(frozen=True, slots=True)
class Published:
    """What became of one district: an outcome for each of its targets.

    `reason` says why it was not published, or not everywhere.
    """

    district: str
    outcomes: tuple[Outcome, ...] = ()
    reason: str = ""

    @property
    def changed(self) -> bool:
        return any(outcome.changed for outcome in self.outcomes)

    @property
    def warnings(self) -> list[str]:
        return [warning for outcome in self.outcomes for warning in outcome.warnings]

    def as_json(self) -> dict[str, object]:
        return {
            "wilayah": self.district,
            "tujuan": [outcome.as_json() for outcome in self.outcomes],
            "sebab": self.reason,
        }


def publish(
    province: Configuration,
    asked: Sequence[str] = (),
    notice: Callable[[Published], None] = lambda published: None,
) -> list[Published]:
    """Publish these districts as they were built last, or all that have a target.

    Addresses that a CDN has not confirmed to have forgotten are asked for again each time. Raises
    NewsroomError where there is nothing to publish.
    """
    known = districts(province.project)
    unknown = sorted(set(asked) - set(known))
    if unknown:
        raise RequestError(f"Wilayah titipan tidak ada: {', '.join(unknown)}.")
    all_hosted = [Hosted.of(province, name) for name in asked or known]
    all_hosted = [hosted for hosted in all_hosted if hosted.configuration.of(Settings).targets]
    if not all_hosted:
        raise NewsroomError(
            "Tidak ada wilayah titipan dengan tujuan: isi HUMAS_PUBLISHING_TARGETS di "
            "publishconf.py wilayahnya."
        )
    published = []
    for outcome in _in_two_rounds(all_hosted):
        published.append(outcome)
        notice(outcome)
    return sorted(published, key=lambda outcome: outcome.district)


def _in_two_rounds(all_hosted: Sequence[Hosted]) -> Iterator[Published]:
    left = []
    for hosted in all_hosted:
        first = _published(hosted, _withdraws)
        if first.changed or first.reason:
            yield first
        else:
            left.append(hosted)
    for hosted in left:
        yield _published(hosted, lambda plan, changes: True)


def _withdraws(plan: Plan, changes: Changes) -> bool:
    return bool(changes.withdrawn or changes.removed)


def _published(hosted: Hosted, confirm: Confirm) -> Published:
    settings = hosted.configuration
    try:
        job = job_of(settings, settings.content, settings.output)
        job = replace(job, origin=str(settings.values.get("SITEURL", "")))
        request = Request(job, as_built=True, with_git=False)
        return Published(hosted.district, tuple(publish_all(request, confirm, _built_before)))
    except (NewsroomError, PublishingError, OSError) as error:
        return Published(hosted.district, reason=" ".join((str(error), *_notes(error))))


def _built_before() -> None:
    """Nothing is built: the site is there."""


def _notes(error: Exception) -> list[str]:
    return list(getattr(error, "__notes__", ()))
