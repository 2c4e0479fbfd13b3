"""The imports that run now, one an institution, for the whole server.

An import belongs to the institution, not to the browser tab that began it: another page, a reload or a closed tab
does not stop it, and whoever opens the Data page meanwhile sees it and can cancel it. Its report is kept until the
next import of the institution begins.
"""

from collections.abc import Callable, Sequence
from threading import Lock

from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.acts.imports import take_in
from kpi.importing.report import Report
from kpi.importing.run import Options, Target
from kpi.importing.watch import Watch
from kpi.store.institutions import InstitutionRow
from pages.data.job import Job, Wanted

ImportJob = Job[Report]
Where = tuple[str, int]

_jobs: dict[Where, ImportJob] = {}
_lock = Lock()


def job_of(access: Access, institution: InstitutionRow) -> ImportJob | None:
    """The import that runs, or the last that ran since the server started."""
    return _jobs.get(_where(access, institution))


def begin(access: Access, institution: InstitutionRow, files: Sequence[Wanted]) -> ImportJob:
    """Start importing `files`; while another import of the institution runs, that one is given back instead.

    Raises:
        UnknownInstitution, NotAllowed: it is not allowed.
    """
    access.check(Permission.IMPORT, institution)
    with _lock:
        running = _jobs.get(_where(access, institution))
        if running is not None and not running.ended:
            return running
        job = Job(files, importing(access, institution))
        _jobs[_where(access, institution)] = job
        job.start()
        return job


def importing(access: Access, institution: InstitutionRow) -> Callable[[Wanted, Watch], Report]:
    """The work of an import job: one file, whole or not at all, where it is still allowed."""

    def work(file: Wanted, watch: Watch) -> Report:
        target = Target(institution.name, file.answers.channel)
        return take_in(access, institution, file.source, target, Options(year=file.answers.year, watch=watch))

    return work


def _where(access: Access, institution: InstitutionRow) -> Where:
    return (access.address, institution.id)
