"""x."""


def score() -> None:
    """Later."""
