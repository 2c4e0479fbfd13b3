"""Neither the order of the columns nor that of the rows, nor columns that nobody knows, change what is read."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.importing.records import Record
from tests.kpi.importing.reading_support import parsed
from tests.kpi.importing.samples import FILES, reading_options
from tests.support.examples import examples

SAMPLES = {path.name: path for path in FILES}
NAMES = [
    "analytics_user_types_days.csv",
    "dixa_conversations.api.csv",
    "facebook_post_insights.twice.csv",
    "ga4_new_users.csv",
    "ga4_user_acquisition.csv",
    "linkedin_followers.csv",
    "linkedin_followers.es.csv",
    "linkedin_posts.pt.csv",
    "linkedin_visitors.csv",
    "linkedin_visitors.pt.csv",
    "meta_facebook_posts.en.csv",
    "meta_facebook_posts.es.csv",
    "meta_facebook_posts.impressions.csv",
    "meta_facebook_posts.it.csv",
    "meta_facebook_posts.pt.csv",
    "meta_instagram_posts.es.csv",
    "meta_instagram_posts.it.csv",
    "meta_instagram_posts.stories.csv",
    "meta_instagram_posts.untranslated.csv",
    "meta_page_days.es.csv",
    "sprout_posts.csv",
    "sprout_profiles.csv",
    "tiktok_days.csv",
    "tiktok_posts.csv",
    "twcs.csv",
    "twcs.one_way.csv",
    "vinculo_channel_days.csv",
    "vinculo_goals.csv",
    "vinculo_messages.csv",
    "vinculo_posts.csv",
    "vinculo_visits.csv",
    "x_days_2014.csv",
    "x_days_2024.csv",
    "x_days_2024.es.csv",
    "x_posts_2014.csv",
    "x_posts_2014.renamed.csv",
    "x_posts_2024.csv",
    "youtube_days.table.csv",
    "youtube_posts.de.csv",
    "youtube_posts.en.csv",
    "youtube_posts.old.csv",
    "youtube_posts.pt.csv",
]


def records(content: str, name: str) -> set[Record]:
    """The records, wherever in the file they stand."""
    return {replace(record, row=0) for record in parsed(content, **reading_options(SAMPLES[name])).records}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_shuffled_columns_and_rows_give_the_same_records(name: str, data: st.DataObject) -> None:
    text = SAMPLES[name].read_bytes().decode("utf-8-sig")
    comments = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    table = text.removeprefix(comments)
    delimiter = ";" if ";" in table.lstrip().splitlines()[0] else ","
    header, *rows = [row for row in csv.reader(io.StringIO(table, newline=""), delimiter=delimiter) if row]
    order = data.draw(st.permutations(range(len(header))))
    rows = data.draw(st.permutations(rows))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=data.draw(st.sampled_from([",", ";", "\t"])))
    writer.writerow([header[index] for index in order] + ["Something new"])
    writer.writerows([[row[index] for index in order] + ["7"] for row in rows])
    assert records(comments + out.getvalue(), name) == records(text, name)
