-- What stays across windows: one row per window_id and student_ref (and, for scores, per
-- instrument_id, informant, subscale_id); of definitions, one row per window_id and instrument_id;
-- of tier rules, one row per window_id. Replaced as a whole when a window runs again; kept_rescore
-- and kept_rule_rescore only grow.
create table if not exists kept_tier (
    window_id varchar,
    student_ref varchar,
    school_id varchar,
    grade varchar,
    class_id varchar,
    tier tinyint,
    no_tier_reason varchar,
    data_confidence varchar,
    tier_rule_version varchar
);

create table if not exists kept_score (
    window_id varchar,
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
);

create table if not exists kept_run (
    window_id varchar,
    inputs_digest varchar,
    as_of date,
    row_count bigint
);

-- definition is JSON, whole; facts_digest is the SHA-256 of what scores in it.
create table if not exists kept_definition (
    window_id varchar,
    instrument_id varchar,
    version varchar,
    facts_digest varchar,
    definition varchar
);

-- One row per window_id, change_number and student_ref; change_number counts the runs of a window
-- that changed somebody's tier. It only grows; who withdraws keeps no row with a tier.
create table if not exists kept_tier_change (
    window_id varchar,
    change_number integer,
    changed_on date,
    student_ref varchar,
    school_id varchar,
    tier_before varchar,
    tier_after varchar,
    why varchar
);

-- definition is JSON, whole; facts_digest is the SHA-256 of what decides tiers in it.
create table if not exists kept_tier_rule (
    window_id varchar,
    rule_id varchar,
    version varchar,
    facts_digest varchar,
    definition varchar
);

create table if not exists kept_rule_rescore (
    window_id varchar,
    from_version varchar,
    to_version varchar,
    accepted_on date,
    accepted_by varchar,
    changed_tier_count bigint,
    from_facts_digest varchar,
    from_definition varchar
);

create table if not exists kept_rescore (
    window_id varchar,
    instrument_id varchar,
    from_version varchar,
    to_version varchar,
    accepted_on date,
    accepted_by varchar,
    changed_student_count bigint,
    changed_tier_count bigint,
    from_facts_digest varchar,
    from_definition varchar
)
