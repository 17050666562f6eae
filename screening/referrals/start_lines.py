"""The first sheet: how many to see, when there is room, and what nobody may overlook."""

from collections.abc import Iterator

from screening.followup.followed import followed_on
from screening.followup.measures import is_without_action
from screening.referrals.list_day import ListDay
from screening.referrals.referral_list import ReferralList
from screening.referrals.rules import load_rules
from screening.referrals.waves import Wave
from screening.referrals.workbook_words import load_words
from screening.supports.catalogue import Catalogue


def start_lines(referral_list: ReferralList) -> list[str]:
    """Return the sentences in the order in which a busy person needs them."""
    words, day = load_words(), referral_list.day
    return [
        *to_see_lines(referral_list),
        *no_action_lines(referral_list),
        *wave_lines(referral_list),
        *room_lines(referral_list),
        *calendar_lines(referral_list),
        *stale_lines(referral_list),
        _counted(referral_list),
        *referral_list.class_notes,
        *referral_list.notes,
        words.made_on.format(as_of=day.as_of.isoformat(), rules=load_rules().rules_version),
        *words.how_to_use,
    ]


def loud_lines(referral_list: ReferralList) -> list[str]:
    """Return those of the sentences that nobody may overlook."""
    return [
        *to_see_lines(referral_list),
        *no_action_lines(referral_list),
        *room_lines(referral_list),
        *calendar_lines(referral_list),
        *stale_lines(referral_list),
    ]


def to_see_lines(referral_list: ReferralList) -> Iterator[str]:
    """Yield how many students nobody has seen, how soon, and how many dates have passed."""
    words, capacity = load_words(), referral_list.day.school.capacity
    urgencies = "; ".join(f"{name}: {count}" for name, count in referral_list.urgencies())
    count = len(referral_list.to_see)
    if capacity and referral_list.waves:
        first = referral_list.waves[0]
        yield words.capacity.format(
            count=count,
            slots=first.slots,
            week=_week(first, day=referral_list.day),
            whole=capacity.slots_per_week,
            urgencies=urgencies,
        )
    else:
        yield words.to_see.format(count=count, urgencies=urgencies or words.nobody)
    if overdue := len(referral_list.overdue()):
        yield words.overdue.format(count=overdue)


def no_action_lines(referral_list: ReferralList) -> Iterator[str]:
    """Yield how many were listed long ago and nobody has begun anything: signal without action."""
    days = referral_list.day.programme.followup.no_action_school_days
    followed = followed_on(referral_list)
    if count := sum(is_without_action(one, days=days) for one in followed):
        yield load_words().no_action.format(count=count, days=days)


def _week(wave: Wave, *, day: ListDay) -> str:
    words = load_words()
    is_this = wave.monday <= day.as_of
    return words.this_week if is_this else words.later_week.format(monday=wave.monday.isoformat())


def wave_lines(referral_list: ReferralList) -> Iterator[str]:
    """Yield one block with a line per week: for how many there is room, whose dates pass before."""
    words, waves = load_words(), referral_list.waves
    lines = [
        _wave(wave.monday.isoformat(), len(wave.places), wave.missed_count)
        for wave in waves[: words.waves_shown]
    ]
    if later := waves[words.waves_shown :]:
        first, last = later[0].monday.isoformat(), later[-1].monday.isoformat()
        span = words.later_weeks.format(first=first, last=last)
        missed = sum(wave.missed_count for wave in later)
        lines.append(_wave(span, sum(len(wave.places) for wave in later), missed))
    if lines:
        yield "\n".join(lines)


def room_lines(referral_list: ReferralList) -> Iterator[str]:
    """Yield how much room is missing, or that nobody has stated how much there is."""
    words, capacity = load_words(), referral_list.day.school.capacity
    missed = sum(wave.missed_count for wave in referral_list.waves)
    if capacity and missed:
        slots, needed = capacity.slots_per_week, referral_list.slots_needed
        yield words.more_slots.format(
            missed=missed, slots=slots, needed=needed, more=needed - slots
        )
    if not capacity and referral_list.to_see:
        yield words.no_capacity


def calendar_lines(referral_list: ReferralList) -> Iterator[str]:
    """Yield what is not certain about dates because the school calendar does not reach to them."""
    words, day = load_words(), referral_list.day
    end = day.programme.calendar_end
    dates = [one.due for one in referral_list.to_see]
    dates += [wave.monday for wave in referral_list.waves]
    if dates and end is None:
        yield words.no_calendar
    elif end is not None and (beyond := sum(date > end for date in dates)):
        yield words.calendar_ends.format(end=end.isoformat(), count=beyond)


def stale_lines(referral_list: ReferralList) -> Iterator[str]:
    """Yield which supports and local places are left out until somebody reads them again."""
    words, day = load_words(), referral_list.day
    if names := stale_names(day.catalogue, referral_list=referral_list):
        yield words.stale_left_out.format(names="; ".join(names))


def stale_names(catalogue: Catalogue, *, referral_list: ReferralList) -> list[str]:
    """Return the names of what would be suggested if its review date had not passed."""
    today = referral_list.day.as_of
    stale = [each.name for each in catalogue.stale(today=today) if each.suggest == "auto"]
    return stale + [each.name for each in catalogue.service if each.is_stale(today=today)]


def _wave(week: str, count: int, missed: int) -> str:
    words = load_words()
    text = words.wave_missed if missed else words.wave
    return text.format(week=week, count=count, missed=missed)


def _counted(referral_list: ReferralList) -> str:
    words, counted = load_words(), referral_list.counted()
    text = words.counted.format(**vars(counted))
    gone = words.off_roster.format(count=counted.off_roster) if counted.off_roster else ""
    return f"{text} {gone}".strip()
