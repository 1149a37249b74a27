"""The board on which people are paired by hand: its decisions, what they cost, and its page."""
