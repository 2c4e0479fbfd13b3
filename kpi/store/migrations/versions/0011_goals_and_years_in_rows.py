"""Goals of all months in a row, histograms of a year's months in a row; both are written when measures are counted anew"""

from alembic import op
import sqlalchemy as sa


revision = '0011'
down_revision = '0010'

SIZE = {'tbl': 'yearly_histogram', 'idx': 'yearly_histogram', 'stat': '4000 400 4 1'}


def upgrade():
    op.create_table('standing_goal',
    sa.Column('institution_id', sa.Integer(), nullable=False),
    sa.Column('kpi', sa.String(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('months', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], ),
    sa.PrimaryKeyConstraint('institution_id', 'kpi', 'platform'),
    sqlite_with_rowid=False
    )
    op.drop_table('monthly_histogram')
    op.create_table('yearly_histogram',
    sa.Column('channel_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.SmallInteger(), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('counts', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['channel_id'], ['channel.id'], ),
    sa.PrimaryKeyConstraint('channel_id', 'kind', 'year'),
    sqlite_with_rowid=False
    )
    if op.get_bind().dialect.name == 'sqlite':
        op.bulk_insert(sa.table('sqlite_stat1', *map(sa.column, SIZE)), [SIZE])
        op.execute('ANALYZE sqlite_master')  # reads the sizes, and measures nothing
