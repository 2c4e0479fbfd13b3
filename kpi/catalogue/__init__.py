"""What the numbers mean: measures, KPIs and references, each declared once, as a value."""
