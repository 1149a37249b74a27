"""What the documentation site puts into the pages of the tree (conf.py)."""
