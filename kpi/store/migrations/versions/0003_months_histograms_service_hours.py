"""Months beside days, histograms of waits and returns, service hours"""

from alembic import op
import sqlalchemy as sa


revision = '0003'
down_revision = '0002'

OLD_MEASURES = (
    'posts', 'post_views', 'post_reach', 'reactions', 'comments', 'shares', 'saves', 'link_clicks',
    'video_views', 'posts_with_views', 'engagements_with_views', 'posts_with_reach',
    'engagements_with_reach', 'posts_with_clicks', 'views_with_clicks', 'clicks_with_views',
    'posts_with_followers', 'engagements_with_followers', 'followers_of_posts', 'page_views', 'page_reach',
    'page_engagements', 'profile_visits', 'new_followers', 'lost_followers', 'followers', 'new_visitors',
    'returning_visitors', 'inbound_messages', 'outbound_messages', 'automated_messages', 'turns_opened',
    'turns_answered', 'turns_closed', 'turn_wait_seconds', 'answered_1h', 'answered_24h', 'answered_7d',
    'due_1h', 'due_24h', 'due_7d', 'first_turns_opened', 'first_turns_answered', 'first_wait_seconds',
    'first_answered_1h', 'first_answered_24h', 'visits', 'cohort', 'returned_1d', 'returned_7d',
    'returned_30d', 'returned_90d',
)
NEW_MEASURES = (
    'business_turns_answered', 'business_wait_seconds', 'first_business_turns_answered',
    'first_business_wait_seconds', 'likers', 'likers_returned_1d', 'likers_returned_7d',
    'likers_returned_30d', 'likers_returned_90d', 'first_visitors', 'first_visitors_returned_1d',
    'first_visitors_returned_7d', 'first_visitors_returned_30d', 'first_visitors_returned_90d',
    'oldest_open_at', 'oldest_closed_at',
)


def upgrade():
    op.create_table('daily_histogram',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('kind', sa.SmallInteger(), nullable=False),
    sa.Column('counts', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'day', 'kind'),
    sqlite_with_rowid=False
    )
    op.create_table('monthly_histogram',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('kind', sa.SmallInteger(), nullable=False),
    sa.Column('counts', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'month', 'kind'),
    sqlite_with_rowid=False
    )
    op.create_table('monthly_measure',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    *(sa.Column(name, sa.BigInteger(), nullable=True) for name in (*OLD_MEASURES, *NEW_MEASURES)),
    sa.Column('followers_first', sa.BigInteger(), nullable=True),
    sa.Column('follower_rates', sa.Float(precision=53), nullable=True),
    sa.Column('known_days', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'month'),
    sqlite_with_rowid=False
    )
    for name in NEW_MEASURES:
        op.add_column('daily_measure', sa.Column(name, sa.BigInteger(), nullable=True))
    op.add_column('turn', sa.Column('business_wait', sa.BigInteger(), nullable=True))
    op.drop_index('turn_by_day', table_name='turn')
    op.create_index(
        'turn_by_day', 'turn', ['channel_id', 'day', 'first_turn', 'wait', 'opened_at', 'business_wait'], unique=False
    )
    _create_schedules()
    _describe_sizes()


def _create_schedules():
    op.create_table('schedule',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('institution_id', sa.Integer(), nullable=False),
    sa.Column('channel_id', sa.Integer(), nullable=True),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('valid_from', sa.Integer(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('subdivision', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('schedule_of_channel_once', 'schedule', ['channel_id', 'valid_from'], unique=True)
    op.create_index('schedule_once', 'schedule', ['institution_id', 'platform', 'valid_from'], unique=True, sqlite_where=sa.text('channel_id IS NULL'), postgresql_where=sa.text('channel_id IS NULL'))
    op.create_table('service_time',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('from_at', sa.BigInteger(), nullable=False),
    sa.Column('until_at', sa.BigInteger(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('before', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'day', 'from_at'),
    sqlite_with_rowid=False
    )
    op.create_table('schedule_day',
    sa.Column('schedule_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('opens', sa.SmallInteger(), nullable=False),
    sa.Column('closes', sa.SmallInteger(), nullable=False),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedule.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('schedule_id', 'day', 'opens'),
    sqlite_with_rowid=False
    )
    op.create_table('schedule_hours',
    sa.Column('schedule_id', sa.Integer(), nullable=False),
    sa.Column('weekday', sa.SmallInteger(), nullable=False),
    sa.Column('opens', sa.SmallInteger(), nullable=False),
    sa.Column('closes', sa.SmallInteger(), nullable=False),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedule.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('schedule_id', 'weekday', 'opens'),
    sqlite_with_rowid=False
    )


# How SQLite chooses an index, where it would otherwise guess: rows in all, then rows alike in the first column, in
# the first two, and so on. A channel's data are many, those of one day, conversation or visitor few.
SIZES = (
    ('message', 'message', '1000000 100000 1'),
    ('message', 'message_by_conversation', '1000000 100000 5 1 1 1 1'),
    ('message', 'message_by_day', '1000000 100000 100 50 40'),
    ('visit', 'visit', '1000000 100000 1'),
    ('visit', 'visit_by_visitor', '1000000 100000 5 4 1'),
    ('visit', 'visit_by_day', '1000000 100000 100 90'),
    ('turn', 'turn', '300000 30000 2 1'),
    ('turn', 'turn_by_day', '300000 30000 30 20 2 1 1'),
    ('turn', 'turn_by_reply_day', '300000 30000 30 1 1'),
    ('visitor', 'visitor', '200000 20000 1'),
    ('visitor', 'visitor_by_like', '200000 20000 20 5'),
    ('visitor', 'visitor_by_first', '200000 20000 20 5'),
    ('post', 'post_by_day', '20000 2000 2'),
    ('daily_measure', 'daily_measure', '10000 1000 1'),
    ('daily_histogram', 'daily_histogram', '40000 4000 4 1'),
    ('monthly_measure', 'monthly_measure', '400 40 1'),
    ('monthly_histogram', 'monthly_histogram', '4000 400 10 1'),
)


def _describe_sizes():
    if op.get_bind().dialect.name != 'sqlite':
        return
    op.execute('ANALYZE')  # makes the table of sizes; of an empty database there is nothing to put into it
    op.execute('DELETE FROM sqlite_stat1')
    sizes = sa.table('sqlite_stat1', sa.column('tbl'), sa.column('idx'), sa.column('stat'))
    op.bulk_insert(sizes, [dict(zip(('tbl', 'idx', 'stat'), row)) for row in SIZES])
    op.execute('ANALYZE sqlite_master')  # reads the sizes, and measures nothing
