-- One row per student_ref and informant whose answers gave at least one score, or a vendor's band.
-- is_complete: every item of every instrument that this informant answered has an answer, and
-- every score that a condition looks at could be judged.
-- has_concern: some condition of the tier rule is met by this informant's answers alone; null where
-- no condition could be judged by them: whoever answered about strengths only has said nothing
-- about concerns, and disagrees with nobody.
create or replace table int_informant as

with concern as (
    select
        student_ref,
        informant,
        bool_or(is_met) filter (where is_judged) as has_concern,
        bool_and(is_judged) as is_judged
    from int_condition
    where kind <> 'screener'
    group by student_ref, informant
)

select
    int_subscale_score.student_ref,
    int_subscale_score.informant,
    count(distinct int_subscale_score.instrument_id) as instrument_count,
    bool_and(int_subscale_score.answered_count = int_subscale_score.item_count)
    and coalesce(any_value(concern.is_judged), true) as is_complete,
    any_value(concern.has_concern) as has_concern
from int_subscale_score
-- keeps informants about whose answers no condition says anything
left join concern
    on
        int_subscale_score.student_ref = concern.student_ref
        and int_subscale_score.informant = concern.informant
group by int_subscale_score.student_ref, int_subscale_score.informant
having count(coalesce(int_subscale_score.subscale_score, int_subscale_score.band_rank)) > 0
