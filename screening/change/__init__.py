"""Change since the last window: what is more than chance, of a student and of the district."""
