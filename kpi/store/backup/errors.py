"""What stops a backup or a restore, each a sentence that says what was left as it was."""

from kpi.errors import KpiError
from kpi.words import N_


class BackupExists(KpiError):
    template = N_(
        "{file} exists already and is not overwritten. Give another name, or none: then it is named by the moment."
    )


class BackupNotWritten(KpiError):
    template = N_(
        "The backup {file} could not be written: {cause}. Nothing is left of it; the database is as it was."
    )


class BackupDiffers(KpiError):
    template = N_(
        "The backup did not hold what the database holds (first difference: table {table}), so it was thrown away. Run `python -m kpi check`, then try again."
    )


class BackupUnusable(KpiError):
    template = N_("The backup {file} cannot be used: {cause}. Nothing was changed. Take an older one.")


class BackupOfAnotherKind(KpiError):
    template = N_(
        "{file} is a backup of {found}, but KPI_DATABASE_URL names a database of {wanted}. Set KPI_DATABASE_URL to the one that it belongs to. Nothing was changed."
    )


class DatabaseInMemory(KpiError):
    template = N_(
        "A database in memory has no file to back up or to restore. Name a file in KPI_DATABASE_URL."
    )


class NoDatabaseYet(KpiError):
    template = N_(
        "There is no database at {file} yet, so there is nothing to back up. Check KPI_DATABASE_URL."
    )


class DatabaseInUse(KpiError):
    template = N_(
        "The database {url} is in use: a server or a command has it open. Stop it, then run the restore again. Nothing was changed."
    )


class RestoreFailed(KpiError):
    template = N_("The database {url} could not be replaced: {cause}. It is as it was.")


class ProgramMissing(KpiError):
    template = N_(
        "PostgreSQL's program {program} is not on this machine. Install PostgreSQL's client programs (on Debian: postgresql-client), of the server's version or a newer one, then try again."
    )


class NoRightToRestore(KpiError):
    template = N_(
        "The database's user may not make the database that the backup is tried out in: {cause}. Let an administrator run ALTER ROLE {user} CREATEDB, then try again. Nothing was changed."
    )
