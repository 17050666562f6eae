"""The whole trail of one student, from answer codes to the tier, for that student's school."""
