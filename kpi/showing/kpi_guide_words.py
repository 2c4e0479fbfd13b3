"""The sentences of the guide for managers that stand in no catalogue."""

from typing import Final

from kpi.answers.value import Status
from kpi.catalogue.kpis import Theme
from kpi.catalogue.units import Unit
from kpi.words import N_

TITLE: Final = N_("What each KPI means")
MADE_BY: Final = N_(
    "For managers and strategists: what the figures of Vínculo say, how they are computed and how far they can be trusted. This page is generated from the definitions that the program computes with (`python -m kpi.showing.kpi_guide`), so it says what is counted."
)

STATUS_MEANS: Final = {
    Status.MET: N_("The target was reached."),
    Status.CLOSE: N_("Short of the target, but not below the floor that was set with it."),
    Status.MISSED: N_("Not even the floor was reached; or, where no floor was set, not the target."),
    Status.ON_TRACK: N_(
        "The period still runs. A count is as high as it should be by now if its weekdays go on as in the last eight weeks; anything else is where it should be."
    ),
    Status.AT_RISK: N_("The period still runs, and so far it is not as it should be."),
    Status.NO_DATA: N_(
        "There is a goal and no verdict: nothing was imported, or most cases are too fresh to be counted, or the period still runs and nobody can say yet."
    ),
}

HOW_TO_READ: Final = (
    (
        N_("Goal and status"),
        N_(
            "A goal is what was promised for one KPI, one platform (or all of them) and one month, on the page Goals: a target, a floor down to which it came close and was not missed, and a stretch target for whoever wants more. Where less is better, as with waiting, the goal is “at most” and the floor lies above it. A period of several months has a goal only when each of its days has one. Nothing is missed before its days are over: a period that the data do not fill yet is on track or at risk."
        ),
    ),
    (
        N_("Change"),
        N_(
            "Shares change in points (from 2% to 3% is one point more), everything else in per cent. A month that still runs is compared with as many days of the month before, or with the same days a year before. Where a platform has changed what it counts, or one of the two periods has clearly fewer days with data, nothing is compared and the page says why."
        ),
    ),
    (
        N_("Interval"),
        N_(
            "A share from few cases could have come out otherwise by chance. {some} of {all} is {share}; the 95% interval says that anything from {low} to {high} would agree with it. When a goal lies inside the interval, the period alone proves neither that it was met nor that it was missed. With fewer than {few} cases, the cases stand beside the share."
        ),
    ),
    (
        N_("Median and nine in ten"),
        N_(
            "The median wait is the one in the middle: half of the customers waited no longer. The 90th percentile is what nine in ten did not exceed, so it shows the slow ones that the median hides. A mean is drawn up by a few very long waits."
        ),
    ),
    (
        N_("References"),
        N_(
            "A dotted line is a published figure, with its source in the label. It is no goal: it tells where others stood, in another year and often in another country."
        ),
    ),
    (
        N_("Behind a number"),
        N_(
            "Any number opens a panel: definition, what stands above and below the line, cases, interval, the files that it came from, and how many days of the period have data."
        ),
    ),
    (
        N_("When there is no figure"),
        N_("Missing is not zero. A dash has one of these reasons, which the page names:"),
    ),
)

GLOSSARY: Final = (
    (
        N_("Engagement"),
        N_("a reaction, comment, share or save of a post. Seeing it, clicking and playing are none."),
    ),
    (
        N_("Views"),
        N_(
            "how often a post was seen. Until November 2025 Meta counted impressions, how often it was on a screen: the two are not one series."
        ),
    ),
    (
        N_("Turn"),
        N_(
            "a customer's first message without an answer, and the next answer that a person writes. An automatic answer ends no turn."
        ),
    ),
    (
        N_("Due"),
        N_(
            "a turn that was answered, or has been open for longer than the time in question. One that came in ten minutes before the data end is not counted against anybody yet."
        ),
    ),
    (
        N_("Service hours"),
        N_(
            "when somebody is there to answer. Times in service hours count only those; all others count as the customer waits."
        ),
    ),
    (
        N_("Revisit"),
        N_(
            "a visit on a later day than the first Like (or the first visit, where a source has no Likes), within so many days. Only people whose days have passed are counted, so the last weeks of a period may still be missing."
        ),
    ),
    (
        N_("Platform and channel"),
        N_("a channel is one account on a platform. Followers of two channels may be the same people."),
    ),
)

THEME_ASKS: Final = {
    Theme.ENGAGEMENT: N_("Do people do something with what we publish, and not only see it?"),
    Theme.AUDIENCE: N_("How many can we reach without paying, and do they become more?"),
    Theme.RESPONSE: N_(
        "Do customers who ask get an answer, and how soon? Unanswered questions count against the shares answered in time, and not in the waiting times, which only answers have: read both together."
    ),
    Theme.REVISITS: N_(
        "Does a Like become a bond? The published figure that this project began with says that 2% of the people who like a bank's Facebook page ever come back to it."
    ),
    Theme.UPTAKE: N_(
        "Do members of the community take up more products than other customers? A difference is no proof that the community sells: members choose to join."
    ),
}

UNITS: Final = {
    Unit.SHARE: N_("per cent"),
    Unit.COUNT: N_("a count"),
    Unit.SECONDS: N_("a time"),
    Unit.PER_POST: N_("per post"),
    Unit.DAYS: N_("days"),
}
