"""A layout of vendor results is read as strictly as one of answers."""

import pytest
from vendor_exports import LAYOUTS, RULES, SCREENERS, bess_row, drop_bess, vendor_folder

from screening.errors import DefinitionError
from screening.instruments.library import SHIPPED
from screening.programme.load import load_programme, load_readable

BESS = [("bess_3", "teacher")]
TEACHER = LAYOUTS["bess_teacher"]


def faults(tmp_path, text, **folder):
    vendor_folder(tmp_path, screeners=BESS, layouts={"bess_teacher": text}, **folder)
    with pytest.raises(DefinitionError) as fault:
        load_programme(tmp_path)
    return fault.value.message


def line_of(text, part):
    return next(n for n, line in enumerate(text.split("\n"), start=1) if part in line)


def test_the_layouts_of_all_three_vendors_are_accepted(tmp_path):
    vendor_folder(tmp_path)
    loaded = load_programme(tmp_path)
    assert {layout.id for layout in loaded.layouts} == {
        "bess_teacher", "bess_self", "saebrs", "mysaebrs", "dessa",
    }  # fmt: skip
    assert len(loaded.settings.screener) == len(SCREENERS)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("bess_3_total_t", "is not a result of 'bess_3' by 'teacher'. Known are: bess_3_index_t,"),
        ("bess_3_index", "is not a result of 'bess_3' by 'teacher'."),
        ("bess_3_01", "is not a result of 'bess_3' by 'teacher'."),
        ("bess_3_externalising_t", "is not a result of 'bess_3' by 'teacher'."),
        ("bess_3_self_regulation_band", "is not a result of 'bess_3' by 'teacher'."),
    ],
)
def test_a_column_that_the_vendor_does_not_give_is_refused_with_its_line(tmp_path, column, said):
    text = TEACHER.replace("bess_3_adaptive_skills_band", column)
    message = faults(tmp_path, text)
    line = line_of(text, f"{column} =")
    assert f"bess_teacher.toml:{line}: block.0.columns.{column}: {said}" in message
    assert message.count("\n") == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('answers = "results"', 'answers = "codes"', "is scored by its vendor: say `results`"),
        (
            'answers = "results"',
            'answers = "results"\nitem_order = "mixed"',
            "'mixed' is not one of none",
        ),
        (
            'answers = "results"',
            'answers = "results"\nlabels = { "Normal" = 0 }',
            "results are read as the vendor prints them: no labels, no codes",
        ),
        (
            'answers = "results"',
            'answers = "results"\nmissing = { refused = ["normal"] }',
            "'normal' is given two meanings",
        ),
        (
            'answers = "results"',
            'answers = "results"\nmissing = { skipped = ["99"] }',
            "'99' is given two meanings",
        ),
        ('reason = "other_form"', 'reason = "somebody"', "'other_form'"),
    ],
)
def test_a_contradictory_block_is_refused(tmp_path, old, new, said):
    assert said in faults(tmp_path, TEACHER.replace(old, new))


def test_an_instrument_that_is_scored_here_has_no_results(tmp_path):
    block = (
        '[[block]]\ninstrument = "gad_7"\nanswers = "results"\n[block.columns]\ngad_7_01 = "A"\n'
    )
    layout = TEACHER[: TEACHER.index("[[block]]")] + block
    vendor_folder(tmp_path, screeners=[*BESS, ("gad_7", "self")], layouts={"one": layout})
    with pytest.raises(DefinitionError, match="'gad_7' is scored here: say `codes` or `labels`"):
        load_programme(tmp_path)


def test_a_result_that_a_tier_rule_looks_at_must_be_exported(tmp_path):
    text = TEACHER.replace('bess_3_internalising_band = "IRI Risk"\n', "")
    assert faults(tmp_path, text) == (
        "layout 'bess_teacher': columns: the tier rule looks at 'internalising' of 'bess_3', and no"
        " column gives it."
    )


def test_one_of_t_score_and_band_is_enough_for_a_tier_rule(tmp_path):
    for number, column in enumerate(
        ('bess_3_index_t = "BERI"\n', 'bess_3_index_band = "BERI Risk"\n')
    ):
        folder = tmp_path / str(number)
        layouts = {"bess_teacher": TEACHER.replace(column, "")}
        vendor_folder(folder, screeners=BESS, layouts=layouts)
        assert len(load_programme(folder).layouts) == 1


def test_a_tier_rule_cannot_look_at_a_result_of_another_informant(tmp_path):
    rules = [("bess_3", "teacher", "self_regulation", "elevated", 2, "attention")]
    vendor_folder(tmp_path, screeners=BESS, rules=rules)
    with pytest.raises(DefinitionError, match="not one of index, externalising, internalising"):
        load_programme(tmp_path)


def test_a_tier_rule_cannot_name_the_vendors_own_label(tmp_path):
    rules = [("bess_3", "teacher", "index", "Elevated", 2, "attention")]
    vendor_folder(tmp_path, screeners=BESS, rules=rules)
    with pytest.raises(DefinitionError, match="not one of usual_range, elevated"):
        load_programme(tmp_path)


def test_nothing_is_taken_in_without_a_statement_of_the_licence(tmp_path):
    vendor_folder(tmp_path, screeners=BESS)
    path = tmp_path / "programme.toml"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if "bess_3 = " not in line), encoding="utf-8")
    with pytest.raises(DefinitionError, match="'bess_3' needs the publisher's permission"):
        load_programme(tmp_path)


def test_a_faulty_vendor_layout_reads_nothing_for_the_safety_list(tmp_path):
    layouts = {"bess_teacher": TEACHER.replace('"results"', '"codes"')}
    folder = vendor_folder(tmp_path, "S001", screeners=BESS, layouts=layouts, rules=[RULES[0]])
    drop_bess(folder, bess_row("S001"))
    assert load_readable(tmp_path, library=SHIPPED).layouts == ()
