"""The ledger: what people did, kept apart from what can be computed again."""
