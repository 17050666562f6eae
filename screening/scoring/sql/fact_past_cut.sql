-- One row per instrument_id, informant, subscale_id, for the whole window, per school_id and per
-- grade (null = not divided by it): students with a band, and those past the cut-point that the
-- programme acts on.
create or replace table fact_past_cut as

select
    int_subscale_score.instrument_id,
    int_subscale_score.informant,
    int_subscale_score.subscale_id,
    stg_roster.school_id,
    stg_roster.grade,
    count(*) as banded_count,
    count(*) filter (
        where int_subscale_score.band_rank >= def_acted_cut.band_rank
    ) as past_count
from int_subscale_score
inner join def_acted_cut
    on
        int_subscale_score.instrument_id = def_acted_cut.instrument_id
        and int_subscale_score.informant = def_acted_cut.informant
        and int_subscale_score.subscale_id = def_acted_cut.subscale_id
inner join stg_roster on int_subscale_score.student_ref = stg_roster.student_ref
where int_subscale_score.band_rank is not null
group by
    grouping sets (
        (
            int_subscale_score.instrument_id,
            int_subscale_score.informant,
            int_subscale_score.subscale_id
        ),
        (
            int_subscale_score.instrument_id,
            int_subscale_score.informant,
            int_subscale_score.subscale_id,
            stg_roster.school_id
        ),
        (
            int_subscale_score.instrument_id,
            int_subscale_score.informant,
            int_subscale_score.subscale_id,
            stg_roster.grade
        )
    )
