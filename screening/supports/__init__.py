"""Supports: what may help, with its evidence."""
