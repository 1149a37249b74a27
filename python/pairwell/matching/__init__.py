"""The engine: problems of people and points, cost tables, and matchings with their proofs."""
