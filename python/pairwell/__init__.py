"""Runs a mentoring scheme and pairs its people well."""
