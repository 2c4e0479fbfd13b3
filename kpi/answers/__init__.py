"""From measures to answers: KPI values, comparisons, goals, status."""
