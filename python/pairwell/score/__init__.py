"""How well a mentee and a mentor suit each other."""
