"""Sessions of users: random tokens kept in memory, which end by themselves."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

_IDLE = 30 * 60.0  # seconds after the last request
_LONGEST = 12 * 3600.0  # seconds after signing in
_MOST = 10_000  # sessions; the one that waits longest makes room


@dataclass(frozen=True, slots=True)
class Session:
    """Whose session it is, when it began and when it was last used, in seconds of a monotonic clock."""

    user: str
    began: float
    used: float


class Sessions:
    """The sessions of a server by their tokens; only hashes of tokens are kept."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}

    def begin(self, user: str, token: str = "") -> str:
        """The token of a new session: a random one, or the one given."""
        token = token or secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._sessions = {key: s for key, s in self._sessions.items() if self._lives(s, now)}
            if len(self._sessions) >= _MOST:
                self._sessions.pop(min(self._sessions, key=lambda key: self._sessions[key].used))
            self._sessions[_key(token)] = Session(user, now, now)
        return token

    def user(self, token: str) -> str | None:
        """Whose session it is, None where it has ended; counts as use."""
        now = self._clock()
        with self._lock:
            session = self._sessions.get(_key(token))
            if session is None or not self._lives(session, now):
                self._sessions.pop(_key(token), None)
                return None
            self._sessions[_key(token)] = replace(session, used=now)
            return session.user

    def end(self, token: str) -> None:
        """End a session; nothing where there is none."""
        with self._lock:
            self._sessions.pop(_key(token), None)

    def _lives(self, session: Session, now: float) -> bool:
        return now - session.used <= _IDLE and now - session.began <= _LONGEST


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
