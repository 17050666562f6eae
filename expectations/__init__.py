"""Promises at both borders, kept by Great Expectations; the only place that imports it."""
