"""Content: which posts earn engagement, of which kind, and when."""
