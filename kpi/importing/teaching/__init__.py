"""Teaching a layout: from a file that nobody knows, and what a person says of its columns, to a layout's TOML."""
