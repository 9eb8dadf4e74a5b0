"""Cases: one missing person each, with everything claimed about them."""
