-- One row per student_ref and screener (instrument_id, informant) that is due: by grade and, of a
-- second screener, once one of its gate's conditions is met. Only students with consent and a
-- certain roster entry. is_second: the screener has a gate.
create or replace table int_due as

with opened as (
    select distinct
        student_ref,
        rule_id as gate_id
    from int_condition
    where kind = 'screener' and is_met
)

select
    stg_roster.student_ref,
    def_screener.instrument_id,
    def_screener.informant,
    def_screener.gate_id is not null as is_second
from stg_roster
inner join def_screener on stg_roster.grade = def_screener.grade
-- keeps first screeners, which have no gate
left join opened
    on
        stg_roster.student_ref = opened.student_ref
        and def_screener.gate_id = opened.gate_id
where
    stg_roster.consent = 'yes'
    and stg_roster.roster_state = 'ok'
    and (def_screener.gate_id is null or opened.gate_id is not null)
