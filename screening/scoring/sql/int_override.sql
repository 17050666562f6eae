-- One row per rostered student whose tier a person decided in this window, by the latest act.
-- Nobody's tier is decided without consent or with an uncertain roster entry, and whoever gave the
-- decision back to the rule decided nothing.
-- is_in_effect: false for tier 1 where the rule gives no tier: an absent answer is never tier 1.
-- words: who decided what, why, and what the rule says; also that its result has changed since.
create or replace table int_override as

with decided as (
    select
        stg_override.*,
        try_cast(stg_override.new_tier as tinyint) as tier,
        coalesce(int_rule_result.rule_tier::varchar, 'none') as rule_now,
        int_rule_result.rule_tier
    from stg_override
    inner join stg_roster on stg_override.student_ref = stg_roster.student_ref
    inner join int_rule_result on stg_override.student_ref = int_rule_result.student_ref
    where
        stg_override.new_tier <> 'rule'
        and stg_roster.consent = 'yes'
        and stg_roster.roster_state = 'ok'
)

select
    decided.student_ref,
    decided.tier,
    decided.tier > 1 or decided.rule_tier is not null as is_in_effect,
    decided.override_by,
    decided.override_on,
    decided.override_reason,
    concat_ws(
        ' ',
        decided.words,
        if(decided.tier > 1 or decided.rule_tier is not null, null, decided.not_used_words),
        def_rule_now.words
    ) as words
from decided
-- keeps decisions of which it is not written down what the rule said then
left join def_rule_now
    on
        decided.rule_now = def_rule_now.rule_now
        and coalesce(decided.rule_then, decided.rule_now) = def_rule_now.rule_then
