"""Every threshold of the layout check, with its reason.

Lengths are in frame units. The short side of a frame is 8 of them, so that a unit is 135 pixels
at 1080p.
"""

from __future__ import annotations

SHORT_SIDE = 1080
"""Pixels of the shorter side of the picture in which the sizes below are counted in pixels."""

# What counts as being there at all.
DRAWN = 0.02
"""Opacity below which nothing of a thing can be seen."""
SEEN = 0.25
"""Opacity from which on a text is being read, and faults of it count: dimmed text is judged too,
but not the last of a text that fades away."""
SOLID = 0.99
"""Opacity from which on a thing is not fading in or out, so that its contrast can be judged."""
OPAQUE = 0.6
"""Opacity from which on a filled shape hides what is behind it."""
LARGEST_DOT = 0.7
"""Frame units: what is no wider and no higher is a dot, or a mark like one."""

# cut
SAFE_MARGIN = 0.35
"""Nothing comes closer to the frame's edge (the design, section 4)."""
CUT_TOLERANCE = 0.005
"""Less than a pixel past the margin is the stroke's soft edge."""
CUT_CONTRAST = 1.1
"""A thing past the margin must also be seen there: what has the colour of the ground is not."""

# overlap, crossing
TOUCHING = 0.025
"""Two boxes of glyphs that share less than this in either direction only touch (3 pixels); of
thinner ones, such as a minus, half of the thinner."""
WORD_GAP = 0.6
"""Glyphs nearer than this share of the highest one's height belong together: a line between two
letters or words of a text runs through the text."""
THIN_GLYPH = 0.35
"""The share of the highest glyph's height below which a glyph is a minus, a point or the like."""
LINE_INSIDE = 0.03
"""A line must run this far inside a text to cross it; a line may end where a label begins."""
INNER_SHARE = 0.12
"""What lies this share of a glyph's height from the edge of its box only touches it."""
SHARED_INK = 30
"""Pixels at 1080p: a line that lies on so much of a text's ink crosses it, and two texts that share
so much overlap, even at the corner of a letter."""
LINE_CONTRAST = 1.5
"""A line behind a text disturbs it from this contrast on. The grid (1.3) does not, nor does a
strong curve behind a backdrop of 85 % (1.3); a dimmed curve (1.9) does."""
EDGE_CONTRAST = 2.0
"""The same for the edge of a filled area; areas of 15 to 25 % opacity (up to 1.75) are quiet."""
CROSSING_PIXELS = 12
"""A crossing has at least so many pixels at 1080p: a hairline through half the height of a digit
of 20 pixels."""

# covered
COVERED_SHARE = 0.5
"""A glyph is hidden where less than this is left of it."""
COVERED_INK = 0.05
"""A text is covered when this share of its ink is hidden: half a letter of a short word."""

HIDDEN_DOT = 0.6
"""A dot is hidden when this share of its rim is behind something, a curve when ..."""
HIDDEN_CURVE, HIDDEN_LENGTH = 0.3, 0.5
"""... this share of its length is, and so many frame units: wires may end behind their nodes."""

# gap
LEAST_GAP = 0.45
"""Texts on one baseline read as one when they are nearer than this share of the height of their
glyphs: 0.29 em, where a blank is 0.33."""
SIGN_GAP = 0.35
"""The same before a minus that begins a term of a sum."""

# belonging
NEARER = 0.05
"""Frame units by which a label may be nearer to another thing than to its own: nobody sees it."""
FARTHEST_LABEL = 1.0
"""Frame units between a label and what it names, unless a line leads from one to the other."""
LEADER_ENDS = 0.35
"""Frame units between the ends of such a line and what it joins; an arrow's head lies between."""

# twins
TWIN_GAP = 0.08
"""Frame units of ground between two curves of one colour: below 11 pixels they are one thick
line."""
TWIN_SHARE = 0.55
"""Of the length of the shorter of two curves that lie so near to each other."""
SAME_LINE = 0.012
"""Frame units: a copy that lies exactly on its curve is no second one."""

# small
SMALLEST_DIGIT = 20.0
"""Digit height in pixels at 1080p (the design, sections 4 and 8)."""

