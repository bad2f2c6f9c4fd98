"""The user file: one line a user, `name:role:salt:hash`, passwords hashed with scrypt.

Parameters of scrypt after RFC 7914 and OWASP's password storage cheat sheet: N = 2^15, r = 8, p = 1, 32 MiB a try.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile

from corpus.errors import AssistantError

SHORTEST_PASSWORD = 10  # code points
_LONGEST_PASSWORD = 200  # hashing takes time for each byte, so that strangers may not send megabytes
_NAME = re.compile(r"[\w.@-]{1,64}")


class Role(StrEnum):
    """What a user may do: an editor changes the documents, a reader reads and asks."""

    READER = "reader"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class User:
    """A user, with the salt and the hash of the password in hexadecimal."""

    name: str
    role: Role
    salt: str
    hash: str

    @classmethod
    def made(cls, name: str, role: Role, password: str) -> User:
        """A user with a password; AssistantError where the name or the password will not do."""
        if not _NAME.fullmatch(name):
            raise AssistantError(f"user {name!r}: a name is letters, digits and . @ - _, 64 at most")
        if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
            raise AssistantError(
                f"user {name}: the password has {len(password)} characters; "
                f"take {SHORTEST_PASSWORD} to {_LONGEST_PASSWORD}"
            )
        salt = secrets.token_hex(16)
        return cls(name, role, salt, _hashed(password, salt))

    @property
    def line(self) -> str:
        """The user as the file holds it."""
        return f"{self.name}:{self.role}:{self.salt}:{self.hash}"


class Users:
    """The users of a file; a file that has changed is read again, so that who is taken out is out at once."""

    def __init__(self, path: Path) -> None:
        """AssistantError where the file is missing, is no user file or may be read by others."""
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._users: dict[str, User] = {}
        self._nobody = User.made("nobody", Role.READER, secrets.token_hex(8))
        self._read()

    def get(self, name: str) -> User | None:
        """The user with that name, None where there is none."""
        self._read()
        return self._users.get(name)

    def check(self, name: str, password: str) -> User | None:
        """The user whose password this is; takes as long for a name that is not there."""
        user = self.get(name)
        known = user or self._nobody
        fits = len(password) <= _LONGEST_PASSWORD and hmac.compare_digest(_hashed(password, known.salt), known.hash)
        return user if fits else None

    def _read(self) -> None:
        try:
            found = self._path.stat()
            if self._stamp == (stamp := (found.st_mtime_ns, found.st_ino)):
                return
            if found.st_mode & 0o077:
                raise AssistantError(f"{self._path}: others may read this user file; run: chmod 600 {self._path}")
            self._users = {user.name: user for user in read_users(self._path)}
            self._stamp = stamp
        except OSError as error:
            raise AssistantError(
                f"{self._path}: cannot read the user file ({error.strerror}); make it: plan-assistant users add NAME"
            ) from error


def read_users(path: Path) -> list[User]:
    """The users of a file, in its order; AssistantError names the line that is no user."""
    users = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        name, _, rest = line.partition(":")
        role, _, rest = rest.partition(":")
        salt, _, digest = rest.partition(":")
        if not _NAME.fullmatch(name) or role not in list(Role) or not (salt and re.fullmatch("[0-9a-f]{64}", digest)):
            raise AssistantError(f"{path}, line {number}: is no user (name:role:salt:hash); take it out, add it again")
        users.append(User(name, Role(role), salt, digest))
    return users


def write_users(path: Path, users: Iterable[User]) -> None:
    """Write the file whole or not at all, to be read by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            file.write("".join(f"{user.line}\n" for user in users))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _hashed(password: str, salt: str) -> str:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"), salt=bytes.fromhex(salt), n=2**15, r=8, p=1, maxmem=2**26, dklen=32
    ).hex()
