-- One row per student_ref, instrument_id, informant, subscale_id; filled by compiled statements.
-- subscale_score is null when too few items were answered; band is null without a score or
-- without published cut-points.
create or replace table int_subscale_score (
    student_ref varchar,
    instrument_id varchar,
    instrument_version varchar,
    informant varchar,
    scheme varchar,
    subscale_id varchar,
    answered_count integer,
    item_count integer,
    subscale_score double,
    band varchar,
    band_rank integer
)