# contrast
TEXT_CONTRAST = 4.5
CURVE_CONTRAST = 3.0
"""The design, section 4; WCAG 2.2, criteria 1.4.3 and 1.4.11."""
CONTRAST_TOLERANCE = 0.05
"""Colours are measured in steps of 1/255."""
TEXT_SHARE = 0.15
"""A text is too faint when this share of it is; a line that passes behind is a crossing."""
CURVE_SHARE = 0.25
"""A curve is too faint when this share of its length is; it may cross another one."""
DIMMED_CONTRAST = 3.0
"""The floor for text that is dimmed: large enough to be found, and not spoken of."""
FAINT_FILL = 3.0
"""WCAG 2.2, criterion 1.4.11: a filled shape that says something, or its edge."""
EDGE_SHARE = 0.25
"""A filled shape can be seen when this share of its outline can, such as a strong line on top."""
LARGEST_FAINT_DOT = 1.0
BROADEST_BAND = 1.6
BROADEST_QUIET_BAND = 1.0
"""Frame units: what is larger is a quiet surface; one that is opaque, so that its own colour is
quiet, is sooner taken for such."""
INVISIBLE = 1.08
"""Contrast below which a shape is not there for anyone to look for."""
SHORTEST_MOVING_CURVE = 1.0
"""While something moves, shorter curves than this may be on their way from where they start."""
BROAD_LINE = 12.0
"""Strokes as broad as this (Manim's units) are bars, and may be what a curve is seen against. A
curve need not stand out from the other curves that it crosses."""
THINNEST_CURVE = 2.0
"""Strokes thinner than this (Manim's units) are hairlines: grids, rims and rules that may be faint
because nothing is read from them."""

# jump, idle
FAINT_CHANGE = 16
"""A pixel has changed when one of its channels has by more than this, of 255: an area of 10 %
opacity that appears changes it by 20."""
STRONG_CHANGE = 64
"""A change that is seen in a thin line too. Soft edges change by less, at most by a quarter of the
way from one colour to the other, where a copy of a thing is laid on it."""
JUMP_PIXELS = 100
"""A jump changes at least so many pixels at 1080p, about a digit. The round ends of a curve that
begins to be drawn are smaller."""
HOP = 0.2
"""Frame units by which something has to leap amid a movement: a third of a word's length."""
HOP_OPACITY = 0.4
"""By so much something has to appear or vanish at once, amid a movement."""
HOP_SUDDENNESS = 4.0
"""How many times as fast as just before and after it a leap is."""
HALF_A_FRAME = 1 / 120
"""Seconds; a movement that is nearly as fast as that is a leap to the eye."""
IDLE_PIXELS = 8
"""Something moves when so many pixels at 1080p change from one sample to the next."""
LONGEST_IDLE = 3.25
"""Seconds: the design's three, and the quarter of one in which a fade has begun but cannot be seen
yet."""

# flash (WCAG 2.2, criterion 2.3.1)
FLASH_LUMINANCE = 0.1
"""A large change is of a tenth of the highest relative luminance, ..."""
FLASH_DARKER = 0.8
"""... from or to a state darker than this, ..."""
FLASH_AREA = 0.028
"""... on a quarter of ten degrees of the viewer's field: 21,824 of 1024 x 768 pixels."""
MOST_FLASHES = 3
"""Large changes up and down within one second."""

# which samples to take
SHORTEST_REST = 0.4
"""Seconds for which what is wrong at rest lasts: nobody sees it between two movements."""
ENDS = (0.0, 1 - 1e-6)
"""The first frame of an animation, and the last before it leaves the scene as it stays: judged for
jumps only, since all else about them is seen before and after."""
FEWEST_SAMPLES = 5
"""So many samples of an animation besides its ends: of the easing at both, and of the middle."""
SHORTEST_GAP = 0.08
"""Seconds between them in an animation so short that they would all but show the same."""
QUICK_SAMPLES = (0.5,)
"""The samples of a quick check."""
LONGEST_GAP = 0.4
"""Seconds between two samples of an animation, at most."""
FLASH_RATE = 14.0
"""Samples a second for flashes, at uneven intervals so that no blinking keeps step with them."""
