"""The page a person starts the day with."""
