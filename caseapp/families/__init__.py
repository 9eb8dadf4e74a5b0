"""What a family may see of its case: cards, page, messages."""
