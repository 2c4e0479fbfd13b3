"""The command line, one noun a file; `kpi.__main__` puts them together."""
