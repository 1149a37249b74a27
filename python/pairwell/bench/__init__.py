"""The bench: runs pairwell beside its peers on the same instances, and on hostile input."""
