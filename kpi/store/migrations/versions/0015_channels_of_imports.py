"""Which channels an import counts for, and whether it named them; imports from before it say nothing"""

from alembic import op
import sqlalchemy as sa


revision = '0015'
down_revision = '0014'


def upgrade():
    op.create_table(
        'import_channel',
        sa.Column('channel_id', sa.Integer(), nullable=False),
        sa.Column('import_id', sa.Integer(), nullable=False),
        sa.Column('how', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(['channel_id'], ['channel.id']),
        sa.ForeignKeyConstraint(['import_id'], ['import_run.id']),
        sa.PrimaryKeyConstraint('channel_id', 'import_id'),
        sqlite_with_rowid=False,
    )
