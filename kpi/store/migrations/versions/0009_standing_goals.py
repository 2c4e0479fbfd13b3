"""The goals that stand, of all months in one row for a KPI and platform; they are written with the measures"""

from alembic import op
import sqlalchemy as sa


revision = '0009'
down_revision = '0008'


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
