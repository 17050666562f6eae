"""Scoring: answers to scores, bands and tiers, in DuckDB."""
