-- One row per screener (instrument_id, informant): students due it and answered for it.
create or replace table fact_coverage as

with answered as (
    select distinct
        instrument_id,
        informant,
        student_ref
    from int_subscale_score
    where answered_count > 0
)

select
    int_due.instrument_id,
    int_due.informant,
    count(*) as due_count,
    count(answered.student_ref) as answered_count,
    count(answered.student_ref) / count(*) as answered_share
from int_due
-- keeps students who have not answered
left join answered
    on
        int_due.instrument_id = answered.instrument_id
        and int_due.informant = answered.informant
        and int_due.student_ref = answered.student_ref
group by int_due.instrument_id, int_due.informant
