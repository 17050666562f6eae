-- One row per student with a tier: what became of it since the window before, chance considered.
-- kind: first_time | within_noise | reliable_increase | reliable_decrease (more, or fewer,
-- difficulties beyond chance) | chance_not_known | not_comparable | other_instrument |
-- other_informant. More in one score is never hidden by fewer in another.
-- Whoever is steady only in the answers that can be judged is told so: others may have moved the
-- level.
-- words: for staff, without a score; they never say that chance moved a level of support.
create or replace table mart_student_change as

with scores as (
    select
        int_subscale_score.student_ref,
        int_subscale_score.instrument_id,
        int_subscale_score.informant,
        int_subscale_score.subscale_id,
        true as is_now
    from int_subscale_score
    where int_subscale_score.subscale_score is not null
    union all
    select
        kept_score.student_ref,
        kept_score.instrument_id,
        kept_score.informant,
        kept_score.subscale_id,
        false as is_now
    from kept_score
    inner join def_run on kept_score.window_id = def_run.previous_window_id
    where kept_score.subscale_score is not null
),

-- one row per student_ref, informant, instrument_id: when there were scores
answered as (
    select
        scores.student_ref,
        scores.informant,
        scores.instrument_id,
        bool_or(scores.is_now) as is_now,
        bool_or(not scores.is_now) as was_before,
        bool_or(def_compared_score.subscale_id is not null) as is_compared
    from scores
    -- keeps scores that the tier rule does not look at
    left join def_compared_score
        on
            scores.instrument_id = def_compared_score.instrument_id
            and scores.informant = def_compared_score.informant
            and scores.subscale_id = def_compared_score.subscale_id
    group by scores.student_ref, scores.informant, scores.instrument_id
),

informants as (
    select
        student_ref,
        informant,
        bool_or(is_now) and bool_or(was_before) as is_same,
        bool_or(is_now) as is_now,
        bool_or(was_before) as was_before,
        bool_or(is_now and was_before) as is_same_instrument,
        bool_or(is_compared and is_now <> was_before) as is_only_once
    from answered
    group by student_ref, informant
),

who as (
    select
        student_ref,
        bool_or(is_now) as has_now,
        bool_or(was_before) as had_before,
        bool_or(is_same) as has_same_informant,
        bool_or(is_same_instrument) as has_same_instrument,
        bool_or(is_only_once) as has_answers_once
    from informants
    group by student_ref
),

pairs as (
    select
        student_ref,
        count(change_index) as judged_count,
        max(change_index) as most,
        min(change_index) as least,
        bool_or(state = 'chance_not_known') as is_chance_not_known,
        bool_or(state = 'chance_not_known' and is_other_score) as has_unknown_change,
        bool_or(state = 'not_comparable') as is_not_comparable,
        bool_or(state = 'other_instrument') as is_other_instrument,
        bool_or(state = 'not_comparable' or state = 'other_instrument') as has_other_measure
    from int_score_pair
    group by student_ref
),

said as (
    select
        mart_student_tier.student_ref,
        mart_student_tier.change,
        mart_student_tier.previous_tier is not null as had_tier,
        mart_student_tier.override_by is not null as is_decided,
        kept_tier.tier_rule_version <> def_change_run.tier_rule_version as is_other_rule,
        pairs.judged_count > 0
        and (pairs.has_other_measure or who.has_answers_once) as is_partly,
        pairs.judged_count > 0
        and pairs.has_unknown_change as is_partly_unknown,
        case
            when
                mart_student_tier.previous_tier is null
                and not coalesce(who.had_before, false) then 'first_time'
            when
                pairs.most > def_change_limit.highest_by_chance
                and pairs.least < -def_change_limit.highest_by_chance then 'mixed'
            when pairs.most > def_change_limit.highest_by_chance then 'reliable_increase'
            when pairs.least < -def_change_limit.highest_by_chance then 'reliable_decrease'
            when is_partly or is_partly_unknown then 'partly_steady'
            when pairs.judged_count > 0 then 'within_noise'
            when pairs.is_chance_not_known then 'chance_not_known'
            when pairs.is_not_comparable then 'not_comparable'
            when pairs.is_other_instrument then 'other_instrument'
            when who.has_same_instrument then 'not_comparable'
            when who.has_same_informant then 'other_instrument'
            when who.has_now and who.had_before then 'other_informant'
            else 'not_comparable'
        end as said
    from mart_student_tier
    cross join def_change_run
    -- each keeps students about whom it says nothing
    left join who on mart_student_tier.student_ref = who.student_ref
    left join pairs on mart_student_tier.student_ref = pairs.student_ref
    left join def_change_limit on pairs.judged_count = def_change_limit.score_count
    left join def_run on true
    left join kept_tier
        on
            mart_student_tier.student_ref = kept_tier.student_ref
            and def_run.previous_window_id = kept_tier.window_id
    where mart_student_tier.tier is not null
)

select
    said.student_ref,
    case said.said
        when 'mixed' then 'reliable_increase'
        when 'partly_steady' then 'within_noise'
        else said.said
    end as kind,
    concat_ws(
        '; ',
        def_change_words.words,
        if(said.is_partly, def_change_run.partly, null),
        if(said.is_partly_unknown, def_change_run.unknown, null),
        if(said.had_tier and said.is_decided, def_change_run.decided, null),
        if(said.had_tier and said.is_other_rule, def_change_run.other_rule, null)
    ) as words
from said
cross join def_change_run
inner join def_change_words
    on
        said.said = def_change_words.said
        and if(
            not said.had_tier or said.is_decided or said.is_other_rule, 'otherwise', said.change
        ) = def_change_words.move
