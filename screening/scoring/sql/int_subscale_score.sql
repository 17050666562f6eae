-- One row per student_ref, instrument_id, informant, subscale_id; filled by compiled statements.
-- subscale_score is null when too few items were answered; band is null without a score or
-- without published cut-points. Of a vendor's result (item_count 1; answered_count 1 where it was
-- given): the T score and the band as exported; only a band has no score.
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
