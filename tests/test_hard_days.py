"""Hard days, in short: each script of bench/hard runs a few times here, and by hand as often as its text says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, f"bench/hard/{script}.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_killed_at_random_moments_a_store_is_whole() -> None:
    assert run("kill", "--times", "15").startswith("15 kills, the store whole after each, every run finished by")


@pytest.mark.parametrize("by", ["--limit", "a file system"])
def test_out_of_disk_at_random_moments_a_store_is_whole(by: str) -> None:
    if by != "--limit" and os.geteuid() != 0:
        pytest.skip("only root can mount a file system of a given size")
    said = run("disk_full", "--times", "4", *([by] if by == "--limit" else []))
    assert said.startswith("4 changes with little room, the store whole after each, finished with room again")


def test_damage_to_any_file_of_a_store_is_seen_and_mended() -> None:
    assert "16 times damaged, 0 faults" in run("damage", "--times", "16")


def test_readers_beside_a_writer_see_whole_states_and_a_second_writer_is_told() -> None:
    one, two = run("processes", "--times", "3").splitlines()
    assert one.endswith("all whole")
    assert two.startswith("3 times two writers at once")


def test_no_byte_of_a_removed_document_is_left() -> None:
    assert "left in 0 stores" in run("removal", "--times", "2")


def test_mutated_inputs_break_nothing() -> None:
    assert "80 inputs, 0 faults" in run("fuzz", "--times", "80")


@pytest.mark.parametrize("shape", ["one word", "labels", "arabic headings", "open brackets", "blanks"])
def test_what_is_done_with_a_text_takes_time_in_proportion_to_its_length(shape: str) -> None:
    assert "0 faults" in run("growth", "--size", "8000", "--shape", shape)


def test_while_documents_come_and_go_answers_are_those_of_a_store_made_anew() -> None:
    said = run("soak", "--times", "250")
    assert "2 changes of the store between them" in said
    assert "250 of 250 questions answered as by a store made anew" in said
