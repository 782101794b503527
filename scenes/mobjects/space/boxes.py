"""Upright boxes on the frame: how far they reach, overlap, and cover lines and areas.

A box is given by its middle (..., 2) and half its size (2,).
"""

from __future__ import annotations

import numpy as np

from scenes.layout import Region

_SAMPLES = np.stack(np.meshgrid([-1, -0.5, 0, 0.5, 1], [-1, 0, 1]), axis=-1).reshape(-1, 2)


def share_inside(centers: np.ndarray, half: np.ndarray, area: np.ndarray) -> np.ndarray:
    """The share (...) of boxes at centers (..., 2) inside convex areas (..., k, 2)."""
    points = centers[..., None, None, :] + half[..., None, None, :] * _SAMPLES[:, None, :]
    edges = (np.roll(area, -1, axis=-2) - area)[..., None, :, :]
    away = points - area[..., None, :, :]
    sides = edges[..., 0] * away[..., 1] - edges[..., 1] * away[..., 0]
    inside = (sides >= 0).all(axis=-1) | (sides <= 0).all(axis=-1)
    share: np.ndarray = inside.mean(axis=-1)
    return share


def gap(apart: np.ndarray, half: np.ndarray) -> np.ndarray:
    """How far from a box a point is that is `apart` (..., 2) from its middle."""
    distance: np.ndarray = np.linalg.norm(np.maximum(np.abs(apart) - half, 0), axis=-1)
    return distance


def outside(centers: np.ndarray, half: np.ndarray, within: Region) -> np.ndarray:
    """How far a box reaches beyond the region, (c, moments)."""
    low = np.array([within.left, within.bottom]) - (centers - half)
    high = centers + half - np.array([within.right, within.top])
    beyond: np.ndarray = (np.maximum(low, 0) + np.maximum(high, 0)).sum(axis=-1)
    return beyond


def overlap(apart: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """How deep two boxes sit in one another, (c, moments), 0 where they do not touch."""
    deep = np.maximum(reach - np.abs(apart), 0)
    depth: np.ndarray = np.where(deep.min(axis=-1) > 0, 0.3 + deep.min(axis=-1), 0.0)
    return depth


def hit(centers: np.ndarray, half: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """How badly lines (..., 2, 2) run through boxes at centers (..., 2); 0: not at all."""
    inside = covered(centers, half, lines)
    badly: np.ndarray = np.where(inside > 1e-6, 0.2 + inside, 0.0)
    return badly


def covered(centers: np.ndarray, half: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """The length (...) of straight lines (..., 2, 2) inside boxes at centers (..., 2)."""
    start, step = lines[..., 0, :], lines[..., 1, :] - lines[..., 0, :]
    step = np.where(np.abs(step) < 1e-9, 1e-9, step)
    near, far = (centers - half - start) / step, (centers + half - start) / step
    enter = np.minimum(near, far).max(axis=-1)
    leave = np.maximum(near, far).min(axis=-1)
    share = np.clip(np.minimum(leave, 1.0) - np.maximum(enter, 0.0), 0.0, 1.0)
    length: np.ndarray = share * np.linalg.norm(step, axis=-1)
    return length
