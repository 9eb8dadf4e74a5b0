"""People who work with Jaqyn: offices, users, sessions, sign-in."""
