"""What the benchmark reports follows from what it has measured."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from benchmarks.core import core_table, core_times
from benchmarks.cores import Work, cores_table, seconds_to_render
from benchmarks.encoding import ssim
from benchmarks.measuring import measure
from benchmarks.report import Result, chart, table
from benchmarks.seeds import SEEDS, middle_seed, ranked
from scenes.catalogue.contents import find_clip

TENT = Result("tent", "h", plays=30.0, ours=10.0, stock=40.0, floor=5.0, megabytes=400.0, film=7.5)


def test_ratios_are_of_the_seconds_and_of_each_pair() -> None:
    slower = Result("sine", "h", 20.0, 10.0, 21.0, 4.0, 350.0, speedups=(1.9, 2.1, 2.4))
    text = table([Result(**{**vars(TENT), "speedups": (3.5, 4.0, 9.0)}), slower])
    row = next(line for line in text.splitlines() if line.startswith("| tent"))
    assert [cell.strip() for cell in row.split("|")[3:12]] == [
        *("30.0 s", "10.0 s", "3.00", "40.0 s", "4.00", "5.0 s", "2.00", "400 MB", "7.50"),
    ]
    assert "With -qh:" in text
    assert "- times faster than stock Manim: median 3.05, from 2.10 to 4.00" in text


def test_more_cores_take_no_longer_than_the_longest_play_and_no_less_than_their_share() -> None:
    clips = [Work(playing=4.0, drawing=20.0, chunks=20)] * 6
    assert seconds_to_render(clips, cores=1) == pytest.approx(6 * 24)
    assert seconds_to_render(clips, 8, at_once=1, drawers=8) == pytest.approx(6 * 4 + 1, abs=1)
    for cores in (2, 4, 8, 16):
        seconds = seconds_to_render(clips, cores)
        assert 6 * 24 / cores <= seconds <= 1.3 * 6 * 24 / cores
    assert "These 6 clips with -qh on more cores" in cores_table(clips, "h")


def test_the_chart_has_a_bar_as_long_as_the_time() -> None:
    bars = ET.fromstring(chart([TENT])).iter("{http://www.w3.org/2000/svg}rect")
    widths = [float(bar.get("width", "")) for bar in bars if bar.get("height") == "11"]
    assert widths[0] == pytest.approx(4 * widths[1])  # 40 s and 10 s


def test_the_core_is_reported_with_a_time_for_each_computation() -> None:
    times = core_times()
    assert all(milliseconds > 0 for milliseconds in times.values())
    rows = core_table({"counting": 0.126}).splitlines()
    assert rows[-1] == "| counting | 0.13 ms |"


def test_ssim_is_1_for_the_same_picture_and_less_for_any_other() -> None:
    random = np.random.default_rng(0)
    picture = random.integers(0, 255, (64, 64), dtype=np.uint8)
    noisy = np.clip(picture + random.normal(0, 20, picture.shape), 0, 255).astype(np.uint8)
    assert ssim(picture, picture) == 1
    assert 0.5 < ssim(noisy, picture) < 0.99


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="reads Linux's /proc")
def test_memory_and_time_are_those_of_all_processes() -> None:
    hold = "import time; held = bytearray(60_000_000); time.sleep(0.8)"
    both = (
        "import subprocess, sys\n"
        f"started = [subprocess.Popen([sys.executable, '-c', {hold!r}]) for _ in range(2)]\n"
        "sys.exit(any(process.wait() for process in started))"
    )
    measured = measure([sys.executable, "-c", both], Path.cwd())
    assert 0.8 < measured.seconds < 20
    assert 110 < measured.megabytes < 300


def test_a_command_that_fails_is_reported_with_its_words() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        measure([sys.executable, "-c", "raise SystemExit('no such thing')"], Path.cwd())


def test_the_command_says_what_it_takes() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--pairs" in told.stdout


def test_seeds_are_ranked_by_the_largest_error_of_their_training() -> None:
    rows = ranked(range(4), neurons=16, steps=60)
    assert sorted(seed for _, seed, _ in rows) == [0, 1, 2, 3]
    assert [error for error, _, _ in rows] == sorted(error for error, _, _ in rows)
    for error, seed, loss in rows:
        parameters = find_clip("training").parameters(seed=seed, neurons=16, steps=60)
        numbers = find_clip("training").numbers(find_clip("training").model_of(parameters))
        assert (numbers["final_max_error"], numbers["final_loss"]) == (error, loss)
    assert middle_seed(rows) == rows[2][1]


def test_the_seed_of_the_training_clip_is_the_one_in_the_middle_of_the_list() -> None:
    readme = Path("README.md").read_text(encoding="utf-8")
    listed = [(float(e), int(s)) for s, e in re.findall(r"(\d+): (0\.\d{4})", readme)]
    assert sorted(seed for _, seed in listed) == [*SEEDS]
    assert listed == sorted(listed, key=lambda row: row[0])
    default = find_clip("training").option("seed").default
    assert listed[10][1] == default
    ((error, _, _),) = ranked([default])
    assert error == pytest.approx(listed[10][0], abs=1e-4)
