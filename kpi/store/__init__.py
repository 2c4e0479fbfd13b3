"""Where facts, measures and goals are kept: tables, engine, migrations, checks."""
