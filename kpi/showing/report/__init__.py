"""The report: one to four printed pages for a meeting."""
