"""`layers`: gables, whose skirts a second layer cuts off, and an x on its way through a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import Interval, OptionError, PositiveInteger
from scenes.catalogue.options.network_files import NetworkArrays, NetworkFile

if TYPE_CHECKING:
    from relu_anim import Gables, Network

    Model = tuple[Network, tuple[float, ...], Gables | None]

DOMAIN, SEGMENTS, STATIONS = (0.0, 1.0), 8, 5
QUESTION, YOURS = "Why a second layer?", "What does this network compute?"
OUTPUT = ((1.1,), (-1.6,)), (0.2,)
INNER = ((1.0, -0.5), (0.7, 1.2), (-0.9, 0.4)), (0.1, -0.3)
DEEP = NetworkArrays("deep.npz", ((((1.5, -1.0, 0.8),), (-0.2, 0.9, 0.1)), INNER, OUTPUT))


def _validate(segments: int, network: NetworkArrays | None, domain: tuple[float, float]) -> None:
    if network is None and domain != DOMAIN:
        raise OptionError("domain", "is that of a --network, which is not given")
    if network is not None and segments != SEGMENTS:
        raise OptionError("segments", "cannot be given together with --network")


def _model(segments: int, network: NetworkArrays | None, domain: tuple[float, float]) -> Model:
    import numpy as np

    from relu_anim import Dense, Gables, Network

    if network is None:
        gables = Gables.of(lambda x: np.sin(2 * np.pi * x), segments)
        return gables.network, (0.0, gables.beside(gables.tallest), 1.0), gables
    layers = [Dense(np.array(weights), np.array(biases)) for weights, biases in network.layers]
    return Network(tuple(layers)), tuple(np.linspace(*domain, STATIONS).tolist()), None


def _numbers(model: Model) -> dict[str, Any]:
    network, stations, _ = model
    return {
        "sizes": list(network.sizes),
        "kinks": network.curves[-1].column(0).kinks.tolist(),
        "stations": list(stations),
        "outputs": [float(network([x])[0]) for x in stations],
    }


CLIP = Clip(
    name="layers",
    title="A second layer",
    question=QUESTION,
    summary="A rising floor cuts endless skirts off: tents are left, each in its own place.",
    options=(
        Option("segments", PositiveInteger(4, 10), SEGMENTS, "The wave's straight pieces."),
        Option("network", NetworkFile(), None, "Your own network: JSON or .npz, W1, b1, W2, ..."),
        Option("domain", Interval(), DOMAIN, "Where your own network is drawn."),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=({"segments": 5}, {"segments": 6}, {"network": DEEP, "domain": (-2.0, 2.0)}),
    rephrase=lambda given: YOURS if given["network"] else QUESTION,
)
