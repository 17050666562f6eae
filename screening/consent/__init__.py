"""Consent over time: a file that covers too few is refused; a withdrawal reaches back."""
