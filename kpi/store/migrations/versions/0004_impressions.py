"""The impressions that Meta counted before views, apart from them"""

from alembic import op
import sqlalchemy as sa


revision = '0004'
down_revision = '0003'

LATEST = """(SELECT r.{column} FROM post_reading r WHERE r.channel_id = post.channel_id
    AND r.post_id = post.post_id AND r.{column} IS NOT NULL ORDER BY r.import_id DESC LIMIT 1)"""


def upgrade():
    for table in ('post', 'post_reading'):
        op.add_column(table, sa.Column('impressions', sa.BigInteger(), nullable=True))
    for table in ('daily_measure', 'monthly_measure'):
        op.add_column(table, sa.Column('posts_with_impressions', sa.BigInteger(), nullable=True))
    # Of the older exports only the post Insights are known to hold impressions alone.
    op.execute("""UPDATE post_reading SET impressions = views, views = NULL
        WHERE import_id IN (SELECT id FROM import_run WHERE layout = 'facebook_post_insights')""")
    op.execute(f"""UPDATE post SET views = {LATEST.format(column='views')},
        impressions = {LATEST.format(column='impressions')}
        WHERE EXISTS (SELECT 1 FROM post_reading r WHERE r.channel_id = post.channel_id
            AND r.post_id = post.post_id AND r.impressions IS NOT NULL)""")
