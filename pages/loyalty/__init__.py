"""Loyalty: who comes back, new and returning visitors, and who takes up products."""
