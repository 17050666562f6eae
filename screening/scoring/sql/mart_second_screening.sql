-- One row per student_ref and second screener (instrument_id, informant) that is due and has given
-- no score yet: whom a first screener or a person pointed out, and who still waits.
create or replace table mart_second_screening as

select
    int_due.student_ref,
    stg_roster.school_id,
    int_due.instrument_id,
    int_due.informant
from int_due
inner join stg_roster on int_due.student_ref = stg_roster.student_ref
anti join int_subscale_score
    on
        int_due.student_ref = int_subscale_score.student_ref
        and int_due.instrument_id = int_subscale_score.instrument_id
        and int_due.informant = int_subscale_score.informant
        and coalesce(int_subscale_score.subscale_score, int_subscale_score.band_rank) is not null
where int_due.is_second
order by int_due.student_ref, int_due.instrument_id, int_due.informant
