"""Fictional demonstration data."""
