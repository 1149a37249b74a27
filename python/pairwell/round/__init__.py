"""One round of a programme, from its files to verified pairs, and what follows it."""
