"""A person's decision about a tier: made with checks, read back for the tier table."""
