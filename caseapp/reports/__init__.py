"""Background figures and campaign events."""
