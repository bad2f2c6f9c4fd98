"""The watch over parsers: it ends what goes round in circles, and nothing else."""

from __future__ import annotations

import time

import pytest

from corpus.readers.watch import TooLong, Watch


def spin(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_what_takes_too_long_is_ended() -> None:
    started = time.thread_time()
    with pytest.raises(TooLong), Watch(0.3):
        spin(60)
    assert time.thread_time() - started < 10


def stubborn() -> None:
    for _ in range(2):
        try:
            spin(60)
        except Exception:
            continue


def test_what_swallows_every_error_is_ended_too() -> None:
    with pytest.raises(TooLong), Watch(0.3):
        stubborn()


def test_the_count_begins_anew_at_a_restart() -> None:
    with Watch(1.0) as watch:
        for _ in range(4):
            watch.restart()
            spin(0.4)


def test_waiting_does_not_count() -> None:
    with Watch(0.3):
        time.sleep(1.0)


def test_nothing_is_ended_behind_it() -> None:
    with Watch(0.2):
        pass
    spin(1.0)
