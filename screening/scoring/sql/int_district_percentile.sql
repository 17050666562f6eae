-- One row per student_ref, instrument_id, informant, subscale_id: where a score without published
-- cut-points stands among all students of the district with a score in this window, all grades
-- together (decision 054). For staff lists only: never on a district page, never in a letter.
-- percentile: mid-rank, 0 to 100; below_percent, above_percent: strictly lower or higher scores.
create or replace table int_district_percentile as

with compared as (
    select
        int_subscale_score.student_ref,
        int_subscale_score.instrument_id,
        int_subscale_score.informant,
        int_subscale_score.subscale_id,
        def_percentile.minimum_students,
        comparable(int_subscale_score.subscale_score) as subscale_score
    from int_subscale_score
    inner join def_percentile
        on
            int_subscale_score.instrument_id = def_percentile.instrument_id
            and int_subscale_score.informant = def_percentile.informant
            and int_subscale_score.subscale_id = def_percentile.subscale_id
    where int_subscale_score.subscale_score is not null
),

counted as (
    select
        *,
        count(*) over everyone as student_count,
        count(*) over same_score as level_count,
        rank() over ranked - 1 as below_count
    from compared
    window
        everyone as (partition by instrument_id, informant, subscale_id),
        same_score as (partition by instrument_id, informant, subscale_id, subscale_score),
        ranked as (
            partition by instrument_id, informant, subscale_id
            order by subscale_score
        )
)

select
    student_ref,
    instrument_id,
    informant,
    subscale_id,
    student_count,
    percent(below_count + 0.5 * level_count, student_count) as percentile,
    percent(below_count, student_count) as below_percent,
    percent(student_count - below_count - level_count, student_count) as above_percent
from counted
where student_count >= minimum_students
