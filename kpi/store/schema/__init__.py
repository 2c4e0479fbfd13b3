"""The tables, as SQLModel classes on a registry of their own.

Instants are UTC epoch seconds, days are integers in the institution's timezone (`kpi.periods`). Large tables
(message, visit, turn, visitor) hold integers only; `message_text` alone holds what customers write. Every fact
carries the import and the file row it came from. Readings keep what each import said; `post`, `channel_day` and
`channel_span` hold, column by column, the latest reading that has a value.
"""

from kpi.store.schema.access import EVERYWHERE, AuditEntry, InstitutionSetting, Membership
from kpi.store.schema.base import Table
from kpi.store.schema.forgotten import Forgotten, SealedHistogram, SealedMeasure
from kpi.store.schema.goals import Goal, GoalRepeat, StandingGoal
from kpi.store.schema.happenings import Message, MessageLink, MessageText, MessageThread, Visit
from kpi.store.schema.imports import ImportChannel, ImportFault, ImportRun, Repeat
from kpi.store.schema.institutions import Channel, Event, Institution
from kpi.store.schema.layouts import OwnLayout
from kpi.store.schema.purposes import PlatformPurpose
from kpi.store.schema.readings import (
    COUNTERS,
    OF_MONTHS,
    TOTALS,
    ChannelDay,
    ChannelDayReading,
    ChannelSpan,
    ChannelSpanReading,
    Post,
    PostReading,
)
from kpi.store.schema.rolled import (
    DailyHistogram,
    DailyMeasure,
    MonthlyMeasure,
    Turn,
    Visitor,
    YearlyHistogram,
)
from kpi.store.schema.schedules import Schedule, ScheduleDay, ScheduleHours, ServiceTime
from kpi.store.schema.sessions import SignInSession
from kpi.store.schema.settings import Setting
from kpi.store.schema.tags import PostTag

__all__ = [
    "COUNTERS",
    "EVERYWHERE",
    "OF_MONTHS",
    "TOTALS",
    "AuditEntry",
    "Channel",
    "ChannelDay",
    "ChannelDayReading",
    "ChannelSpan",
    "ChannelSpanReading",
    "DailyHistogram",
    "DailyMeasure",
    "Event",
    "Forgotten",
    "Goal",
    "GoalRepeat",
    "ImportChannel",
    "ImportFault",
    "ImportRun",
    "Institution",
    "InstitutionSetting",
    "Membership",
    "Message",
    "MessageLink",
    "MessageText",
    "MessageThread",
    "MonthlyMeasure",
    "OwnLayout",
    "PlatformPurpose",
    "Post",
    "PostReading",
    "PostTag",
    "Repeat",
    "Schedule",
    "ScheduleDay",
    "ScheduleHours",
    "SealedHistogram",
    "SealedMeasure",
    "ServiceTime",
    "Setting",
    "SignInSession",
    "StandingGoal",
    "Table",
    "Turn",
    "Visit",
    "Visitor",
    "YearlyHistogram",
    "metadata",
]

metadata = Table.metadata
