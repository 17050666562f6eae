-- One row per school_id, grade, class_id and subscale (instrument_id, subscale_id) that teachers
-- rate and the tier rule looks at: the scores of a class. Students without a class are in none.
-- class_mean: in points; grade_mean: of that grade in the whole district, so that classes of
-- different grades can be set beside each other; inner_squares: squared distances from class_mean.
create or replace table int_class_rating as

with scored as (
    select
        stg_roster.school_id,
        stg_roster.grade,
        stg_roster.class_id,
        int_subscale_score.instrument_id,
        int_subscale_score.subscale_id,
        int_subscale_score.subscale_score,
        avg(int_subscale_score.subscale_score) over (
            partition by
                int_subscale_score.instrument_id,
                int_subscale_score.subscale_id,
                stg_roster.grade
        ) as grade_mean
    from int_subscale_score
    inner join stg_roster on int_subscale_score.student_ref = stg_roster.student_ref
    inner join def_rated_subscale
        on
            int_subscale_score.instrument_id = def_rated_subscale.instrument_id
            and int_subscale_score.informant = def_rated_subscale.informant
            and int_subscale_score.subscale_id = def_rated_subscale.subscale_id
    where
        int_subscale_score.subscale_score is not null
        and int_subscale_score.informant = 'teacher'
)

select
    school_id,
    grade,
    class_id,
    instrument_id,
    subscale_id,
    count(*) as rated_count,
    avg(subscale_score) as class_mean,
    any_value(grade_mean) as grade_mean,
    var_pop(subscale_score) * count(*) as inner_squares
from scored
where class_id <> ''
group by school_id, grade, class_id, instrument_id, subscale_id
