"""Finding cases by any part of any name."""
