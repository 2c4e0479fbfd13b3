"""Roles of people and groups, settings of an institution, and a record that nobody can change"""

from alembic import op
import sqlalchemy as sa


revision = '0013'
down_revision = '0012'

REFUSAL = 'the audit can only be added to'
SQLITE = (
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    # INSERT OR REPLACE deletes without asking the trigger above
    'CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)'
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
POSTGRESQL = (
    'CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS'
    f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    'CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit'
    ' FOR EACH ROW EXECUTE FUNCTION audit_refuse()',
    'CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit'
    ' FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()',
)


def upgrade():
    op.create_table(
        'membership',
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('institution_id', sa.Integer(), nullable=False),
        sa.Column('role', sa.String(), nullable=False),
        sa.Column('granted_by', sa.String(), nullable=False),
        sa.Column('granted_at', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('kind', 'name', 'institution_id'),
    )
    op.create_index(op.f('ix_membership_institution_id'), 'membership', ['institution_id'])
    op.create_table(
        'institution_setting',
        sa.Column('institution_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('value', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(['institution_id'], ['institution.id']),
        sa.PrimaryKeyConstraint('institution_id', 'name'),
    )
    op.create_table(
        'audit',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('issuer', sa.String(), nullable=False),
        sa.Column('subject', sa.String(), nullable=False),
        sa.Column('email', sa.String(), nullable=False),
        sa.Column('place', sa.String(), nullable=False),
        sa.Column('institution_id', sa.Integer(), nullable=False),
        sa.Column('institution', sa.String(), nullable=False),
        sa.Column('action', sa.String(), nullable=False),
        sa.Column('object', sa.String(), nullable=False),
        sa.Column('rows', sa.BigInteger(), nullable=True),
        sa.Column('details', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(op.f('ix_audit_institution_id'), 'audit', ['institution_id'])
    for statement in SQLITE if op.get_bind().dialect.name == 'sqlite' else POSTGRESQL:
        op.execute(statement)
