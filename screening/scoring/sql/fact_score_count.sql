-- One row per instrument_id, informant, subscale_id, grade, subscale_score, band_rank: students who
-- answered something. subscale_score is null where there is no score, band_rank where no band.
create or replace table fact_score_count as

select
    int_subscale_score.instrument_id,
    int_subscale_score.informant,
    int_subscale_score.subscale_id,
    stg_roster.grade,
    int_subscale_score.subscale_score,
    int_subscale_score.band_rank,
    count(*) as student_count
from int_subscale_score
inner join stg_roster on int_subscale_score.student_ref = stg_roster.student_ref
where int_subscale_score.answered_count > 0
group by all
