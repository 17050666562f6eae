"""Drafts of layouts: what an export's columns seem to mean, for a person to decide and approve."""
