"""Overview: are we keeping our promises, and where not."""
