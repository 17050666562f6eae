-- One row per student_ref with at least one score: how much the tier rests on.
-- Several things can be so; the weightiest is named: informants who disagree, then a missing
-- informant, then missing answers.
create or replace table int_confidence as

with expected as (
    select
        grade,
        count(distinct informant) as informant_count,
        count(*) as instrument_count
    from def_screener
    group by grade
),

found as (
    select
        int_informant.student_ref,
        count(*) as informant_count,
        sum(int_informant.instrument_count) as instrument_count,
        bool_and(int_informant.is_complete) as is_complete,
        bool_or(int_informant.has_concern)
        and not bool_and(int_informant.has_concern) as is_conflicting
    from int_informant
    group by int_informant.student_ref
)

select
    found.student_ref,
    case
        when found.is_conflicting then 'conflicting_informants'
        when found.informant_count < expected.informant_count then 'one_informant'
        when found.instrument_count < expected.instrument_count then 'partial'
        when not found.is_complete then 'partial'
        else 'complete'
    end as data_confidence
from found
inner join stg_roster on found.student_ref = stg_roster.student_ref
-- keeps students whose grade is due no screener
left join expected on stg_roster.grade = expected.grade
