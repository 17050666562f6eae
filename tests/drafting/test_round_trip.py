"""From a tool's export to a draft, a person's decisions, and the codes that a run decodes."""

import pytest
from drafts import accepted, draft_of, layout_of, signed, text_of
from whole_exports import BY_NAME, ITEMS, STUDENTS, TOOLS, WholeExport, whole_export

from screening.errors import DefinitionError
from screening.instruments.library import SHIPPED
from screening.intake.drafting.answer_labels import answer_lists
from screening.intake.take_in import take_in_export
from screening.warehouse import open_warehouse


def decoded(layout, path) -> list[list[object]]:
    """Return what a run reads: student, time and codes of each row that was not left out."""
    with open_warehouse() as warehouse:
        taken = take_in_export(
            warehouse,
            path,
            file_id=1,
            layouts=[layout],
            library=SHIPPED,
            max_bytes=10**6,
            timezone="America/Chicago",
        )
        assert taken.refused_code is None, [problem.line() for problem in taken.problems]
        columns = ", ".join(["student_ref", "recorded_at", *ITEMS])
        order = f"select {columns} from decoded_1 order by source_row"
        return [list(row) for row in warehouse.rows(order)]


@pytest.mark.parametrize("tool", TOOLS)
def test_a_draft_whose_proposals_are_accepted_reads_the_codes_that_were_answered(tool, tmp_path):
    export = whole_export(tool)
    path = export.write(tmp_path)
    text = text_of(draft_of(path, item_order="adult"))
    rows = decoded(layout_of(accepted(text)), path)[: len(STUDENTS)]
    assert [row[0] for row in rows] == STUDENTS
    assert {str(row[1])[:10] for row in rows} == {"2026-10-16"}
    assert [row[2:] for row in rows] == export.codes


@pytest.mark.parametrize("tool", TOOLS)
def test_no_draft_is_accepted_before_somebody_has_signed_it(tool, tmp_path):
    path = whole_export(tool).write(tmp_path)
    text = text_of(draft_of(path, item_order="adult"))
    with pytest.raises(DefinitionError, match=r"approved_by"):
        layout_of(text)
    with pytest.raises(DefinitionError, match=r"approved_on"):
        layout_of(text.replace('approved_by = ""', 'approved_by = "A"').replace("#? ", ""))


@pytest.mark.parametrize("tool", sorted(set(TOOLS) - BY_NAME))
def test_a_draft_that_is_signed_with_its_proposals_undecided_is_refused(tool, tmp_path):
    path = whole_export(tool).write(tmp_path)
    text = text_of(draft_of(path, item_order="adult"))
    with pytest.raises(DefinitionError, match=r"block.*columns: is missing"):
        layout_of(signed(text))


@pytest.mark.parametrize("tool", sorted(BY_NAME - {"limesurvey"}))
def test_items_found_by_their_names_need_no_decision(tool, tmp_path):
    path = whole_export(tool).write(tmp_path)
    text = text_of(draft_of(path, item_order="adult"))
    assert "DECIDE" not in text
    assert layout_of(signed(text)).platform == tool


def in_language(language: str):
    """Return how a code is written in a language: the first label of it."""
    labels = next(each.labels for each in answer_lists().list if each.language == language)
    return lambda code: next(label for label, meant in labels.items() if meant == code)


@pytest.mark.parametrize("language", dict.fromkeys(each.language for each in answer_lists().list))
@pytest.mark.parametrize("tool", ["limesurvey", "ms_forms"])
def test_answers_in_every_known_language_are_read(language, tool, tmp_path):
    export = whole_export(tool, in_language(language))
    path = export.write(tmp_path)
    text = text_of(draft_of(path, item_order="adult"))
    assert f"labels ({language})" in text
    assert [row[2:] for row in decoded(layout_of(accepted(text)), path)] == export.codes


def test_columns_that_mix_languages_are_read(tmp_path):
    words = [in_language("Spanish"), in_language("Vietnamese")]
    export = whole_export("plain", lambda code: words[code % 2](code))
    path = export.write(tmp_path)
    text = text_of(draft_of(path, item_order="adult"))
    assert "labels (Spanish and Vietnamese)" in text
    assert [row[2:] for row in decoded(layout_of(accepted(text)), path)] == export.codes


def test_the_order_of_the_rows_numbers_counts_and_not_that_of_the_columns(tmp_path):
    export = whole_export("google_forms")
    last_first = [0, 1, 2, *range(11, 2, -1), *range(12, 19)]
    turned = [[row[place] for place in last_first] for row in export.rows]
    path = WholeExport("google_forms", turned, export.codes).write(tmp_path)
    text = text_of(draft_of(path, item_order="adult"))
    assert "in the order of their numbers" in text
    assert [row[2:] for row in decoded(layout_of(accepted(text)), path)] == export.codes


def test_instruments_without_a_border_between_them_are_parted_in_the_order_given(tmp_path):
    export = whole_export("ms_forms")
    together = [[*row[:15], *row[16:]] for row in export.rows]
    path = WholeExport("ms_forms", together, export.codes, suffix=".xlsx").write(tmp_path)
    draft = draft_of(path, item_order="adult")
    assert all(block.certain is None for block in draft.blocks)
    assert text_of(draft).count("taken apart in the order that you gave") == 2
    assert [row[2:] for row in decoded(layout_of(accepted(text_of(draft))), path)] == export.codes


def test_rows_of_the_tool_that_do_not_count_are_left_out(tmp_path):
    path = whole_export("qualtrics").write(tmp_path)
    layout = layout_of(signed(text_of(draft_of(path, item_order="adult"))))
    status = next(rule for rule in layout.rows if rule.column.name == "Status")
    assert "0" in status.keep
    assert status.leave_out["1"] == "preview"
    assert status.reason == "test"
