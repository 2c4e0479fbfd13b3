"""What people do: allowed, done and written down in one go, for the pages and for the command line."""
