"""A post's campaign and purpose, and who takes up products: customers in a community and others, by month"""

from alembic import op
import sqlalchemy as sa


revision = '0005'
down_revision = '0004'

UPTAKE = ('member_customers', 'member_takers', 'non_member_customers', 'non_member_takers')


def upgrade():
    for table in ('post', 'post_reading'):
        for name in ('campaign', 'purpose'):
            op.add_column(table, sa.Column(name, sa.String(), nullable=False, server_default=''))
    for table in (
        'channel_day', 'channel_day_reading', 'channel_span', 'channel_span_reading', 'daily_measure',
        'monthly_measure',
    ):
        for name in UPTAKE:
            op.add_column(table, sa.Column(name, sa.BigInteger(), nullable=True))
