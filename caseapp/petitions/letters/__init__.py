"""Letters of petitions: their blocks, their kinds, composing them from the facts of the cases, and their paper."""
