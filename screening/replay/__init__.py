"""Replay: a finished window computed again aside and compared; who changed tier, and why."""
