"""Layouts of an institution's own, and conversations that silence parts"""

from alembic import op
import sqlalchemy as sa


revision = '0002'
down_revision = '0001'


def upgrade():
    op.create_table('own_layout',
    sa.Column('institution_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('toml', sa.String(), nullable=False),
    sa.Column('made_at', sa.BigInteger(), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], ),
    sa.PrimaryKeyConstraint('institution_id', 'key')
    )
    op.create_table('message_thread',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('message_key', sa.BigInteger(), nullable=False),
    sa.Column('thread_key', sa.BigInteger(), nullable=False),
    sa.Column('silence', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'message_key'),
    sqlite_with_rowid=False
    )
    op.create_index('message_thread_by_thread', 'message_thread', ['channel_id', 'thread_key'], unique=False)
    if op.get_bind().dialect.name == 'sqlite':
        tell_sqlites_planner()


# As in 0001: what SQLite's planner is to believe of the new large table.
STATISTICS = {
    ('message_thread', 'message_thread'): '5000000 50000 1',
    ('message_thread', 'message_thread_by_thread'): '5000000 50000 5 1',
}


def tell_sqlites_planner():
    table = sa.table('sqlite_stat1', sa.column('tbl'), sa.column('idx'), sa.column('stat'))
    op.bulk_insert(table, [{'tbl': tbl, 'idx': idx, 'stat': stat} for (tbl, idx), stat in STATISTICS.items()])
    op.execute('ANALYZE sqlite_schema')  # this connection reads them again
