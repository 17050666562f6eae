-- One row per rostered student: the tier, or the reason why there is none.
-- tier is null when no_tier_reason is not. A person's override stands before the rule: it can lift
-- a student without answers to targeted or intensive support and never makes such a student tier 1;
-- it is not asked where consent or a certain roster entry is missing (int_override).
-- rule_tier, rule_ids: what the rule alone says, null and empty where it says nothing.
-- views: who sees difficulties and who does not, where informants disagree; else empty.
-- override_by, override_on, override_reason: null where no person decided.
-- previous_tier and change are null when the student had no tier in the window before, and of
-- everybody without consent: nothing of an earlier window is told of them.
create or replace table mart_student_tier as

with tiers as (
    select
        stg_roster.student_ref,
        stg_roster.school_id,
        stg_roster.grade,
        stg_roster.class_id,
        stg_roster.home_language,
        stg_roster.consent,
        if(
            int_override.is_in_effect, int_override.tier, int_rule_result.rule_tier
        )::tinyint as tier,
        int_rule_result.no_tier_reason,
        int_rule_result.areas,
        concat_ws(' ', int_override.words, int_rule_result.why) as why,
        int_confidence.data_confidence,
        kept_tier.tier as previous_tier,
        int_rule_result.rule_tier,
        int_rule_result.rule_ids,
        coalesce(int_view.views, '') as views,
        int_override.override_by,
        int_override.override_on,
        int_override.override_reason
    from stg_roster
    inner join int_rule_result on stg_roster.student_ref = int_rule_result.student_ref
    -- each keeps every rostered student
    left join int_override on stg_roster.student_ref = int_override.student_ref
    left join int_confidence on stg_roster.student_ref = int_confidence.student_ref
    left join int_view on stg_roster.student_ref = int_view.student_ref
    left join def_run on true
    left join kept_tier
        on
            stg_roster.student_ref = kept_tier.student_ref
            and def_run.previous_window_id = kept_tier.window_id
            and stg_roster.consent = 'yes'
)

select
    student_ref,
    school_id,
    grade,
    class_id,
    home_language,
    consent,
    tier,
    if(tier is null, no_tier_reason, null) as no_tier_reason,
    if(tier > 1, areas, '') as areas,
    trim(why) as why,
    if(tier is null, null, data_confidence) as data_confidence,
    previous_tier,
    case
        when tier is null then null
        when previous_tier is null then 'first_time'
        when tier > previous_tier then 'up'
        when tier < previous_tier then 'down'
        else 'same'
    end as change,
    rule_tier,
    rule_ids,
    if(tier is null, '', views) as views,
    override_by,
    override_on,
    override_reason
from tiers
