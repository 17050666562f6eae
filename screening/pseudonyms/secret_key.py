"""The school's secret key: read, judged, and made. It is in no message and in no `repr`."""

import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from screening.errors import DefinitionError, UnreadableFileError
from screening.pseudonyms.private_file import why_not_there
from screening.pseudonyms.rules import KeyRules

OTHERS = stat.S_IRWXG | stat.S_IRWXO
BYTE_ORDER_MARK = "\ufeff"
NEW_KEY_BYTES = 32
"""As long as the hash (RFC 2104); written as twice as many signs."""
HOW = "Make a good one: screening pseudonymise --new-key FILE"


@dataclass(frozen=True)
class SecretKey:
    """A key that was judged good enough."""

    content: bytes = field(repr=False)


def read_key(path: Path, *, rules: KeyRules) -> SecretKey:
    """Return the key in a file.

    A text loses the blanks around it, so that an editor's last line end changes no code.

    Raises:
        UnreadableFileError: there is no such file.
        DefinitionError: others can read it, it lies where the codes or the program's own files
            are handed on, or it could be guessed.
    """
    if reason := why_not_there(path):
        raise DefinitionError(f"{path.name}: the key was not used: {reason}.")
    try:
        mode = path.stat().st_mode
        with path.open("rb") as file:
            content = file.read(rules.longest + 1)
    except OSError:
        raise UnreadableFileError(f"{path.name}: the key file cannot be read. {HOW}") from None
    if os.name == "posix" and mode & OTHERS:
        raise DefinitionError(
            f"{path.name}: others on this machine can read the key. Make it yours alone:"
            f" chmod 600 {path.name}. If they may have read it, make a new key."
        )
    key = _without_surroundings(content)
    for fault in _faults(key, rules):
        raise DefinitionError(f"{path.name}: the key {fault}. {HOW}")
    return SecretKey(key)


def write_new_key(path: Path) -> None:
    """Write a new random key of mode 0600; no file is ever overwritten.

    Raises:
        DefinitionError: something is there already, or the place is no place for a key.
    """
    reason = why_not_there(path)
    if reason:
        raise DefinitionError(f"{path.name}: no key was made: {reason}.")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise DefinitionError(
            f"{path.name}: is there already and was left as it is. Name a file that is not there."
        ) from None
    except OSError:
        raise DefinitionError(f"{path.parent}: is no folder that can be written to.") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(NEW_KEY_BYTES) + "\n")


def refuse_key_as_file(key: SecretKey, path: Path, *, key_path: Path) -> None:
    """Refuse a key that is the file to be rewritten, or its content.

    Raises:
        DefinitionError: whoever holds the file would hold the key.
    """
    try:
        same = path.samefile(key_path)
        size = path.stat().st_size
        # A key is short: a file much larger than it cannot be the same text.
        if not same and path.is_file() and size <= 2 * len(key.content) + len(BYTE_ORDER_MARK) + 64:
            same = _without_surroundings(path.read_bytes()) == key.content
    except OSError:
        return
    if same:
        raise DefinitionError(f"{path.name}: the key is the file's own content. {HOW}")


def _without_surroundings(content: bytes) -> bytes:
    try:
        text = content.decode("utf-8").removeprefix(BYTE_ORDER_MARK).strip()
    except UnicodeDecodeError:
        return content
    return text.encode() if text.isprintable() else content


def _faults(key: bytes, rules: KeyRules) -> Iterator[str]:
    if len(key) < rules.shortest:
        yield f"is too short: {len(key)} bytes, at least {rules.shortest} are needed"
    if len(key) > rules.longest:
        yield f"is too long: at most {rules.longest} bytes are read"
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    if min(len(set(key)), len(steps)) < rules.fewest_different or _repeats(key, rules):
        yield "repeats itself or counts: it could be guessed"
    text = key.decode("utf-8", errors="replace").casefold()
    if len(text.split()) > 1 and text.isprintable():
        yield "is a text with blanks, as a document has: it could be guessed"
    if any(word in text for word in rules.telling):
        yield "has a word in it, as an example in a document has: it could be guessed"


def _repeats(key: bytes, rules: KeyRules) -> bool:
    """Return True where a piece stands in the key twice, as in a word that was typed again."""
    size = rules.longest_repeat + 1
    pieces = [key[start : start + size] for start in range(len(key) - size + 1)]
    return len(set(pieces)) < len(pieces)
