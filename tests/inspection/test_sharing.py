"""Every sample of an examination falls to one theme."""

from __future__ import annotations

import pytest

from rendering.inspection.sharing import Share


@pytest.mark.parametrize("of", [1, 2, 3])
def test_each_sample_falls_to_one_theme_and_shapes_at_rest_to_the_first(of: int) -> None:
    shares = [Share(own, of) for own in range(of)]
    assert [share.has_shapes for share in shares] == [True] + [False] * (of - 1)
    taken = [[share.has(count) for share in shares] for count in range(60)]
    assert {sum(row) for row in taken} == {1}
    assert all(sum(column) >= 60 // (2 * of) for column in zip(*taken, strict=True))


def test_a_clip_examined_in_one_theme_is_examined_whole() -> None:
    assert Share().has_shapes
    assert all(map(Share().has, range(20)))
