"""The parts of an examination: what a file is, its columns, what a run would make of it."""
