-- One row per school_id, grade, class_id and subscale that teachers rate (instrument_id,
-- subscale_id): what the other informants answered about the same area of need.
-- viewed_count: students with such answers; view_mean: in standard deviations above what is usual
-- for the grade, higher = more concern, each student's answers averaged first; inner_squares:
-- squared distances from view_mean; informants: whose answers, joined by `;`.
create or replace table int_class_view as

with scored as (
    select
        stg_roster.student_ref,
        stg_roster.school_id,
        stg_roster.grade,
        stg_roster.class_id,
        def_rated_subscale.*,
        int_subscale_score.subscale_score
        - avg(int_subscale_score.subscale_score) over (
            partition by
                int_subscale_score.instrument_id,
                int_subscale_score.informant,
                int_subscale_score.subscale_id,
                stg_roster.grade
        ) as distance
    from int_subscale_score
    inner join stg_roster on int_subscale_score.student_ref = stg_roster.student_ref
    inner join def_rated_subscale
        on
            int_subscale_score.instrument_id = def_rated_subscale.instrument_id
            and int_subscale_score.informant = def_rated_subscale.informant
            and int_subscale_score.subscale_id = def_rated_subscale.subscale_id
    where
        int_subscale_score.subscale_score is not null
        and int_subscale_score.informant <> 'teacher'
),

standard as (
    select
        *,
        concern_sign * distance
        / nullif(
            sqrt(avg(distance * distance) over (
                partition by instrument_id, informant, subscale_id
            )),
            0
        ) as distance_in_sd
    from scored
),

of_student as (
    select
        standard.student_ref,
        standard.school_id,
        standard.grade,
        standard.class_id,
        rated.instrument_id,
        rated.subscale_id,
        avg(standard.distance_in_sd) as concern,
        list_distinct(list(standard.informant)) as informants
    from standard
    inner join def_rated_subscale as rated
        on
            rated.informant = 'teacher'
            and (
                standard.area = rated.area
                or standard.area = 'total'
                or rated.area = 'total'
            )
    where standard.class_id <> '' and standard.distance_in_sd is not null
    group by all
)

select
    school_id,
    grade,
    class_id,
    instrument_id,
    subscale_id,
    count(*) as viewed_count,
    avg(concern) as view_mean,
    var_pop(concern) * count(*) as inner_squares,
    array_to_string(list_sort(list_distinct(flatten(list(informants)))), ';') as informants
from of_student
group by school_id, grade, class_id, instrument_id, subscale_id
