"""Column names that announce personal data, so that they can be refused or dropped by name."""

import re

from screening.intake.values import normalise

WORDS = re.compile(
    r"\b(e ?mails?|email ?address|correos?|courriel|phones?|phone ?number|tel(e|é)fonos?|telephone|"
    r"mobile|address(es)?|street ?address|direcci(o|ó)n|street|postcode|zip|zip ?code|"
    r"birth|birth ?(date|day|place)|nacimiento|geburtsdatum|dob|d o b|born|surname|"
    r"(first|last|full|family|given|legal|preferred|student|child|parent|guardian)names?|"
    r"fname|lname|nombres?|apellidos?|nachname|vorname|ip|ip ?address|latitude|longitude|"
    r"location ?(latitude|longitude)|parents?|guardians?|mother|father|ssn|social security|"
    r"nhs number|passport|recipient ?(last|first)? ?name|recipient ?email|"
    r"network id|matric(ulation)?( ?(no|number))?|tel(é|e)fonos?|telefon(nummer)?|handynummer|"
    r"m(ó|o)vil|celular|t(é|e)l(é|e)phone|adresse|anschrift|domicilio|indirizzo|endereço|"
    r"geburts(tag|ort|name)|naissance|nascimento|nascita|pr(é|e)nom|nom|nom de famille|cognome|"
    r"nome|sobrenome|padres?|madres?|tutor(es)? legal(es)?|tuteur|tutrice|p(è|e)re|m(è|e)re|"
    r"eltern(teil)?|mutter|vater|erziehungsberechtigte[rn]?|madrina|genitor[ei])\b"
)
"""Words in several languages; source: columns that real exports and rosters carry."""

NAME_OF_A_PERSON = re.compile(
    r"(?<!school )(?<!class )(?<!district )(?<!survey )(?<!form )\bnames?\b"
)


def announces_personal_data(column: str) -> bool:
    """Return True where a column's name says that it holds personal data.

    >>> announces_personal_data("Last name"), announces_personal_data("class_id")
    (True, False)
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    plain = re.sub(r"[\W_]+", " ", normalise(parted)).strip()
    return any(pattern.search(plain) for pattern in (WORDS, NAME_OF_A_PERSON))
