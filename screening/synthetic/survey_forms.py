"""What the students' survey asks: the columns, titles and answers of each instrument in it."""

from dataclasses import dataclass

ENGLISH = ("Not at all", "Several days", "More than half the days", "Nearly every day")
SPANISH = ("Ningún día", "Varios días", "Más de la mitad de los días", "Casi todos los días")


@dataclass(frozen=True)
class SurveyForm:
    """One instrument in the students' survey.

    Attributes:
        instrument: its id.
        prefix: what its columns begin with; the item's number follows.
        title: what its question texts begin with, in place of the wording; the number follows.
        english: answers from code 0 upwards; empty where the export holds codes.
        spanish: the same on the Spanish form.
    """

    instrument: str
    prefix: str
    title: str
    english: tuple[str, ...] = ()
    spanish: tuple[str, ...] = ()

    def question(self, column: str) -> str:
        """Return the neutral question text above a column of this form."""
        return f"{self.title} item {column.removeprefix(self.prefix)}"


SURVEY_FORMS = (
    SurveyForm("phq_a", "PHQA_", "PHQ-A", ENGLISH, SPANISH),
    SurveyForm("gad_7", "GAD7_", "GAD-7", ENGLISH, SPANISH),
    SurveyForm("dsecs_s", "DSECS_", "DSECS-S"),
    SurveyForm(
        "belonging",
        "BELONG_",
        "Belonging",
        ("Not true", "A little true", "Mostly true", "Completely true"),
        ("Nada cierto", "Un poco cierto", "Bastante cierto", "Totalmente cierto"),
    ),
)
"""In the order in which they are asked: the survey ends with what goes well and with the school."""
