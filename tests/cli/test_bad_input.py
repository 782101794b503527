"""Bad input: exit code 2, one line that names the option, no traceback, and no file touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from rendering.job import Job
from tests.cli.conftest import RunCommand

BAD = {
    "left is not left of right": ("tent --left 0.9 --right 0.1", "--left", "0.9"),
    "left is not left of the peak": (
        "tent --left 0.8 --peak 0.5",
        "--left must be smaller than --peak: got left 0.8, peak 0.5",
        "",
    ),
    "left is right": ("tent --left 0.5 --right 0.5", "--left", "--right"),
    "a peak outside": ("tent --peak 0.9", "--peak must be smaller than --right", "0.9"),
    "ends too close to be drawn": ("tent --left 0.5 --peak 0.50001", "further from --peak", ""),
    "no height": ("tent --height 0", "--height", "greater than 0"),
    "a negative height": ("tent --height -1", "--height", "-1"),
    "not a number": ("tent --left nan", "--left", "'nan'"),
    "infinity": ("tent --left inf", "--left", "finite"),
    "minus infinity": ("tent --left -Infinity", "--left", "finite"),
    "a float's overflow": ("tent --left 1e999", "--left", "finite"),
    "too large to be drawn": ("tent --left -1e7", "--left", "1000000"),
    "too small to be drawn": ("tent --height 1e-9", "--height", "0.000001"),
    "a word": ("tent --left abc", "--left must be a number", "'abc'"),
    "another alphabet's digits": ("tent --left ٣", "--left must be a number", ""),
    "Python's underscores": ("tent --left 1_0", "--left must be a number", ""),
    "nothing": ("tent --left=", "--left", "''"),
    "a very long number": (f"tent --left {'1' * 5000}", "--left", "1000 characters"),
    "a brick too few": ("bricks --bricks 0,3", "--bricks", "from 1 to 96"),
    "a brick too many": ("bricks --bricks 3,97", "--bricks", "97"),
    "half a brick": ("bricks --bricks 2.5", "--bricks", "whole"),
    "as many bricks again": ("bricks --bricks 6,6", "--bricks must be increasing", "6 before 6"),
    "fewer bricks": ("bricks --bricks 6,3", "--bricks must be increasing", "6 before 3"),
    "too many walls": ("bricks --bricks 1,2,3,4,5,6", "--bricks must be 1 to 5 numbers", "6"),
    "a single brick": ("bricks --bricks 1", "--bricks must go beyond 1", "no joint"),
    "no bricks": ("bricks --bricks=", "--bricks", "''"),
    "too many inputs": ("relu --inputs 1,2,3,4,5,6,7,8", "--inputs must be 1 to 7 numbers", "8"),
    "no inputs": ("relu --inputs=", "--inputs", "''"),
    "inputs that look alike": ("relu --inputs 1.00001,1.00002", "--inputs must be equal or", ""),
    "a weight of 0": ("bias --weight 0", "--weight must be 0.1 to 10 in size", "got 0"),
    "a break point outside of any axis": ("bias --weight 0.00001 --biases 100", "--weight", ""),
    "too many biases": ("bias --biases 1,2,3,4,5,6", "--biases must be 1 to 5 numbers", "6"),
    "a matrix cut at its semicolon": ("dense --weights 1,2,3", "--point", "in quotes"),
    "a matrix cut for the room": ("point3d --weights 1,2,3", "--point", "in quotes"),
    "a dash of a word processor": ("tent \N{EN DASH}left 0.1", "an en dash", "type --left"),
    "another such dash": ("tent \N{EM DASH}left=0.1", "an em dash", "type --left"),
    "such a dash as a minus": ("tent --left=\N{EN DASH}0.1", "--left", "minus (-)"),
    "a decimal comma": ("tent --left 0,1", "--left must have one meaning", "0.1 or two values"),
    "a gap in a list": ("bias --biases 1,,2", "--biases", ""),
    "spaces instead of commas": (
        "bias --biases 1\N{NO-BREAK SPACE}-2",
        "--biases",
        "1-2 or two values",
    ),
    "a peak over a foot": ("knobs --peak 0.3", "--peak must be between 0.344 and 0.656", "0.3"),
    "places too long": ("knobs --left 0.123", "--left must have at most 3 digits", ""),
    "no segments": ("sine --segments 0", "--segments", "1 to 64"),
    "too many segments": ("sine --segments 65", "--segments", "65"),
    "half a segment": ("sine --segments 8.5", "--segments", "whole"),
    "an endless number of segments": (f"sine --segments {'9' * 900}", "--segments", ""),
    "an interval the wrong way round": ("sine --domain 1,0", "--domain", "smaller number first"),
    "an interval of one number": ("sine --domain 1", "--domain", "two numbers"),
    "an empty interval": ("sine --domain 1,1", "--domain", ""),
    "an interval too narrow": ("sine --domain 1,1.0001", "--domain", "wider"),
    "another variable": ("sine --target y", "--target", "'y'"),
    "no function": ("sine --target sin", "--target", "sin(x)"),
    "not arithmetic": ("sine --target x.real", "--target", "dot"),
    "an import": ("sine --target __import__('os')", "--target", "__import__"),
    "a bomb": ("sine --target 9**9**9", "--target", "finite"),
    "a pole": ("sine --target 1/(x-0.5)", "--target", "x = 0.5"),
    "a pole between the places": ("sine --target 1/(x-1/3)", "--target", "0.333"),
    "a root of a negative number": ("sine --target sqrt(x-0.5)", "--target", "nan"),
    "a target too large": ("sine --target 1e7*x", "--target", "1000000"),
    "a target too quick": ("sine --target sin(9999*x)", "--target", "turn"),
    "a target too long": (f"sine --target {'x+' * 5000}x", "--target", "200 characters"),
    "a point too large": ("point3d --point 1,2,3", "--point has 3 numbers", "--weights has 2 rows"),
    "a point too small": ("point3d --point 1", "--point has 1 number but --weights has 2 rows", ""),
    "too few biases": ("point3d --biases 1,2", "--biases has 2 numbers", "3 columns"),
    "a ragged matrix": ("point3d --weights 1,2,3;4,5", "--weights", "row 2 has 2"),
    "infinity in a matrix": ("point3d --weights 1,2,3;4,5,inf", "--weights", "finite"),
    "an empty row": ("point3d --weights 1,2,3;", "--weights", ""),
    "another space": (
        "point3d --point 1,2,3 --weights 1,2,3;4,5,6;7,8,9",
        "--weights must have 2 rows and 3 columns",
        "3 rows",
    ),
    "a matrix too large": (f"point3d --weights {';'.join(['1,2,3'] * 9)}", "--weights", "9"),
    "an option of another clip": ("tent --segments 8", "--segments", ""),
    "an unknown quality": ("tent -q z", "--quality", "'z'"),
    "an unknown format": ("tent --format avi", "--format", "'avi'"),
    "an unknown theme": ("tent --theme red", "--theme", "'red'"),
    "a resolution of one number": ("tent -r 1280", "--resolution", "1280,720"),
    "an odd resolution": ("tent -r 1281,720", "--resolution", "even"),
    "a resolution too small": ("tent -r 32,32", "--resolution", "64"),
    "a resolution too large": ("tent -r 99999,99999", "--resolution", "7680"),
    "no frames": ("tent --fps 0", "--fps", "1 to 120"),
    "too many frames": ("tent --fps 1000", "--fps", "1000"),
    "half a frame": ("tent --fps 29.97", "--fps", "29.97"),
    "an endless rate": (f"tent --fps {'9' * 5000}", "--fps", "..."),
    "no processes": ("tent --jobs 0", "--jobs", "0"),
    "a transparent mp4": ("tent -t --format mp4", "--transparent", "webm"),
    "a transparent mp4 by its name": ("tent -t -o film.mp4", "--transparent", "webm"),
    "a format against the file's name": ("tent --format gif -o film.mp4", "--output", ".gif"),
    "a file without a kind": ("tent -o film", "--output", ".mp4"),
    "another system's folders": (r"tent -o ..\slides\tent.png", "--output", "slashes"),
    "another system's drive": ("tent -o C:tent.png", "--output", "slashes"),
    "nobody's home folder": ("tent --output=~nobody-at-all/tent.png", "--output", "home folder"),
    "a file of an unknown kind": ("tent -o film.avi", "--output", ".mp4"),
    "a folder as the file": ("tent -o media", "--output", "folder"),
    "a folder to be as the file": ("tent -o new/", "--output", "folder"),
    "a file as the folder": ("tent -o notes.txt/film.mp4", "--output", "notes.txt"),
    "another's file beside it": ("tent -o package.mp4", "--output", "package.json"),
    "another's picture beside it": ("tent -o plot.mp4", "'plot.png'", "which is no clip's"),
    "another's captions beside it": ("tent -o talk.mp4", "'talk.srt'", "which is no clip's"),
    "a folder beside it": ("tent -o bias.mp4", "'bias.vtt'", "cannot be replaced"),
    "a folder instead of it": ("tent -ql", "'tent.mp4'", "cannot be replaced"),
    "a name too long": (f"tent -o {'a' * 300}.mp4", "--output", "200"),
    "an output for all": ("all -o film.mp4", "-o", ""),
    "an option without its value": ("tent --left", "--left", ""),
    "a second clip": ("tent sine", "sine", ""),
    "an unknown clip": ("tetn", "tent", ""),
    "an unknown option": ("--frobnicate", "--frobnicate", ""),
}


def contents(folder: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


@pytest.mark.parametrize(("command", "named", "told"), BAD.values(), ids=BAD.keys())
def test_bad_input_gets_one_line_and_touches_nothing(
    run: RunCommand, folder: Path, jobs: list[Job], command: str, named: str, told: str
) -> None:
    (folder / "media" / "1080p60").mkdir(parents=True)
    (folder / "media" / "1080p60" / "tent.mp4").write_bytes(b"an older film")
    (folder / "notes.txt").write_bytes(b"notes")
    (folder / "package.json").write_bytes(b'{"name": "lecture"}')
    (folder / "plot.png").write_bytes(b"a picture")
    (folder / "talk.srt").write_bytes(b"captions")
    (folder / "bias.vtt").mkdir()
    (folder / "media" / "480p15" / "tent.mp4").mkdir(parents=True)
    before = contents(folder)

    result = run(*command.split(" "))

    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    assert named in line
    assert told in line
    assert len(line) <= 450
    assert contents(folder) == before
    assert jobs == []


def test_nothing_is_rendered_when_one_of_all_clips_cannot_be(
    run: RunCommand, jobs: list[Job]
) -> None:
    assert run("all", "-r", "1281,720").exit_code == 2
    assert jobs == []
