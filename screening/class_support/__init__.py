"""Class, grade and school first: is the share of flagged students more than chance explains?"""
