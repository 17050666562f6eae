import pytest

from screening.errors import RefusedDataError, UnreadableFileError
from screening.letters.names import ChildName, read_names

HEADER = "student_ref,child_first_name,addressee"


def write(folder, text, *, encoding="utf-8"):
    path = folder / "key.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_names_are_read_by_student_ref(tmp_path):
    path = write(tmp_path, f"{HEADER}\r\ns-1,Wren,Jo Field\r\ns-2,Zoë,Ana Nuñez\r\n")
    assert read_names(path) == {
        "s-1": ChildName("Wren", "Jo Field"),
        "s-2": ChildName("Zoë", "Ana Nuñez"),
    }


def test_address_and_strength_are_optional_and_empty_lines_left_out(tmp_path):
    path = write(
        tmp_path,
        f"\ufeff{HEADER},address_1,address_2,address_3,strength\n"
        's-1, Wren ,Jo Field,"1 Elm St, Apt 2",,"Lakeside, MN",kind\n',
    )
    assert read_names(path)["s-1"] == ChildName(
        "Wren", "Jo Field", ("1 Elm St, Apt 2", "Lakeside, MN"), "kind"
    )


def test_a_header_alone_gives_no_names(tmp_path):
    assert read_names(write(tmp_path, HEADER + "\n")) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("student_ref,child_first_name\ns-1,Wren\n", "the columns must be"),
        (f"{HEADER},phone\ns-1,Wren,Jo,1\n", "the columns must be"),
        (f"{HEADER}\ns-1,Wren,Jo,extra\n", "the columns must be"),
        (f"{HEADER}\ns-1,,Jo\n", "row 2, column child_first_name: is empty"),
        (f"{HEADER}\ns-1,Wren\n", "row 2, column addressee: is empty"),
        (f"{HEADER}\ns-1,Wren,Jo\ns-1,Sam,Al\n", "row 3: this student_ref comes twice"),
    ],
)
def test_a_key_that_could_name_the_wrong_child_is_refused_without_a_name(tmp_path, text, message):
    with pytest.raises(RefusedDataError, match=message) as refusal:
        read_names(write(tmp_path, text))
    for name in ("Wren", "Jo", "Sam", "s-1"):
        assert name not in str(refusal.value)


def test_a_file_that_is_not_utf_8_cannot_be_read(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"key\.csv: cannot be read"):
        read_names(write(tmp_path, f"{HEADER}\ns-1,Zoë,Jo\n", encoding="cp1252"))


def test_an_absent_file_cannot_be_read(tmp_path):
    with pytest.raises(UnreadableFileError):
        read_names(tmp_path / "none.csv")
