"""Petitions to governments and the UN: bodies, letters, deadlines, correspondence."""
