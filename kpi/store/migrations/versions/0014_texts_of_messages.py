"""Texts of messages, for institutions that turn it on; nothing is in it before"""

from alembic import op
import sqlalchemy as sa


revision = '0014'
down_revision = '0013'


def upgrade():
    op.create_table(
        'message_text',
        sa.Column('channel_id', sa.Integer(), nullable=False),
        sa.Column('message_key', sa.BigInteger(), nullable=False),
        sa.Column('day', sa.Integer(), nullable=False),
        sa.Column('text', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(['channel_id'], ['channel.id']),
        sa.PrimaryKeyConstraint('channel_id', 'message_key'),
        sqlite_with_rowid=False,
    )
    op.create_index('message_text_by_day', 'message_text', ['channel_id', 'day'])
