"""A month's numbers in one piece, and a month's histograms by kind; they are counted anew from the days"""

from alembic import op
import sqlalchemy as sa


revision = '0007'
down_revision = '0006'

SIZES = (
    ('monthly_measure', 'monthly_measure', '400 40 1'),
    ('monthly_histogram', 'monthly_histogram', '4000 400 40 1'),
)


def upgrade():
    op.drop_table('monthly_measure')
    op.drop_table('monthly_histogram')
    op.create_table('monthly_measure',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('numbers', sa.LargeBinary(), nullable=False),
    sa.Column('follower_rates', sa.Float(precision=53), nullable=True),
    sa.Column('known_days', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'month'),
    sqlite_with_rowid=False
    )
    op.create_table('monthly_histogram',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.SmallInteger(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('counts', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'kind', 'month'),
    sqlite_with_rowid=False
    )
    if op.get_bind().dialect.name == 'sqlite':
        sizes = sa.table('sqlite_stat1', sa.column('tbl'), sa.column('idx'), sa.column('stat'))
        op.bulk_insert(sizes, [dict(zip(('tbl', 'idx', 'stat'), row)) for row in SIZES])
        op.execute('ANALYZE sqlite_master')  # reads the sizes, and measures nothing
