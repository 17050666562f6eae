-- One row per screener (instrument_id, informant): students due it and answered for it.
create or replace table fact_coverage as

with due as (
    select
        def_screener.instrument_id,
        def_screener.informant,
        stg_roster.student_ref
    from stg_roster
    inner join def_screener on stg_roster.grade = def_screener.grade
    where stg_roster.consent = 'yes' and stg_roster.roster_state = 'ok'
),

answered as (
    select distinct
        instrument_id,
        informant,
        student_ref
    from int_subscale_score
    where answered_count > 0
)

select
    due.instrument_id,
    due.informant,
    count(*) as due_count,
    count(answered.student_ref) as answered_count,
    count(answered.student_ref) / count(*) as answered_share
from due
-- keeps students who have not answered
left join answered
    on
        due.instrument_id = answered.instrument_id
        and due.informant = answered.informant
        and due.student_ref = answered.student_ref
group by due.instrument_id, due.informant
