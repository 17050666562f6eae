-- One row per data row of every readable file, with its one outcome.
-- school_id is null when the student is not on the roster.
-- Of several rows by the same informant about the same student, the first with the most complete
-- instruments counts (decision 008); a row counts only if it is that one for each of its
-- instruments, so one row of every student always does.
create or replace table int_row as

with weighed as (
    select
        *,
        count(*) filter (where is_complete) over (
            partition by file_id, source_row
        ) as complete_count
    from int_candidate
),

ranked as (
    select
        file_id,
        source_row,
        content,
        row_number() over same_student as place,
        first_value(content) over same_student as counted_content
    from weighed
    window same_student as (
        partition by instrument_id, informant, student_ref
        order by complete_count desc, file_id asc, source_row asc
    )
),

doubled as (
    select
        file_id,
        source_row,
        max(place) > 1 as is_double,
        bool_and(place = 1 or content = counted_content) as has_same_content
    from ranked
    group by file_id, source_row
),

settled as (
    select
        int_judged.file_id,
        int_judged.source_row,
        int_judged.student_ref,
        int_judged.school_id,
        int_judged.grade,
        int_judged.gender,
        case
            when int_judged.outcome <> 'candidate' then int_judged.outcome
            when doubled.is_double then 'set_aside'
            else 'scored'
        end as outcome,
        case
            when int_judged.outcome <> 'candidate' then int_judged.reason
            when doubled.is_double and doubled.has_same_content then 'D801'
            when doubled.is_double then 'D803'
        end as reason
    from int_judged
    -- keeps rows that were no candidates
    left join doubled
        on
            int_judged.file_id = doubled.file_id
            and int_judged.source_row = doubled.source_row
)

select * from settled
