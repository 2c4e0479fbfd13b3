"""From facts to daily measures, with the same SQL text on every engine."""
