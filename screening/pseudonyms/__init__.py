"""Pseudonyms: real student numbers become codes that only the school can read."""
