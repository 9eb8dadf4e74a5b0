"""Protests: days, who came, what was done to them."""
