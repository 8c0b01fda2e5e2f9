"""`make prove-kills` in short: each fault once, while people answer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bench.kills import KINDS, Proof, Row, cuts, full_disk, kills

PROMISED = {"lost": 0, "doubled": 0, "changed": 0}


@pytest.fixture
def proof(tmp_path: Path, prepared: Path) -> Proof:
    # However slow the machine is: that it is back within ten seconds is for `make prove-kills`.
    proof = Proof(tmp_path, prepared, share=0.05, most=1, members=30, hurry=0.1, full=2)
    return replace(proof, patience=120, thinking=0.3)


def see_that_it_is_kept(rows: Iterator[Row], number: int) -> None:
    seen = 0
    for row in rows:
        seen += 1
        assert row.acknowledged > 0, row
        assert row.faults == PROMISED, row
        assert row.strange == 0, row
        assert row.back == row.times, row
    assert seen == number


@pytest.mark.full
def test_what_is_killed_or_stopped_comes_back_and_no_answer_is_lost(proof: Proof) -> None:
    see_that_it_is_kept(kills(proof), len(KINDS))


@pytest.mark.full
def test_lines_that_are_cut_cost_no_answer(proof: Proof) -> None:
    see_that_it_is_kept(cuts(proof), 2)


@pytest.mark.full
def test_a_full_disk_costs_no_answer_and_is_recovered_from(proof: Proof) -> None:
    rows = list(full_disk(proof))
    if not rows:
        pytest.skip("No disk can be mounted here.")
    see_that_it_is_kept(iter(rows), 1)
    log = (proof.folder / "full.log").read_text()
    # Or, rarely, it has not even died (config/keeper.py).
    told = log.count("is full: Postgres has died") + log.count("neither serves nor recovers")
    assert told == 1
    assert "Traceback" not in log
