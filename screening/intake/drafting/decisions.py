"""What a person must decide before a drafted layout holds, numbered as it stands in the text."""


class Decisions:
    """The list that grows while the text of a draft is written."""

    def __init__(self) -> None:
        self._questions: list[str] = []

    def add(self, question: str) -> str:
        """Note a question; return the mark that its place in the text bears."""
        self._questions.append(question)
        return f"DECIDE {len(self._questions)}"

    def as_lines(self) -> list[str]:
        """Return the comment lines that list the questions."""
        if not self._questions:
            return ["# Nothing is open: read it through, then sign it."]
        lines = [
            f"#   {number}. {question}" for number, question in enumerate(self._questions, start=1)
        ]
        return [
            "# To decide (search for DECIDE):",
            *lines,
            "# Lines that begin with '#? ' are proposals: take the three signs away to accept it.",
        ]
