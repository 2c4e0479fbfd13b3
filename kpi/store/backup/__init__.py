"""Backups: made of one moment, tried out before they count, restored whole or not at all."""
