"""Names of persons in any script, pure."""
