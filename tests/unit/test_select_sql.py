from screening.scoring.select_sql import Column, Step, added, cases, comment, select, statement


def test_a_column_is_a_name_or_an_expression_with_one():
    assert select([Column("a"), Column("a + 1", "b", "why")], source="t") == (
        "select\n    a,\n    -- why\n    a + 1 as b\nfrom t"
    )


def test_each_step_reads_the_one_before_it():
    steps = [Step("first", "one", (Column("a"),)), Step("last", "two", (Column("a"),))]
    assert statement("-- heading", steps, source="t") == (
        "-- heading\n"
        "with first as (\n    -- one\n    select\n        a\n    from t\n)\n\n"
        "-- two\n"
        "select\n    a\nfrom first\n"
    )


def test_a_comment_never_ends_before_its_text_does():
    text = "one\ntwo; drop table t\r\n" + "long " * 40
    assert all(line.startswith("-- ") for line in comment(text).split("\n"))


def test_a_long_sum_stands_one_term_a_line():
    assert added(["a", "b"]) == "a + b"
    assert added(["a" * 40, "b" * 40]) == "a" * 40 + "\n+ " + "b" * 40


def test_a_case_without_otherwise_is_null_elsewhere():
    assert cases([("a = 1", "2")]) == "case\n    when a = 1 then 2\nend"
    assert cases([("a = 1", "2")], otherwise="3") == (
        "case\n    when a = 1 then 2\n    else 3\nend"
    )


def test_a_long_branch_breaks_before_then():
    text = cases([("a" * 60, "b" * 20)])
    assert text == f"case\n    when {'a' * 60}\n        then {'b' * 20}\nend"
