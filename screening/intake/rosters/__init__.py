"""Rosters as student information systems write them: OneRoster and Clever bundles."""
