"""Column names that announce personal data, and names that do not."""

import pytest

from screening.intake.personal_data import announces_personal_data
from screening.intake.roster import COLUMNS

PERSONAL = """
Last name|last_name|LASTNAME|lastName|Last-Name|Last.Name|Surname|First Name|fname|Student name
StudentName|Student's name|Name of student|Full legal name|Name|names|Teacher name|Parent
parent_email|Guardian 1|Mother|E-mail|email|EmailAddress|e_mail|Phone|Phone number|cell phone
Mobile|Home address|street|ZIP|Zip code|postcode|Date of birth|birthdate|BirthDate|birthday|DOB
D.O.B.|Place of birth|SSN|NHS number|Passport no|IPAddress|IP address|ip|RecipientEmail
RecipientLastName|LocationLatitude|Longitude|Nombre|Apellidos|Correo|Fecha de nacimiento|Teléfono
Dirección|Network ID|Matric. No|Matriculation number|Téléphone|Telefonnummer
Handynummer|Móvil
Adresse|Anschrift|Indirizzo|Date de naissance|Geburtsort|Prénom|Nom de famille|Cognome|Sobrenome
Nombre del padre|Madre|Tutor legal|Mère|Erziehungsberechtigter|Mutter|Nachname|Geburtsdatum
ＬＡＳＴ　ＮＡＭＥ|Last\u00a0name
"""
HARMLESS = """
class_id|Class name|School name|district_name|grade|Mood 1|Q12|Status|Finished|Progress|gender
ethnicity|needs|Comments|UserLanguage|ResponseId|Duration (in seconds)|Rated on|Student code
username_hash_count|renamed|telling|streetwise
"""


def listed(text: str) -> list[str]:
    return [name for line in text.strip().split("\n") for name in line.split("|")]


@pytest.mark.parametrize("column", listed(PERSONAL))
def test_a_name_that_announces_a_person_is_known(column):
    assert announces_personal_data(column)


@pytest.mark.parametrize("column", [*listed(HARMLESS), *COLUMNS])
def test_other_names_are_left_alone(column):
    assert not announces_personal_data(column)
