"""Named strengths: what goes well or who helps, for lists and letters; no reason for a tier."""
