import pytest

from screening.programme.genders import canonical_gender


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("female", "female"), ("F", "female"), (" Girl ", "female"), ("M", "male"), ("boy", "male"),
        ("", "neither"), ("x", "neither"), ("non-binary", "neither"), ("0", "neither"),
        ("femal", "neither"), ("male/female", "neither"),
    ],
)  # fmt: skip
def test_a_spelling_is_known_or_neither_and_never_guessed(text, expected):
    assert canonical_gender(text) == expected
