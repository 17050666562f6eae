"""`meeting.pdf`: tagged, legible in large print, one page of agenda, one page per student."""

import subprocess

import pytest
from tier_table import (
    GROUPS,
    HOSTILE,
    list_of,
    listed_on,
    programme,
    student,
    table,
    whole_school,
    wrote,
)

from screening.meeting.agenda import agenda_of
from screening.meeting.papers import write_meeting_papers


def write(folder, frame, *acts, **settings):
    path = folder / "schools" / "maple" / "meeting.pdf"
    own = list_of(frame, *acts, **settings)
    write_meeting_papers(path, referral_list=own, open_alerts=2)
    return path


def run(tool: str, *words: str) -> str:
    return subprocess.run([tool, *words], capture_output=True, check=True).stdout.decode()


def pages_of(path) -> list[str]:
    return run("pdftotext", "-layout", str(path), "-").split("\f")[:-1]


def large(size: float):
    letters = programme().letters.model_copy(update={"text_size_pt": size})
    return {"letters": letters}


def busy_school():
    """Return a school's students and acts with every table of the agenda full."""
    refs = [one.student.student_ref for one in list_of(whole_school()).listed]
    acts = [listed_on(ref, "2026-10-01", level=2) for ref in refs[:8]]
    acts += [wrote(ref, "status", "review_due") for ref in refs[10:20]]
    acts += [wrote(ref, "agreed_plan", "first other option 2026-11-02") for ref in refs[10:20]]
    return whole_school(), acts


def test_the_papers_are_tagged_and_say_what_they_are(tmp_path):
    told = run("pdfinfo", str(write(tmp_path, table(student("A")))))
    assert "Tagged:          yes" in told
    assert "Support team meeting, Maple & Elm Middle School, Autumn 2026" in told


@pytest.mark.parametrize("paper", ["us-letter", "a4"])
def test_the_agenda_of_a_busy_school_is_one_page_and_each_card_another(tmp_path, paper):
    frame, acts = busy_school()
    letters = programme().letters.model_copy(update={"paper": paper})
    own = list_of(frame, *acts, groups=GROUPS, letters=letters)
    agenda = agenda_of(own, open_alerts=2)
    assert [len(point.rows) for point in agenda] == [0, 0, 6, 5, 6, 0, 0]
    write_meeting_papers(tmp_path / "m.pdf", referral_list=own, open_alerts=2)
    pages = pages_of(tmp_path / "m.pdf")
    assert all(point.title in pages[0] for point in agenda)
    assert len(pages) == 1 + len(own.listed)
    for page, one in zip(pages[1:], own.listed, strict=True):
        assert f"Student card {one.student.student_ref}" in page


def test_strengths_stand_before_the_concern_and_the_decision_last(tmp_path):
    card = pages_of(write(tmp_path, table(student("A", strengths="kind"))))[1]
    order = ["What goes well", "Why the team talks", "How sure", "What may help", "Decided today"]
    places = [card.index(words) for words in order]
    assert places == sorted(places)


def test_every_page_is_marked_confidential_and_numbered(tmp_path):
    pages = pages_of(write(tmp_path, table(student("A"), student("B"))))
    for number, page in enumerate(pages, start=1):
        assert "Confidential: for the members of this team only" in page
        assert f"Page {number} of {len(pages)}" in page


def test_in_large_print_nothing_is_cut_off(tmp_path):
    frame, acts = busy_school()
    plain = write(tmp_path / "plain", frame, *acts)
    big = write(tmp_path / "big", frame, *acts, **large(20.0))
    assert _words(plain) <= _words(big)


def _words(path) -> set[str]:
    """Return the words of a file, its page numbers aside."""
    return {word for page in pages_of(path) for word in page.split() if not word.isdigit()}


def test_a_card_of_two_pages_says_on_both_whose_it_is(tmp_path):
    frame = table(student("STU-1", why="Worry on most days. " * 20))
    _, *card = pages_of(write(tmp_path, frame, **large(24.0)))
    assert len(card) >= 2
    assert all("STU-1" in page for page in card)


def test_the_same_list_gives_the_same_bytes(tmp_path):
    frame, acts = busy_school()
    first = write(tmp_path / "a", frame, *acts)
    second = write(tmp_path / "b", frame.sample(frac=1, random_state=3), *acts)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("text", [*HOSTILE, "#set page(width: 1cm)", "$x$ *bold* [a] @b"])
def test_what_files_hold_is_text_and_never_a_command(tmp_path, text):
    frame = table(student("A", class_id=text, why=text))
    card = " ".join(pages_of(write(tmp_path, frame))[1].split())
    assert " ".join(text.split()) in card


def test_a_character_without_a_font_becomes_a_question_mark_and_stops_nothing(tmp_path):
    frame = table(student("A", why="Before\U000f1234after"))
    assert "Before?after" in pages_of(write(tmp_path, frame))[1]


def test_a_school_without_anybody_has_an_agenda_that_says_so(tmp_path):
    (page,) = pages_of(write(tmp_path, table(student("A", tier=1))))
    assert page.count("Nobody.") == 3


def test_no_page_uses_a_word_that_judges(tmp_path):
    text = " ".join(pages_of(write(tmp_path, whole_school()))).casefold()
    for word in ("diagnos", "disorder", "abnormal", "risk", "score", " fail"):
        assert word not in text, word


def test_the_file_is_readable_by_its_owner_only(tmp_path):
    path = write(tmp_path, table(student("A")))
    assert path.stat().st_mode & 0o777 == 0o600
