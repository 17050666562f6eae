"""The tier rule a window was decided with: kept whole, so that it is decided the same way later."""

import hashlib
import json
from dataclasses import dataclass

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.programme.load import ProgrammeFolder
from screening.run.kept_definitions import KeptDefinition, from_warehouse, kept_in
from screening.scoring.tier_rule import TierRule
from screening.warehouse import Warehouse

SAYS_NOTHING = {"words", "source"}
"""Keys of a rule that may be mended under the same version: they decide nobody's tier."""


@dataclass(frozen=True)
class KeptTierRule:
    """The tier rule, as a window was decided with it.

    Attributes:
        facts_digest: SHA-256 of what decides tiers; None where only the version was kept, as
            warehouses did before rules were.
        text: the rule as JSON; None where only the version was kept.
    """

    window_id: str
    version: str
    facts_digest: str | None
    text: str | None

    def read(self) -> TierRule:
        """Return the rule.

        Raises:
            DefinitionError: it was not kept, or it is damaged.
        """
        if self.text is None:
            raise DefinitionError(f"{self._subject} was not kept. {self._way_out}")
        try:
            found = build_definition(json.loads(self.text), TierRule, where="kept_tier_rule")
        except (ValueError, TypeError, DefinitionError):
            raise DefinitionError(f"{self._subject} is damaged. {self._way_out}") from None
        if rule_digest(found) != self.facts_digest:
            raise DefinitionError(f"{self._subject} was altered. {self._way_out}")
        return found

    @property
    def is_readable(self) -> bool:
        """True where `read` gives a rule."""
        try:
            self.read()
        except DefinitionError:
            return False
        return True

    def is_same(self, rule: TierRule) -> bool:
        """Return True where a rule has this version.

        Raises:
            DefinitionError: it has, and decides otherwise.
        """
        if rule.version != self.version:
            return False
        if self.facts_digest not in {None, rule_digest(rule)}:
            raise DefinitionError(
                f"{rule.id}: the tier rule was changed and its version is still {self.version},"
                f" with which {self.window_id} was decided. Give the changed rule a new version;"
                " the window keeps the old one."
            )
        return True

    @property
    def _subject(self) -> str:
        return (
            f"{self.window_id}: the tier rule it was decided with, version {self.version}, is not"
            " in its file, and in the warehouse it"
        )

    @property
    def _way_out(self) -> str:
        return (
            "Put that version back, or decide the window anew: `screening rescore PROGRAMME"
            f" --window {self.window_id}` shows who would change."
        )


def rule_digest(rule: TierRule) -> str:
    """Return the SHA-256 of what decides tiers: equal for rules that decide the same."""
    ways = [
        way.model_dump(mode="json", exclude=SAYS_NOTHING, exclude_defaults=True)
        for way in rule.rule
    ]
    minimum = [each.model_dump(mode="json") for each in rule.minimum.any_of]
    facts = json.dumps({"minimum": minimum, "rule": ways}, sort_keys=True)
    return hashlib.sha256(facts.encode()).hexdigest()


def rule_text(rule: TierRule) -> str:
    """Return a rule as JSON: what its file says, and nothing that it leaves to defaults."""
    return rule.model_dump_json(exclude_unset=True)


def whole_rule_digest(rule: TierRule) -> str:
    """Return the SHA-256 of a rule, words and sources too."""
    return hashlib.sha256(rule_text(rule).encode()).hexdigest()


Kept = tuple[list[KeptDefinition], KeptTierRule | None]
"""What a window is scored and decided with."""


def kept_of_window(folder: ProgrammeFolder, window_id: str) -> Kept:
    """Return the definitions and the tier rule of a window; a new window has none.

    Raises:
        ProgrammeBusyError: another process holds the warehouse.
        UnreadableFileError: the warehouse is damaged.
    """

    def read(warehouse: Warehouse) -> Kept:
        return kept_in(warehouse, window_id), kept_rule_in(warehouse, window_id)

    nothing: Kept = ([], None)
    found, rule = from_warehouse(folder, read, otherwise=nothing)
    return [each for each in found if each.instrument_id in folder.instruments_in_use], rule


def kept_rule_in(warehouse: Warehouse, window_id: str) -> KeptTierRule | None:
    """Return the rule that an open warehouse keeps of a window.

    Of a window kept before rules were, the version beside its tiers.
    """
    for table, columns, only in (
        ("kept_tier_rule", "version, facts_digest, definition", "true"),
        ("kept_tier", "tier_rule_version, null, null", "tier is not null"),
    ):
        if warehouse.columns(table):
            statement = f"select distinct {columns} from {table} where window_id = ? and {only}"
            for row in warehouse.rows(statement, [window_id]):
                return KeptTierRule(window_id, *row)
    return None


def keep_tier_rule(warehouse: Warehouse, rule: TierRule, window_id: str) -> None:
    """Replace the kept rule of a window by the one in use, once it decided somebody's tier."""
    warehouse.execute("delete from kept_tier_rule where window_id = ?", [window_id])
    warehouse.execute(
        "insert into kept_tier_rule select ?, ?, ?, ?, ?"
        " where exists (select * from mart_student_tier where rule_tier is not null)",
        [window_id, rule.id, rule.version, rule_digest(rule), rule_text(rule)],
    )


def held_rule(kept: KeptTierRule, in_file: TierRule) -> TierRule | None:
    """Return the kept rule where it decides a window; None where the file has the same version.

    Raises:
        DefinitionError: the file's was changed under the same version, or the kept one is gone.
    """
    return None if kept.is_same(in_file) else kept.read()


def line_of(rule: TierRule, in_file: TierRule, window_id: str) -> list[str]:
    """Return a line where a window is decided with another version than the file's."""
    if rule.version == in_file.version:
        return []
    told = (
        f"{window_id}: decided with tier rule version {rule.version}, as before; version"
        f" {in_file.version} is in its file: `screening rescore PROGRAMME --window {window_id}`"
        " shows who would change."
    )
    return [told]
