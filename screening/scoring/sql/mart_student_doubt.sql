-- One row per rostered student: what makes the result less certain, in words for staff.
-- near_cut_probability: the largest chance that a second measurement lies on the other side of a
-- cut-point that decides the tier; null where it is small, not known, or a person decided the tier.
-- doubt: empty where there is none, and where there is no tier to doubt.
create or replace table mart_student_doubt as

with nearest as (
    select
        student_ref,
        informant,
        max(chance) as chance,
        arg_max(words, chance) as words
    from int_near_cut
    group by student_ref, informant
),

near as (
    select
        nearest.student_ref,
        max(nearest.chance) as chance,
        string_agg(nearest.words, '; ' order by nearest.chance desc, nearest.informant asc) as words
    from nearest
    inner join mart_student_tier on nearest.student_ref = mart_student_tier.student_ref
    where mart_student_tier.override_by is null
    group by nearest.student_ref
),

old as (
    select int_answered_on.student_ref
    from int_answered_on
    cross join def_doubt_words
    group by int_answered_on.student_ref
    having min(int_answered_on.answered_on) < any_value(def_doubt_words.not_before)
)

select
    mart_student_tier.student_ref,
    if(mart_student_tier.tier is null, null, near.chance) as near_cut_probability,
    if(
        mart_student_tier.tier is null,
        '',
        concat_ws(
            '; ',
            near.words,
            int_incomplete.words,
            if(old.student_ref is null, null, def_doubt_words.old),
            nullif(mart_class_rater.doubt, '')
        )
    ) as doubt
from mart_student_tier
cross join def_doubt_words
-- each keeps every rostered student
left join near on mart_student_tier.student_ref = near.student_ref
left join int_incomplete on mart_student_tier.student_ref = int_incomplete.student_ref
left join old on mart_student_tier.student_ref = old.student_ref
left join mart_class_rater
    on
        mart_student_tier.school_id = mart_class_rater.school_id
        and mart_student_tier.grade = mart_class_rater.grade
        and mart_student_tier.class_id = mart_class_rater.class_id
