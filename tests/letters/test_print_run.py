import csv
import datetime as dt
import hashlib
import io
import re

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_text import text_of_pdf

from screening.errors import LetterError
from screening.letters.mailing import LetterDue
from screening.letters.names import ChildName
from screening.letters.print_run import write_letters

AS_OF = dt.date(2027, 3, 15)


@pytest.fixture
def write(programme, tmp_path):
    """Return a function that writes letters into a folder and gives the counts."""

    def write_them(due, *, to="out", today=AS_OF, **more):
        return write_letters(
            due,
            programme=more.pop("programme", programme),
            window=programme.window[0],
            as_of=more.pop("as_of", AS_OF),
            today=today,
            to=tmp_path / to,
            **more,
        )

    return write_them


def support(student_ref, *, school_id="north", language="en", held=None):
    return LetterDue(student_ref, school_id, "support_offer", language, held)


MIXED = [
    support("s-0003", language="so"),
    support("s-0001"),
    support("s-0002", language="es"),
    support("s-0004", held="staff_first"),
    LetterDue("s-0005", "south", "all_families", "es", None),
    LetterDue("s-0006", "../../etc", "all_families", "en", None),
]


def files_below(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def manifest(folder, school_id="north"):
    text = (folder / "schools" / school_id / "letters" / "manifest.csv").read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_school_gets_its_letters_print_run_and_manifest(write, tmp_path):
    write(MIXED)
    names = set(files_below(tmp_path / "out"))
    references = [row["letter_ref"] for row in manifest(tmp_path / "out") if row["pages"] != "0"]
    (south,) = [row["letter_ref"] for row in manifest(tmp_path / "out", "south")]
    north = "schools/north/letters"
    assert names == {
        *(f"{north}/{reference}.{kind}" for reference in references for kind in ("html", "pdf")),
        f"{north}/all.pdf",
        f"{north}/manifest.csv",
        f"schools/south/letters/{south}.html",
        f"schools/south/letters/{south}.pdf",
        "schools/south/letters/all.pdf",
        "schools/south/letters/manifest.csv",
        "schools/unassigned/letters/manifest.csv",
    }


def test_the_manifest_says_what_became_of_each_letter(write, tmp_path):
    write(MIXED)
    rows = [
        (row["student_ref"], row["language"], row["language_wanted"], row["status"], row["reason"])
        for row in manifest(tmp_path / "out")
    ]
    assert rows == [
        ("s-0001", "en", "en", "made", ""),
        ("s-0002", "es", "es", "made", ""),
        ("s-0003", "en", "so", "made", ""),
        ("s-0004", "", "en", "held", "staff_first"),
    ]
    (blocked,) = manifest(tmp_path / "out", "unassigned")
    assert (blocked["status"], blocked["reason"]) == ("blocked", "school_not_known")


def test_the_manifests_sums_and_pages_are_those_of_the_files(write, tmp_path):
    write(MIXED)
    folder = tmp_path / "out" / "schools" / "north" / "letters"
    made = [row for row in manifest(tmp_path / "out") if row["status"] == "made"]
    assert len(made) == 3
    for row in made:
        content = (folder / f"{row['letter_ref']}.pdf").read_bytes()
        assert row["pdf_sha256"] == hashlib.sha256(content).hexdigest()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert int(row["pages"]) == len(pdf.pages)


def test_the_print_run_holds_every_letter_once_in_the_manifests_order(write, tmp_path):
    write(MIXED)
    content = (tmp_path / "out/schools/north/letters/all.pdf").read_bytes()
    printed = re.findall(r"(?:Reference|Referencia): (\w+) P\w+ 1 ", " ".join(
        text_of_pdf(content).split()
    ))  # fmt: skip
    made = [row["letter_ref"] for row in manifest(tmp_path / "out") if row["status"] == "made"]
    assert printed == made


def test_the_counts_add_up(write):
    counts = write(MIXED)
    assert (counts.made, counts.held, counts.blocked) == (4, 1, 1)
    assert counts.by_purpose == {"all_families": 1, "support_offer": 3}
    assert counts.by_language == {"en": 2, "es": 2}
    assert counts.without_own_language == {"so": 1}
    assert counts.reasons == {"school_not_known": 1, "staff_first": 1}
    assert counts.unsigned == 4
    assert counts.without_name == 0


def test_a_held_family_gets_a_manifest_row_and_no_other_trace(write, tmp_path):
    write([support("s-0004", held="staff_first")])
    assert set(files_below(tmp_path / "out")) == {"schools/north/letters/manifest.csv"}


def test_no_letters_due_write_nothing(write, tmp_path):
    counts = write([])
    assert counts.made == counts.held == counts.blocked == 0
    assert not (tmp_path / "out").exists()


def test_the_same_letters_in_any_order_give_the_same_bytes(write, tmp_path):
    write(MIXED, to="one")
    write(MIXED[::-1], to="two")
    write(MIXED, to="one")
    assert files_below(tmp_path / "one") == files_below(tmp_path / "two")


def test_only_the_owner_can_read_what_was_written(write, tmp_path):
    write(MIXED)
    for path in (tmp_path / "out").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_no_student_reference_is_in_a_letter_or_a_file_name(write, tmp_path):
    write(MIXED)
    for name, content in files_below(tmp_path / "out").items():
        assert "s-00" not in name
        if name.endswith(".html"):
            assert b"s-00" not in content
        if name.endswith(".pdf"):
            assert "s-00" not in text_of_pdf(content)


def test_names_are_in_the_letters_and_not_in_the_manifest(write, tmp_path):
    names = {"s-0001": ChildName("Wren", "Jo Field", ("1 Elm Street",))}
    counts = write(MIXED[:2], names=names)
    files = files_below(tmp_path / "out")
    with_name = [name for name, content in files.items() if b"Wren" in content]
    assert [name[-5:] for name in with_name] == [".html"]
    assert not [name for name in files if "Wren" in name]
    assert "Wren" in text_of_pdf(files["schools/north/letters/all.pdf"])
    assert counts.without_name == 1


def test_the_same_letter_twice_is_refused_before_anything_is_written(write, tmp_path):
    with pytest.raises(LetterError, match="due the same letter twice") as refusal:
        write([support("s-0001"), support("s-0002"), support("s-0001", language="es")])
    assert "s-0001" not in str(refusal.value)
    assert not (tmp_path / "out").exists()


def test_an_expired_contact_stops_the_run(write):
    with pytest.raises(LetterError, match="contact of school 'south'"):
        write([LetterDue("s-1", "south", "all_families", "en", None)], today=dt.date(2027, 7, 1))


def test_an_expired_contact_does_not_matter_where_no_letter_is_made(write):
    counts = write([support("s-1", held="staff_first")], today=dt.date(2027, 7, 1))
    assert counts.held == 1


def test_progress_counts_every_letter_made(write):
    steps = []
    counts = write(MIXED, progress=steps.append)
    assert steps == [1] * counts.made


def test_notices_go_out_before_the_window(write, tmp_path):
    early = dt.date(2027, 2, 8)
    due = [LetterDue("s-0001", "north", "notice", "en", None)]
    assert write(due, as_of=early, today=early).made == 1
    page = next((tmp_path / "out/schools/north/letters").glob("*.html")).read_text("utf-8")
    assert "by <strong>Friday, February 26</strong>" in page


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    due=st.lists(
        st.builds(
            LetterDue,
            student_ref=st.from_regex("s-[0-9]{4}", fullmatch=True),
            school_id=st.sampled_from(["north", "south", "elsewhere"]),
            purpose=st.sampled_from(["notice", "all_families", "support_offer"]),
            home_language=st.sampled_from(["en", "es", "so", "es-MX"]),
            held=st.sampled_from([None, None, "staff_first"]),
        ),
        max_size=4,
        unique_by=lambda due: (due.student_ref, due.purpose),
    )
)
def test_every_letter_due_is_made_held_or_blocked(write, due):
    counts = write(due)
    assert counts.made + counts.held + counts.blocked == len(due)
    assert sum(counts.by_purpose.values()) == sum(counts.by_language.values()) == counts.made
    assert sum(counts.reasons.values()) == counts.held + counts.blocked
