"""The layout check finds each planted fault and names it, and is silent on its look-alikes."""

from __future__ import annotations

from pathlib import Path

import pytest

from rendering.inspection.examination import Examined, examine
from rendering.job import Job


def trial(name: str, theme: str = "dark") -> Examined:
    job = Job(
        module="tests.rendering.planted_faults",
        scene_class=name,
        clip=name,
        output=Path("unused.png"),
        format="png",
        theme=theme,
        width=960,
        height=540,
    )
    return examine(job)


@pytest.mark.parametrize(
    ("scene", "kind", "objects"),
    [
        ("TextNearTheEdge", "cut", ['"margin"']),
        ("TextPastTheFrameOnItsWay", "cut", ['"wanderer"']),
        ("ThickLineAtTheMargin", "cut", ["VMobject"]),
        ("TwoTextsInOnePlace", "overlap", ['"first"', '"second"']),
        ("CrossFade", "overlap", ['"before"', '"after"']),
        ("FlightThroughAText", "overlap", ['"bird"', '"cloud"']),
        ("PartThatLandsOnAText", "overlap", ['"y = x + 1"', '"landing"']),
        ("HairlineThroughSmallText", "crossing", ['"0.5"', "VMobject"]),
        ("LineThroughAText", "crossing", ['"label"', "VMobject"]),
        ("LineBetweenTwoWords", "crossing", ['"both active"', "boxes"]),
        ("DashedLineThroughAText", "crossing", ['"dashed"', "line"]),
        ("ManimsDashedLineThroughAText", "crossing", ['"dashed"', "dashed (DashedLine)"]),
        ("DimCurveUnderAText", "crossing", ['"over"', "line"]),
        ("CurveThatSweepsOverAText", "crossing", ['"still"', "line"]),
        ("LineOverATag", "crossing", ['"tag"', "VMobject"]),
        ("EdgeOfABarInAText", "crossing", ['"on the edge"', "bar (Rectangle)"]),
        ("PanelOverAText", "covered", ['"hidden"', "Rectangle"]),
        ("PanelThatPassesOverAText", "covered", ['"shutter"', "shutter (Rectangle)"]),
        ("SmallText", "small", ['"0.5"']),
        ("SmallIndex", "small", ['"y_1"']),
        ("TextThatShrinks", "small", ['"2 units"']),
        ("SmallTextOfAnotherType", "small", ['"smallprint"']),
        ("FaintText", "contrast", ['"faint"']),
        ("TextFaintOnItsPanel", "contrast", ['"on grey"']),
        ("TextUnderAVeil", "contrast", ['"veiled"']),
        ("TextHalfOnABar", "contrast", ['"half and half"']),
        ("FaintCurve", "contrast", ["VMobject"]),
        ("CurveHalfOnAPanel", "contrast", ["VMobject"]),
        ("HalfFadedCurve", "contrast", ["curve"]),
        ("ThingThatPopsUpWithABeat", "jump", ['"pop"']),
        ("ThingThatGoesWithABeat", "jump", ['"gone"']),
        ("ThingThatPopsUpInABeat", "jump", ["Rectangle"]),
        ("ThingThatLeapsAtTheEnd", "jump", ["dot (Dot)"]),
        ("OrderOfDrawingThatChanges", "jump", ["line"]),
        ("LongRest", "idle", []),
        ("RestsThatAddUp", "idle", []),
        ("BlinkingPanel", "flash", ["panel (Rectangle)"]),
        ("LineThroughALabelInSpace", "crossing", ['"z"', "line"]),
        ("PictureWithoutOutlines", "unseen", ["image (ImageMobject)"]),
    ],
)
def test_a_planted_fault_is_found_and_named(scene: str, kind: str, objects: list[str]) -> None:
    findings = trial(scene).findings
    assert [finding.kind for finding in findings] == [kind], [str(found) for found in findings]
    named = " ".join(findings[0].objects)
    assert all(name in named for name in objects), named


@pytest.mark.parametrize(
    "scene",
    [
        "TextAtTheMargin",
        "TextOnAnInnerWay",
        "ThinLineAtTheMargin",
        "EntranceFromOutside",
        "WaitingInTheWings",
        "TwoLinesOfText",
        "OneAfterTheOther",
        "FlightOverAText",
        "CopyThatLeaves",
        "PartOfAFormulaThatLeaves",
        "LineUnderATag",
        "TagThatFadesInOverALine",
        "GridBehindAText",
        "PlotWithTickLabels",
        "LeaderThatEndsAtALabel",
        "NameInACircle",
        "LinesThatCannotBeSeen",
        "LinePastACorner",
        "PanelBehindAText",
        "AreaOverAText",
        "ClearPanelOverAText",
        "TextJustLargeEnough",
        "IndexLargeEnough",
        "TextThatGrowsIn",
        "SignsAlone",
        "TextOnATranslucentBand",
        "DimmedThings",
        "OutlineOfAFilledCircle",
        "ThingThatFadesInWithABeat",
        "CounterThatTicks",
        "LeapThatIsExempt",
        "ShortRests",
        "SlowMove",
        "BlinkingDot",
        "PanelThatComesAndGoes",
        "PanelThatTravels",
        "LineBesideALabelInSpace",
    ],
)
def test_a_look_alike_is_not_reported(scene: str) -> None:
    findings = trial(scene).findings
    assert not findings, [str(finding) for finding in findings]


def test_a_fault_of_one_theme_is_found_in_that_theme_only() -> None:
    assert not trial("FaintInTheLightOnly", "dark").findings
    found = trial("FaintInTheLightOnly", "light").findings
    assert [finding.kind for finding in found] == ["contrast"]
