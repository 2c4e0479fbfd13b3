"""Campaign and purpose of posts as people set them, beside what their exports say"""

from alembic import op
import sqlalchemy as sa


revision = '0009'
down_revision = '0008'


def upgrade():
    op.create_table(
        'post_tag',
        sa.Column('channel_id', sa.Integer(), nullable=False),
        sa.Column('post_id', sa.String(), nullable=False),
        sa.Column('campaign', sa.String(), nullable=True),
        sa.Column('purpose', sa.String(), nullable=True),
        sa.Column('changed_by', sa.String(), nullable=False),
        sa.Column('changed_at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['channel_id'], ['channel.id']),
        sa.PrimaryKeyConstraint('channel_id', 'post_id'),
        sqlite_with_rowid=False,
    )
