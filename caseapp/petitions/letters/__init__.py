"""Letters of petitions: their blocks, their kinds, and composing them from the facts of the cases."""

from caseapp.petitions.letters.starting import starting_letter, starting_subject

__all__ = ["starting_letter", "starting_subject"]
