"""What the kept columns of one export prove or disprove, each distinct cell looked at once."""
