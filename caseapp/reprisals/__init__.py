"""Reprisals and the deeds that preceded them."""
