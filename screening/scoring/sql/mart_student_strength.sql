-- One row per student_ref whose answers show a strength; strengths are ids joined by `;`.
-- A strength says what goes well or who helps. A low score adds nothing; no tier reads this table.
-- Answers of an informant whose validity score asks for caution show none (decision 050).
create or replace table mart_student_strength as

with doubtful as (
    select
        int_subscale_score.student_ref,
        int_subscale_score.instrument_id,
        int_subscale_score.informant
    from int_subscale_score
    inner join def_caution
        on
            int_subscale_score.instrument_id = def_caution.instrument_id
            and int_subscale_score.subscale_id = def_caution.subscale_id
    where
        not is_below(int_subscale_score.subscale_score, def_caution.lowest_score)
        and not is_below(def_caution.highest_score, int_subscale_score.subscale_score)
)

select
    int_subscale_score.student_ref,
    string_agg(distinct def_strength.strength_id, ';' order by def_strength.strength_id asc)
        as strengths
from int_subscale_score
inner join def_strength
    on
        int_subscale_score.instrument_id = def_strength.instrument_id
        and int_subscale_score.subscale_id = def_strength.subscale_id
anti join doubtful
    on
        int_subscale_score.student_ref = doubtful.student_ref
        and int_subscale_score.instrument_id = doubtful.instrument_id
        and int_subscale_score.informant = doubtful.informant
where not is_below(int_subscale_score.subscale_score, def_strength.at_least)
group by int_subscale_score.student_ref
