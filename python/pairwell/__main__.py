"""Lets ``python -m pairwell`` do what ``pairwell`` does."""

from pairwell.cli import main

if __name__ == "__main__":
    main()
