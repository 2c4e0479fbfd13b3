"""Platforms: which network serves which purpose, goal beside actual."""
