"""One module per vendor's export: our facts in that vendor's exact shape, down to quotes and line ends."""
