"""Best times: weekday and hour of publication by median engagement rate, on one platform."""

import streamlit as st

from kpi.answers.best_times import FEW
from kpi.answers.post_groups import Cut
from kpi.answers.posts import PostChoice
from kpi.answers.question import Question
from kpi.catalogue.units import Unit
from kpi.periods import history_period
from kpi.showing.charts.week_heat import hour_name
from kpi.showing.charts.words import platform_name
from kpi.showing.content import best_hours, times_chart
from kpi.words import N_
from pages.content.asked import groups_of, times_of
from pages.shared.chart import show_chart
from pages.shared.options import listed
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table


@st.fragment
def show_times(choice: Choice) -> None:
    """The hours of one platform over a year: a month has too few posts, and networks cannot be mixed."""
    language = choice.language
    year = history_period(choice.period, 12)
    section(say(N_("Best times")), "times")
    everything = PostChoice(Question(choice.institution.id, year, choice.platforms))
    platforms = [group.key for group in groups_of(choice, everything, Cut.PLATFORM)]
    if not platforms:
        st.info(say(N_("No posts in these twelve months.")))
        return
    names = {key: platform_name(key, language) for key in platforms}
    of = {key: PostChoice(Question(choice.institution.id, year, (key,))) for key in platforms}
    telling = next((key for key in platforms if times_of(choice, of[key]).best), platforms[0])
    platform = listed("content", "times", say(N_("Platform")), names, telling)
    found = times_of(choice, of[platform])
    st.markdown(best_hours(found, language))
    st.caption(
        say(
            N_(
                "Posts of {period}, by the hour of publication on the institution’s clocks: half of an hour’s posts had a higher rate than its median. Hours with fewer than {few} posts stay empty. What is seen here is no proof: what was posted differs from hour to hour, too."
            ),
            period=year,
            few=FEW,
        )
    )
    if found.without_hour:
        st.caption(
            language.plural(
                N_("{count} post is left out, because its export has a date and no time."),
                N_("{count} posts are left out, because their exports have a date and no time."),
                found.without_hour,
            )
        )
    if not found.best:
        return
    title = say(
        N_("{platform}: engagement rate by hour of publication, beside the median"), platform=names[platform]
    )
    show_chart(times_chart(found, language, title=title), "content.hours")
    shown = [hour for hour in found.hours if hour.posts]
    closed_table(
        {
            say(N_("Hour")): [hour_name(hour, language) for hour in shown],
            say(N_("Posts")): [language.number(hour.posts) for hour in shown],
            say(N_("Median engagement rate")): [
                language.value(hour.rate, Unit.SHARE) if hour.rate is not None else say(N_("too few posts"))
                for hour in shown
            ],
        },
        language,
    )
