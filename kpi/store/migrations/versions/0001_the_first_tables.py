"""The first tables"""

from alembic import op
import sqlalchemy as sa


revision = '0001'
down_revision = None


def upgrade():
    op.create_table('institution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('name_key', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('timezone', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('is_sample', sa.Boolean(), nullable=False),
    sa.Column('data_version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('name_key')
    )
    op.create_table('channel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('institution_id', sa.Integer(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('handle', sa.String(), nullable=False),
    sa.Column('handle_key', sa.String(), nullable=False),
    sa.Column('audience', sa.String(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('message_cutoff', sa.BigInteger(), nullable=True),
    sa.Column('visit_cutoff', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('institution_id', 'platform', 'handle_key')
    )
    with op.batch_alter_table('channel', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_channel_institution_id'), ['institution_id'], unique=False)

    op.create_table('setting',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )
    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('institution_id', sa.Integer(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=False),
    sa.Column('last_day', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_institution_id'), ['institution_id'], unique=False)

    op.create_table('import_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('institution_id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('layout', sa.String(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('fact', sa.String(), nullable=False),
    sa.Column('rows_read', sa.Integer(), nullable=False),
    sa.Column('rows_saved', sa.Integer(), nullable=False),
    sa.Column('rows_skipped', sa.Integer(), nullable=False),
    sa.Column('rows_ignored', sa.Integer(), nullable=False),
    sa.Column('rows_changed', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=True),
    sa.Column('last_day', sa.Integer(), nullable=True),
    sa.Column('timezone', sa.String(), nullable=False),
    sa.Column('imported_at', sa.BigInteger(), nullable=False),
    sa.Column('imported_by', sa.String(), nullable=False),
    sa.Column('undone_at', sa.BigInteger(), nullable=True),
    sa.Column('undone_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.create_index('import_run_once', ['institution_id', 'sha256', 'target'], unique=True, sqlite_where=sa.text('undone_at IS NULL'), postgresql_where=sa.text('undone_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_import_run_institution_id'), ['institution_id'], unique=False)

    op.create_table('channel_day',
    sa.Column('page_views', sa.BigInteger(), nullable=True),
    sa.Column('page_reach', sa.BigInteger(), nullable=True),
    sa.Column('page_engagements', sa.BigInteger(), nullable=True),
    sa.Column('profile_visits', sa.BigInteger(), nullable=True),
    sa.Column('new_followers', sa.BigInteger(), nullable=True),
    sa.Column('lost_followers', sa.BigInteger(), nullable=True),
    sa.Column('followers', sa.BigInteger(), nullable=True),
    sa.Column('new_visitors', sa.BigInteger(), nullable=True),
    sa.Column('returning_visitors', sa.BigInteger(), nullable=True),
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'day')
    )
    op.create_table('channel_day_reading',
    sa.Column('page_views', sa.BigInteger(), nullable=True),
    sa.Column('page_reach', sa.BigInteger(), nullable=True),
    sa.Column('page_engagements', sa.BigInteger(), nullable=True),
    sa.Column('profile_visits', sa.BigInteger(), nullable=True),
    sa.Column('new_followers', sa.BigInteger(), nullable=True),
    sa.Column('lost_followers', sa.BigInteger(), nullable=True),
    sa.Column('followers', sa.BigInteger(), nullable=True),
    sa.Column('new_visitors', sa.BigInteger(), nullable=True),
    sa.Column('returning_visitors', sa.BigInteger(), nullable=True),
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'day', 'import_id')
    )
    with op.batch_alter_table('channel_day_reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_channel_day_reading_import_id'), ['import_id'], unique=False)

    op.create_table('channel_span',
    sa.Column('page_views', sa.BigInteger(), nullable=True),
    sa.Column('page_reach', sa.BigInteger(), nullable=True),
    sa.Column('page_engagements', sa.BigInteger(), nullable=True),
    sa.Column('profile_visits', sa.BigInteger(), nullable=True),
    sa.Column('new_followers', sa.BigInteger(), nullable=True),
    sa.Column('lost_followers', sa.BigInteger(), nullable=True),
    sa.Column('followers', sa.BigInteger(), nullable=True),
    sa.Column('new_visitors', sa.BigInteger(), nullable=True),
    sa.Column('returning_visitors', sa.BigInteger(), nullable=True),
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=False),
    sa.Column('last_day', sa.Integer(), nullable=False),
    sa.Column('segment', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'first_day', 'last_day', 'segment')
    )
    op.create_table('channel_span_reading',
    sa.Column('page_views', sa.BigInteger(), nullable=True),
    sa.Column('page_reach', sa.BigInteger(), nullable=True),
    sa.Column('page_engagements', sa.BigInteger(), nullable=True),
    sa.Column('profile_visits', sa.BigInteger(), nullable=True),
    sa.Column('new_followers', sa.BigInteger(), nullable=True),
    sa.Column('lost_followers', sa.BigInteger(), nullable=True),
    sa.Column('followers', sa.BigInteger(), nullable=True),
    sa.Column('new_visitors', sa.BigInteger(), nullable=True),
    sa.Column('returning_visitors', sa.BigInteger(), nullable=True),
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=False),
    sa.Column('last_day', sa.Integer(), nullable=False),
    sa.Column('segment', sa.String(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'first_day', 'last_day', 'segment', 'import_id')
    )
    with op.batch_alter_table('channel_span_reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_channel_span_reading_import_id'), ['import_id'], unique=False)

    op.create_table('daily_measure',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('posts', sa.BigInteger(), nullable=True),
    sa.Column('post_views', sa.BigInteger(), nullable=True),
    sa.Column('post_reach', sa.BigInteger(), nullable=True),
    sa.Column('reactions', sa.BigInteger(), nullable=True),
    sa.Column('comments', sa.BigInteger(), nullable=True),
    sa.Column('shares', sa.BigInteger(), nullable=True),
    sa.Column('saves', sa.BigInteger(), nullable=True),
    sa.Column('link_clicks', sa.BigInteger(), nullable=True),
    sa.Column('video_views', sa.BigInteger(), nullable=True),
    sa.Column('posts_with_views', sa.BigInteger(), nullable=True),
    sa.Column('engagements_with_views', sa.BigInteger(), nullable=True),
    sa.Column('posts_with_reach', sa.BigInteger(), nullable=True),
    sa.Column('engagements_with_reach', sa.BigInteger(), nullable=True),
    sa.Column('posts_with_clicks', sa.BigInteger(), nullable=True),
    sa.Column('views_with_clicks', sa.BigInteger(), nullable=True),
    sa.Column('clicks_with_views', sa.BigInteger(), nullable=True),
    sa.Column('posts_with_followers', sa.BigInteger(), nullable=True),
    sa.Column('engagements_with_followers', sa.BigInteger(), nullable=True),
    sa.Column('followers_of_posts', sa.BigInteger(), nullable=True),
    sa.Column('page_views', sa.BigInteger(), nullable=True),
    sa.Column('page_reach', sa.BigInteger(), nullable=True),
    sa.Column('page_engagements', sa.BigInteger(), nullable=True),
    sa.Column('profile_visits', sa.BigInteger(), nullable=True),
    sa.Column('new_followers', sa.BigInteger(), nullable=True),
    sa.Column('lost_followers', sa.BigInteger(), nullable=True),
    sa.Column('followers', sa.BigInteger(), nullable=True),
    sa.Column('new_visitors', sa.BigInteger(), nullable=True),
    sa.Column('returning_visitors', sa.BigInteger(), nullable=True),
    sa.Column('inbound_messages', sa.BigInteger(), nullable=True),
    sa.Column('outbound_messages', sa.BigInteger(), nullable=True),
    sa.Column('automated_messages', sa.BigInteger(), nullable=True),
    sa.Column('turns_opened', sa.BigInteger(), nullable=True),
    sa.Column('turns_answered', sa.BigInteger(), nullable=True),
    sa.Column('turns_closed', sa.BigInteger(), nullable=True),
    sa.Column('turn_wait_seconds', sa.BigInteger(), nullable=True),
    sa.Column('answered_1h', sa.BigInteger(), nullable=True),
    sa.Column('answered_24h', sa.BigInteger(), nullable=True),
    sa.Column('answered_7d', sa.BigInteger(), nullable=True),
    sa.Column('due_1h', sa.BigInteger(), nullable=True),
    sa.Column('due_24h', sa.BigInteger(), nullable=True),
    sa.Column('due_7d', sa.BigInteger(), nullable=True),
    sa.Column('first_turns_opened', sa.BigInteger(), nullable=True),
    sa.Column('first_turns_answered', sa.BigInteger(), nullable=True),
    sa.Column('first_wait_seconds', sa.BigInteger(), nullable=True),
    sa.Column('first_answered_1h', sa.BigInteger(), nullable=True),
    sa.Column('first_answered_24h', sa.BigInteger(), nullable=True),
    sa.Column('visits', sa.BigInteger(), nullable=True),
    sa.Column('cohort', sa.BigInteger(), nullable=True),
    sa.Column('returned_1d', sa.BigInteger(), nullable=True),
    sa.Column('returned_7d', sa.BigInteger(), nullable=True),
    sa.Column('returned_30d', sa.BigInteger(), nullable=True),
    sa.Column('returned_90d', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'day'),
    sqlite_with_rowid=False
    )
    op.create_table('goal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('institution_id', sa.Integer(), nullable=False),
    sa.Column('kpi', sa.String(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('floor', sa.Float(), nullable=True),
    sa.Column('target', sa.Float(), nullable=False),
    sa.Column('stretch', sa.Float(), nullable=True),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.Column('changed_by', sa.String(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], ),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('institution_id', 'kpi', 'platform', 'month', 'version')
    )
    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_goal_institution_id'), ['institution_id'], unique=False)

    op.create_table('import_fault',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('column', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('details', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('import_fault', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_fault_import_id'), ['import_id'], unique=False)

    op.create_table('message',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('message_key', sa.BigInteger(), nullable=False),
    sa.Column('conversation_key', sa.BigInteger(), nullable=False),
    sa.Column('sent_at', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('outbound', sa.SmallInteger(), nullable=False),
    sa.Column('automated', sa.SmallInteger(), nullable=False),
    sa.Column('author_key', sa.BigInteger(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'message_key'),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.create_index('message_by_conversation', ['channel_id', 'conversation_key', 'sent_at', 'outbound', 'day', 'automated'], unique=False)
        batch_op.create_index('message_by_day', ['channel_id', 'day', 'outbound', 'automated'], unique=False)
        batch_op.create_index('message_by_import', ['import_id'], unique=False)

    op.create_table('message_link',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('message_key', sa.BigInteger(), nullable=False),
    sa.Column('linked_key', sa.BigInteger(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'message_key', 'linked_key', 'import_id'),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('message_link', schema=None) as batch_op:
        batch_op.create_index('message_link_by_linked', ['channel_id', 'linked_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_message_link_import_id'), ['import_id'], unique=False)

    op.create_table('goal_repeat',
    sa.Column('goal_id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], ),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], ),
    sa.PrimaryKeyConstraint('goal_id', 'import_id')
    )
    with op.batch_alter_table('goal_repeat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_goal_repeat_import_id'), ['import_id'], unique=False)

    op.create_table('post',
    sa.Column('published_at', sa.BigInteger(), nullable=True),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('permalink', sa.String(), nullable=False),
    sa.Column('views', sa.BigInteger(), nullable=True),
    sa.Column('reach', sa.BigInteger(), nullable=True),
    sa.Column('reactions', sa.BigInteger(), nullable=True),
    sa.Column('comments', sa.BigInteger(), nullable=True),
    sa.Column('shares', sa.BigInteger(), nullable=True),
    sa.Column('saves', sa.BigInteger(), nullable=True),
    sa.Column('link_clicks', sa.BigInteger(), nullable=True),
    sa.Column('video_views', sa.BigInteger(), nullable=True),
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'post_id')
    )
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.create_index('post_by_day', ['channel_id', 'day'], unique=False)

    op.create_table('post_reading',
    sa.Column('published_at', sa.BigInteger(), nullable=True),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('permalink', sa.String(), nullable=False),
    sa.Column('views', sa.BigInteger(), nullable=True),
    sa.Column('reach', sa.BigInteger(), nullable=True),
    sa.Column('reactions', sa.BigInteger(), nullable=True),
    sa.Column('comments', sa.BigInteger(), nullable=True),
    sa.Column('shares', sa.BigInteger(), nullable=True),
    sa.Column('saves', sa.BigInteger(), nullable=True),
    sa.Column('link_clicks', sa.BigInteger(), nullable=True),
    sa.Column('video_views', sa.BigInteger(), nullable=True),
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.String(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'post_id', 'import_id')
    )
    with op.batch_alter_table('post_reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_reading_import_id'), ['import_id'], unique=False)

    op.create_table('repeat',
    sa.Column('fact', sa.String(), nullable=False),
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('fact_key', sa.BigInteger(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], ),
    sa.PrimaryKeyConstraint('fact', 'channel_id', 'fact_key', 'import_id'),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('repeat', schema=None) as batch_op:
        batch_op.create_index('repeat_by_import', ['import_id'], unique=False)

    op.create_table('turn',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('conversation_key', sa.BigInteger(), nullable=False),
    sa.Column('turn_no', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('answered_at', sa.BigInteger(), nullable=True),
    sa.Column('reply_day', sa.Integer(), nullable=True),
    sa.Column('wait', sa.BigInteger(), nullable=True),
    sa.Column('first_turn', sa.SmallInteger(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'conversation_key', 'turn_no'),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('turn', schema=None) as batch_op:
        batch_op.create_index('turn_by_day', ['channel_id', 'day', 'first_turn', 'wait', 'opened_at'], unique=False)
        batch_op.create_index('turn_by_reply_day', ['channel_id', 'reply_day', 'opened_at', 'day'], unique=False)

    op.create_table('visit',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('visit_key', sa.BigInteger(), nullable=False),
    sa.Column('visitor_key', sa.BigInteger(), nullable=False),
    sa.Column('visited_at', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('liked', sa.SmallInteger(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'visit_key'),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index('visit_by_day', ['channel_id', 'day', 'liked'], unique=False)
        batch_op.create_index('visit_by_import', ['import_id'], unique=False)
        batch_op.create_index('visit_by_visitor', ['channel_id', 'visitor_key', 'liked', 'day'], unique=False)

    op.create_table('visitor',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('visitor_key', sa.BigInteger(), nullable=False),
    sa.Column('like_day', sa.Integer(), nullable=True),
    sa.Column('like_return_day', sa.Integer(), nullable=True),
    sa.Column('first_day', sa.Integer(), nullable=True),
    sa.Column('first_return_day', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'visitor_key'),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('visitor', schema=None) as batch_op:
        batch_op.create_index('visitor_by_first', ['channel_id', 'first_day', 'first_return_day'], unique=False)
        batch_op.create_index('visitor_by_like', ['channel_id', 'like_day', 'like_return_day'], unique=False)

    if op.get_bind().dialect.name == 'sqlite':
        tell_sqlites_planner()


# What SQLite's planner is to believe: rows, then rows for each value of an index's first column, first two ...
# Without it, it takes ten rows for a channel's share of any table and reads the whole channel for one message.
# Rounded from a store of 10 million messages and visits in 100 channels; ANALYZE would replace it.
STATISTICS = {
    ('message', 'message'): '10000000 100000 1',
    ('message', 'message_by_conversation'): '10000000 100000 5 1 1 1 1',
    ('message', 'message_by_day'): '10000000 100000 100 50 50',
    ('message', 'message_by_import'): '10000000 10000',
    ('message_link', 'message_link'): '5000000 50000 2 1 1',
    ('message_link', 'message_link_by_linked'): '5000000 50000 2',
    ('message_link', 'ix_message_link_import_id'): '5000000 5000',
    ('repeat', 'repeat'): '1000000 500000 5000 2 1',
    ('repeat', 'repeat_by_import'): '1000000 1000',
    ('visit', 'visit'): '10000000 100000 1',
    ('visit', 'visit_by_visitor'): '10000000 100000 4 3 1',
    ('visit', 'visit_by_day'): '10000000 100000 100 50',
    ('visit', 'visit_by_import'): '10000000 10000',
    ('turn', 'turn'): '3000000 30000 2 1',
    ('turn', 'turn_by_day'): '3000000 30000 30 20 2 1',
    ('turn', 'turn_by_reply_day'): '3000000 30000 30 1 1',
    ('visitor', 'visitor'): '3000000 30000 1',
    ('visitor', 'visitor_by_like'): '3000000 30000 30 10',
    ('visitor', 'visitor_by_first'): '3000000 30000 30 10',
    ('daily_measure', 'daily_measure'): '100000 1000 1',
    ('post', 'sqlite_autoindex_post_1'): '200000 2000 1',
    ('post', 'post_by_day'): '200000 2000 2',
    ('post_reading', 'sqlite_autoindex_post_reading_1'): '600000 6000 3 1',
    ('post_reading', 'ix_post_reading_import_id'): '600000 200',
    ('channel_day', 'sqlite_autoindex_channel_day_1'): '100000 1000 1',
    ('channel_day_reading', 'sqlite_autoindex_channel_day_reading_1'): '300000 3000 3 1',
    ('channel_day_reading', 'ix_channel_day_reading_import_id'): '300000 30',
    ('channel', 'ix_channel_institution_id'): '100 5',
    ('channel', 'sqlite_autoindex_channel_1'): '100 5 1 1',
}


def tell_sqlites_planner():
    op.execute('ANALYZE sqlite_schema')  # makes sqlite_stat1, counts nothing
    table = sa.table('sqlite_stat1', sa.column('tbl'), sa.column('idx'), sa.column('stat'))
    op.bulk_insert(table, [{'tbl': tbl, 'idx': idx, 'stat': stat} for (tbl, idx), stat in STATISTICS.items()])
    op.execute('ANALYZE sqlite_schema')  # this connection reads them again
