"""Intake: from files as dropped to canonical answers and problems."""
