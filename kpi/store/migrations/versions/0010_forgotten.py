"""Who was forgotten, and the sums of what is gone; what was kept of customers' cells that could not be read is taken out"""

import json

from alembic import op
import sqlalchemy as sa


revision = '0010'
down_revision = '0009'

FAULT = sa.table('import_fault', *map(sa.column, ('id', 'import_id', 'value', 'details')))
IMPORT = sa.table('import_run', *map(sa.column, ('id', 'fact')))
OF_PEOPLE = ('message', 'visit')
QUOTED = ('value', 'name')


def upgrade():
    op.create_table(
        'forgotten',
        sa.Column('institution_id', sa.Integer(), nullable=False),
        sa.Column('platform', sa.String(), nullable=False),
        sa.Column('secrets', sa.Integer(), nullable=False),
        sa.Column('hashed', sa.BigInteger(), nullable=False),
        sa.Column('until', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['institution_id'], ['institution.id']),
        sa.PrimaryKeyConstraint('institution_id', 'platform', 'secrets', 'hashed'),
        sqlite_with_rowid=False,
    )
    op.create_table(
        'sealed_measure',
        sa.Column('channel_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Integer(), nullable=False),
        sa.Column('measure', sa.String(), nullable=False),
        sa.Column('value', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['channel_id'], ['channel.id']),
        sa.PrimaryKeyConstraint('channel_id', 'day', 'measure'),
        sqlite_with_rowid=False,
    )
    op.create_table(
        'sealed_histogram',
        sa.Column('channel_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Integer(), nullable=False),
        sa.Column('kind', sa.SmallInteger(), nullable=False),
        sa.Column('counts', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['channel_id'], ['channel.id']),
        sa.PrimaryKeyConstraint('channel_id', 'day', 'kind'),
        sqlite_with_rowid=False,
    )
    for name in ('messages_from', 'visits_from', 'had_likes'):
        op.add_column('channel', sa.Column(name, sa.Integer(), nullable=True))
    connection = op.get_bind()
    about_people = sa.select(IMPORT.c.id).where(IMPORT.c.fact.in_(OF_PEOPLE))
    rows = connection.execute(
        sa.select(FAULT.c.id, FAULT.c.details).where(FAULT.c.import_id.in_(about_people))
    ).fetchall()
    for number, details in rows:
        values = {name: '…' if name in QUOTED else value for name, value in json.loads(details).items()}
        connection.execute(
            sa.update(FAULT)
            .where(FAULT.c.id == number)
            .values(value='', details=json.dumps(values, ensure_ascii=False))
        )
