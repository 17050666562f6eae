"""One module per command; heavy packages are imported inside the functions."""
