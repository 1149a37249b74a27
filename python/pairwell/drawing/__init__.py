"""Draws plain numbers: both themes, small SVG, and the pictures that results have of themselves."""
