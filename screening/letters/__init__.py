"""Family letters: one body per language and purpose, laid out as HTML and as tagged PDF."""
