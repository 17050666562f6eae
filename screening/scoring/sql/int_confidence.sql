-- One row per student_ref with at least one score: how much the tier rests on.
-- Several things can be so; the weightiest is named: informants who disagree, then a missing
-- informant, then missing answers. A second screener that is not due is not missing.
create or replace table int_confidence as

with answered as (
    select distinct
        student_ref,
        instrument_id,
        informant
    from int_subscale_score
),

missing as (
    select
        int_due.student_ref,
        bool_or(int_informant.informant is null) as lacks_informant,
        bool_or(answered.instrument_id is null) as lacks_instrument
    from int_due
    -- each keeps screeners that are due and were not answered
    left join int_informant
        on
            int_due.student_ref = int_informant.student_ref
            and int_due.informant = int_informant.informant
    left join answered
        on
            int_due.student_ref = answered.student_ref
            and int_due.instrument_id = answered.instrument_id
            and int_due.informant = answered.informant
    group by int_due.student_ref
),

found as (
    select
        student_ref,
        bool_and(is_complete) as is_complete,
        bool_or(has_concern) and not bool_and(has_concern) as is_conflicting
    from int_informant
    group by student_ref
)

select
    found.student_ref,
    case
        when found.is_conflicting then 'conflicting_informants'
        when missing.lacks_informant then 'one_informant'
        when missing.lacks_instrument then 'partial'
        when not found.is_complete then 'partial'
        else 'complete'
    end as data_confidence
from found
-- keeps students whose grade is due no screener
left join missing on found.student_ref = missing.student_ref
