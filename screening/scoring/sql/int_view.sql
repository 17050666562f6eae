-- One row per student_ref whose informants disagree: who sees difficulties and who does not, in
-- words. Answers of several informants are set beside each other and never averaged.
create or replace table int_view as

with sides as (
    select
        student_ref,
        string_agg(informant, ';' order by informant asc) filter (where has_concern) as seeing,
        string_agg(informant, ';' order by informant asc) filter (
            where not has_concern
        ) as not_seeing
    from int_informant
    group by student_ref
)

select
    sides.student_ref,
    def_view.words as views
from sides
inner join def_view
    on sides.seeing = def_view.seeing and sides.not_seeing = def_view.not_seeing
