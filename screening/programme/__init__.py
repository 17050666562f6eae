"""A programme: its settings, folders, calendar and grades."""
