-- One row per student_ref whose data_confidence is not complete: what is missing or does not agree,
-- in words for staff.
create or replace table int_incomplete as

with heard as (
    select
        int_informant.student_ref,
        string_agg(def_doubt_who.words, ' and ' order by def_doubt_who.place asc) as who
    from int_informant
    inner join def_doubt_who on int_informant.informant = def_doubt_who.informant
    group by int_informant.student_ref
),

answered as (
    select
        student_ref,
        instrument_id,
        informant,
        bool_or(answered_count < item_count) as has_blank
    from int_subscale_score
    group by student_ref, instrument_id, informant
),

blanks as (
    select answered.student_ref
    from answered
    inner join int_informant
        on
            answered.student_ref = int_informant.student_ref
            and answered.informant = int_informant.informant
    group by answered.student_ref
    having bool_or(answered.has_blank)
),

unjudged as (
    select distinct int_condition.student_ref
    from int_condition
    inner join int_informant
        on
            int_condition.student_ref = int_informant.student_ref
            and int_condition.informant = int_informant.informant
    where int_condition.kind <> 'screener' and not int_condition.is_judged
),

absent as (
    select
        int_due.student_ref,
        bool_or(int_informant.informant is null) as lacks_informant,
        bool_or(int_informant.informant is not null and answered.informant is null)
            as lacks_instrument
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
)

select
    int_confidence.student_ref,
    concat_ws(
        '; ',
        if(
            int_confidence.data_confidence = 'conflicting_informants',
            def_doubt_words.conflicting,
            null
        ),
        if(
            absent.lacks_informant,
            replace(def_doubt_words.one_informant, '{who}', heard.who),
            null
        ),
        if(absent.lacks_instrument, def_doubt_words.missing, null),
        if(blanks.student_ref is not null, def_doubt_words.blank, null),
        if(unjudged.student_ref is not null, def_doubt_words.nothing_to_compare, null)
    ) as words
from int_confidence
cross join def_doubt_words
inner join heard on int_confidence.student_ref = heard.student_ref
-- each keeps students of whom one of these is not so
left join absent on int_confidence.student_ref = absent.student_ref
left join blanks on int_confidence.student_ref = blanks.student_ref
left join unjudged on int_confidence.student_ref = unjudged.student_ref
where int_confidence.data_confidence <> 'complete'
