-- Rounding has one rule: a half goes up (Youthinmind's own scorer; decision 005).
create or replace temp macro round_half_up(score) as floor(score + 0.5);

-- Scores with a fraction (T scores, means of the answered items) are sums of binary numbers: two
-- that differ by less than any table prints are the same score.
create or replace temp macro is_below(score, other) as score < other - 0.000001;

-- The same score for counting ties, as is_below has it.
create or replace temp macro comparable(score) as round(score, 6);

create or replace temp macro percent(part, whole) as 100 * part / whole;
