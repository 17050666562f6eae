"""Safety: critical items, read first and never blocked."""
