"""Which rows of each tool's export count, and why others do not; times for none (T704)."""

import pytest
from survey_exports import EXPORTS, QUALTRICS_NAMES, records_of

from screening.intake.header_rows import head_of
from screening.intake.row_defaults import row_defaults, stands_for_no_time
from screening.intake.survey_tool import survey_tools
from screening.intake.text_table import Head

REDCAP_MOOD, REDCAP_SLEEP = [3], [8]


def head_like(tool: str, shape: str = "") -> Head:
    rows = next(e.rows for e in EXPORTS if e.tool == tool and shape in {"", e.shape})
    head = head_of(tool, records_of(rows))
    assert head is not None
    return head


def default_of(tool: str, column: str, *, shape: str = "", items=(), wave=None):
    found = row_defaults(tool, head_like(tool, shape), items=items, wave=wave)
    return next(each for each in found if each.column.name == column)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("0", None), ("IP Address", None), ("ip address", None), ("16", None), ("Offline", None),
        ("1", "preview"), ("Survey Preview", "preview"), ("2", "test"), ("Survey Test", "test"),
        ("4", "imported"), ("8", "spam"), ("Spam", "spam"), ("17", "preview"),
        ("", "test"), ("something new", "test"), ("203.0.113.5", "test"),
    ],
)  # fmt: skip
def test_qualtrics_rows_count_by_an_allow_list_of_states(status, reason):
    assert default_of("qualtrics", "Status", shape="three_rows").why_not(status) == reason


@pytest.mark.parametrize(
    ("finished", "reason"),
    [
        ("1", None),
        ("True", None),
        ("TRUE", None),
        ("0", "partial"),
        ("False", "partial"),
        ("", "partial"),
    ],
)
def test_an_unfinished_qualtrics_row_is_partial(finished, reason):
    assert default_of("qualtrics", "Finished", shape="two_rows").why_not(finished) == reason


def test_a_qualtrics_export_of_before_2017_is_judged_by_its_numbered_columns():
    found = row_defaults("qualtrics", head_like("qualtrics", "before_2017"))
    assert [(each.column.name, each.position) for each in found] == [("V7", 6), ("V10", 9)]


def test_filters_are_asked_in_the_order_of_the_rules():
    found = row_defaults("qualtrics", head_like("qualtrics", "three_rows"))
    assert [QUALTRICS_NAMES[each.position] for each in found] == ["Status", "Finished"]
    assert [each.evidence for each in found] == ["known", "seen"]


@pytest.mark.parametrize("shape", ["codes", "codes_and_texts", "texts"])
def test_a_limesurvey_row_without_a_time_of_submission_is_partial(shape):
    (default,) = row_defaults("limesurvey", head_like("limesurvey", shape))
    assert default.position == 1
    assert default.why_not("") == "partial"
    assert default.why_not("  ") == "partial"
    assert default.why_not("2026-09-08 10:00:00") is None


def test_an_undated_limesurvey_row_counts_as_complete():
    (default,) = row_defaults("limesurvey", head_like("limesurvey", "codes"))
    assert default.why_not("1980-01-01 00:00:00") is None
    assert stands_for_no_time("limesurvey", "1980-01-01 00:00:00")


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("1980-01-01", True),
        ("1970-01-01 00:00:00", True),
        ("1900-01-00", True),
        ("1899-12-30 00:00:00", True),
        ("2026-09-08 10:00:00", False),
        ("1980-01-02 00:00:00", False),
        ("", False),
    ],
)
def test_times_that_programs_write_for_none_are_known_as_t704(text, none):
    assert stands_for_no_time("plain", text) is none
    assert stands_for_no_time("qualtrics", text) is none


@pytest.mark.parametrize(("items", "column"), [(REDCAP_MOOD, "mood"), (REDCAP_SLEEP, "sleep")])
def test_a_redcap_row_counts_by_the_state_of_the_items_own_form(items, column):
    found = row_defaults("redcap", head_like("redcap", "raw"), items=items)
    assert [each.column.name for each in found] == [f"{column}_complete", f"{column}_timestamp"]
    state, time = found
    assert [state.why_not(text) for text in ("2", "Complete", "0", "1", "")] == [
        *(None, None, "partial", "partial", "other_form")
    ]
    assert time.why_not("[not completed]") == "partial"
    assert time.why_not("") is None


def test_without_items_nobody_can_say_which_of_several_forms_is_meant():
    assert row_defaults("redcap", head_like("redcap", "raw")) == []
    assert row_defaults("redcap", head_like("redcap", "raw"), items=[99]) == []


def test_one_form_needs_no_items_to_be_named():
    rows = [["record_id", "m1", "mood_complete"], ["1", "2", "2"]]
    head = head_of("redcap", records_of(rows))
    assert head is not None
    assert [each.column.name for each in row_defaults("redcap", head)] == ["mood_complete"]


def test_repeated_state_columns_of_a_label_export_are_told_apart_by_place():
    found = row_defaults("redcap", head_like("redcap", "labels"), items=[5])
    assert [(each.column.name, each.column.occurrence) for each in found] == [("Complete?", 2)]


def test_a_wave_is_an_event_of_the_project():
    event = default_of(
        "redcap", "redcap_event_name", shape="raw", items=REDCAP_MOOD, wave="autumn_arm_1"
    )
    assert event.why_not("autumn_arm_1") is None
    assert event.why_not("spring_arm_1") == "other_form"


def test_a_typeform_row_without_a_submission_is_partial():
    assert default_of("typeform", "Submit Date (UTC)").why_not("") == "partial"


@pytest.mark.parametrize("tool", ["google_forms", "ms_forms", "surveymonkey", "kobo", "jotform"])
def test_tools_whose_exports_say_nothing_of_a_rows_state_propose_no_filter(tool):
    assert row_defaults(tool, head_like(tool)) == []
    assert survey_tools().tool[tool].rows == ()


def test_a_plain_file_proposes_nothing():
    assert row_defaults("plain", Head((), last_row=1)) == []
