"""Papers for the team's meeting: one agenda and one card per student."""
