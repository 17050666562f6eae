"""One run of one screening window: the plain functions that the flow calls, in its order."""
