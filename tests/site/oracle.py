"""A Pelican plugin for tests: holds every plan from changes to the plan of the whole site.

`PLUGINS=[…, "tests.site.oracle"]`. A build whose plan misses a task fails, and a build that
followed the changes says so.
"""

from __future__ import annotations

import sys

from kentongan.engine import planning
from kentongan.engine.planning import Job
from kentongan.engine.tasks import Plan
from kentongan.site.changes import Changes

FOLLOWED = "rencana dari perubahan"


def register() -> None:
    from_changes = planning.from_changes

    def checked(job: Job, changes: Changes) -> Plan:
        plan = from_changes(job, changes)
        job.content.site.changes = None
        everything = planning.whole(job)
        job.content.site.changes = changes
        wanted = {stale.task.name: stale.key for stale in everything.stale}
        given = {stale.task.name: stale.key for stale in plan.stale}
        missing = {name for name, key in wanted.items() if given.get(name) != key}
        assert not missing, f"not planned: {sorted(missing)[:9]}"
        assert sorted(plan.gone) == sorted(everything.gone)
        sys.stderr.write(f"{FOLLOWED}\n")
        return plan

    planning.from_changes = checked
