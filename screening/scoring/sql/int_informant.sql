-- One row per student_ref and informant whose answers gave at least one score.
-- is_complete: every item of every instrument that this informant answered has an answer.
-- has_concern: some condition of the tier rule is met by this informant's answers alone.
create or replace table int_informant as

with concern as (
    select distinct
        int_subscale_score.student_ref,
        int_subscale_score.informant
    from int_subscale_score
    inner join def_tier_condition
        on
            int_subscale_score.instrument_id = def_tier_condition.instrument_id
            and int_subscale_score.informant = def_tier_condition.informant
            and int_subscale_score.subscale_id = def_tier_condition.subscale_id
            and int_subscale_score.scheme = def_tier_condition.scheme
    where int_subscale_score.band_rank >= def_tier_condition.band_rank_at_least
)

select
    int_subscale_score.student_ref,
    int_subscale_score.informant,
    count(distinct int_subscale_score.instrument_id) as instrument_count,
    bool_and(int_subscale_score.answered_count = int_subscale_score.item_count) as is_complete,
    bool_or(concern.student_ref is not null) as has_concern
from int_subscale_score
-- keeps informants without a concern
left join concern
    on
        int_subscale_score.student_ref = concern.student_ref
        and int_subscale_score.informant = concern.informant
group by int_subscale_score.student_ref, int_subscale_score.informant
having count(int_subscale_score.subscale_score) > 0
