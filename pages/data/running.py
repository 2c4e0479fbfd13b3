"""The imports that run now, one an institution, for the whole server.

An import belongs to the institution, not to the browser tab that began it: another page, a reload or a closed tab
does not stop it, and whoever opens the Data page meanwhile sees it and can cancel it. Its report is kept until the
next import of the institution begins.
"""

from collections.abc import Callable, Sequence
from threading import Lock

from kpi.answers.effect import Effect
from kpi.importing.report import Report
from kpi.importing.run import Target, import_file
from kpi.importing.watch import Watch
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow
from pages.data.job import Job, Wanted

ImportJob = Job[Report]
Where = tuple[str, int]

_jobs: dict[Where, ImportJob] = {}
_lock = Lock()


def job_of(store: Store, institution: InstitutionRow) -> ImportJob | None:
    """The import that runs, or the last that ran since the server started."""
    return _jobs.get(_where(store, institution))


def begin(store: Store, institution: InstitutionRow, files: Sequence[Wanted], by: str) -> ImportJob:
    """Start importing `files`; while another import of the institution runs, that one is given back instead."""
    with _lock:
        running = _jobs.get(_where(store, institution))
        if running is not None and not running.ended:
            return running
        job = Job(files, importing(store, institution, by))
        _jobs[_where(store, institution)] = job
        job.start()
        return job


def importing(store: Store, institution: InstitutionRow, by: str) -> Callable[[Wanted, Watch], Report]:
    """The work of an import job: one file, whole or not at all."""

    def work(file: Wanted, watch: Watch) -> Report:
        target = Target(institution.name, file.answers.channel)
        return import_file(
            store, file.source, target, year=file.answers.year, by=by, watch=watch, onlooker=Effect()
        )

    return work


def _where(store: Store, institution: InstitutionRow) -> Where:
    return (store.engine.url.render_as_string(hide_password=False), institution.id)
