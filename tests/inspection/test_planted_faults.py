"""The layout check finds each planted fault and names it, and is silent on its look-alikes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import manim as mn
import pytest

from rendering.inspection.examination import examine
from rendering.inspection.findings import Examined
from rendering.inspection.stepping import camera_of
from rendering.inspection.thresholds import SMALLEST_DIGIT
from rendering.job import Job
from rendering.workers.manim_settings import frame_size
from tests.inspection import planted_at_rest, planted_faults
from tests.inspection.planted_faults import SmallText


def trial(name: str, theme: str = "dark", size: tuple[int, int] = (960, 540)) -> Examined:
    is_brief = hasattr(planted_at_rest, name) and not hasattr(planted_faults, name)
    job = Job(
        module=(planted_at_rest if is_brief else planted_faults).__name__,
        scene_class=name,
        clip=name,
        output=Path("unused.png"),
        format="png",
        theme=theme,
        width=size[0],
        height=size[1],
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
        ("PictureWithoutOutlines", "unseen", ["image (ImageMobject)"]),
        ("LineThatSweepsOverAWord", "crossing", ['"x"', "line"]),
        ("LineThatTurnsOverAWord", "crossing", ['"on"', "line"]),
        ("LabelsThatPassThroughEachOther", "overlap", ['"a"', '"b"']),
        ("BracketAfterAMinus", "crossing", ['"-0.42"']),
        ("DimmedText", "contrast", ['"dimmed"']),
        ("FaintDot", "contrast", ["Dot"]),
        ("FaintBand", "contrast", ["Rectangle"]),
        ("DotBehindADot", "covered", ["Dot"]),
        ("CurveUnderAnArea", "covered", ["VMobject", "Rectangle"]),
        ("NumbersThatReadAsOne", "gap", ['"0.48"', '"0.52"']),
        ("LiveNumberAtANumber", "gap", ['"0.48"', '"0.52"']),
        ("LabelNearerToAnotherDot", "belonging", ['"mine"', "own (Dot)", "other (Dot)"]),
        ("LabelFarFromItsDot", "belonging", ['"far"', "own (Dot)"]),
        ("LabelOfTheOtherCurve", "belonging", ['"y_1"', "own", "other"]),
        ("LineOfAPanelInThePlot", "belonging", ['"total"', "panel", "plot"]),
        ("OneNameForTwoDots", "names", ['"knot"', "dots[0]", "dots[1]"]),
        ("CurvesThatLieNearlyOnEachOther", "twins", ["VMobject"]),
        ("LeapInAMovement", "jump", ["dot (Dot)"]),
        ("ThingThatAppearsInAMovement", "jump", ['"pop"']),
    ],
)
def test_a_planted_fault_is_found_and_named(
    scene: str, kind: str, objects: list[str], record_property: Callable[[str, object], None]
) -> None:
    findings = trial(scene).findings
    record_property("fault", (kind, kind in {finding.kind for finding in findings}))
    assert [finding.kind for finding in findings] == [kind], [str(found) for found in findings]
    named = " ".join(findings[0].objects)
    assert all(name in named for name in objects), named


@pytest.mark.parametrize(
    ("scene", "kind"),
    [
        ("TextAtTheMargin", "cut"),
        ("TextOnAnInnerWay", "cut"),
        ("ThinLineAtTheMargin", "cut"),
        ("EntranceFromOutside", "cut"),
        ("WaitingInTheWings", "cut"),
        ("TwoLinesOfText", "overlap"),
        ("OneAfterTheOther", "overlap"),
        ("FlightOverAText", "overlap"),
        ("CopyThatLeaves", "overlap"),
        ("PartOfAFormulaThatLeaves", "overlap"),
        ("LabelsThatPassOverEachOther", "overlap"),
        ("LineUnderATag", "crossing"),
        ("TagThatFadesInOverALine", "crossing"),
        ("GridBehindAText", "crossing"),
        ("GroundWithTicks", "crossing"),
        ("LeaderThatEndsAtALabel", "crossing"),
        ("NameInACircle", "crossing"),
        ("LinePastACorner", "crossing"),
        ("LineThatStopsBeforeAWord", "crossing"),
        ("BracketBeforeAMinus", "crossing"),
        ("LinesThatCannotBeSeen", "covered"),
        ("PanelBehindAText", "covered"),
        ("AreaOverAText", "covered"),
        ("ClearPanelOverAText", "covered"),
        ("DotBeforeADot", "covered"),
        ("CurveOverAnArea", "covered"),
        ("WiresThatEndInNodes", "covered"),
        ("TextJustLargeEnough", "small"),
        ("IndexLargeEnough", "small"),
        ("TextThatGrowsIn", "small"),
        ("SignsAlone", "small"),
        ("TextOnATranslucentBand", "contrast"),
        ("OutlineOfAFilledCircle", "contrast"),
        ("TextDimmedToHalf", "contrast"),
        ("FaintDotWithARim", "contrast"),
        ("HaloOfADot", "contrast"),
        ("BandBetweenStrongEdges", "contrast"),
        ("AreaUnderACurve", "contrast"),
        ("LargeQuietPanel", "contrast"),
        ("NumbersSideBySide", "gap"),
        ("NumbersOnTwoLines", "gap"),
        ("NumberAfterItsSign", "gap"),
        ("LabelFarFromItsDotWithALeader", "belonging"),
        ("LabelsAtTheirDots", "belonging"),
        ("LineOfAPanelInIt", "belonging"),
        ("OneNumberAtTwoDots", "names"),
        ("CurvesOfTwoColoursNearEachOther", "twins"),
        ("CurvesOfOneColourApart", "twins"),
        ("CurvesThatCross", "twins"),
        ("ThingThatFadesInWithABeat", "jump"),
        ("CounterThatTicks", "jump"),
        ("LeapThatIsExempt", "jump"),
        ("QuickMovement", "jump"),
        ("ThingThatFadesInAmidAMovement", "jump"),
        ("NumberThatCounts", "jump"),
        ("ShortRests", "idle"),
        ("SlowMove", "idle"),
        ("BlinkingDot", "flash"),
        ("PanelThatComesAndGoes", "flash"),
        ("PanelThatTravels", "flash"),
    ],
)
def test_a_look_alike_is_not_reported(
    scene: str, kind: str, record_property: Callable[[str, object], None]
) -> None:
    """The kind is that of the fault that it looks like."""
    findings = trial(scene).findings
    record_property("look-alike", (kind, bool(findings)))
    assert not findings, [str(finding) for finding in findings]


def test_a_fault_of_one_theme_is_found_in_that_theme_only() -> None:
    assert not trial("FaintInTheLightOnly", "dark").findings
    found = trial("FaintInTheLightOnly", "light").findings
    assert [finding.kind for finding in found] == ["contrast"]


def test_digits_in_an_upright_frame_are_measured_in_a_picture_1080_wide() -> None:
    """As high as the rows of pixels in which Manim draws them at 1080 x 1920."""
    width, height = frame_size(1080, 1920)
    settings = {"pixel_width": 1080, "pixel_height": 1920, "dry_run": True}
    with mn.tempconfig({**settings, "frame_width": width, "frame_height": height}):
        scene = SmallText()
        scene.render()
        camera = camera_of(scene)
        camera.reset()
        ground = camera.pixel_array[0, 0].copy()
        camera.capture_mobjects(scene.mobjects)
        rows = (camera.pixel_array != ground).any(axis=(1, 2)).sum()
    (finding,) = trial("SmallText", size=(540, 960)).findings
    assert SMALLEST_DIGIT - finding.amount == pytest.approx(rows, abs=1.5)
