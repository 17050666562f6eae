"""Column names that announce personal data, so that they can be refused or dropped by name."""

import re

from screening.intake.values import normalise

WORDS = re.compile(
    r"\b(e-?mail|correo|courriel|phone|tel(e|é)fono|telephone|mobile|address|direcci(o|ó)n|street|"
    r"postcode|zip ?code|birth|nacimiento|dob|born|surname|first ?name|last ?name|full ?name|"
    r"family ?name|given ?name|legal ?name|preferred ?name|nombre|apellidos?|ip ?address|ipaddress|"
    r"latitude|longitude|parent|guardian|ssn|social security|nhs number|passport|"
    r"recipient ?(last|first)? ?name|recipient ?email|recipientlastname|recipientfirstname|"
    r"recipientemail|locationlatitude|locationlongitude)\b"
)
"""Words in several languages; source: columns that real exports and rosters carry."""

WHOLE_NAMES = frozenset({"name", "student name", "pupil name", "child name", "names", "nombres"})


def announces_personal_data(column: str) -> bool:
    """Return True where a column's name says that it holds personal data.

    >>> announces_personal_data("Last name"), announces_personal_data("class_id")
    (True, False)
    """
    plain = " ".join(normalise(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)).split("_"))
    return plain in WHOLE_NAMES or WORDS.search(plain) is not None
