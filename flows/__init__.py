"""Prefect flows and the command line: sequence only, no rule, no SQL, no arithmetic."""
