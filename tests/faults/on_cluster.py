"""Makes the film of a trial on a cluster: `python -m tests.faults.on_cluster ADDRESS FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from rendering import cluster_dispatch
from rendering.cli.clips import plan
from rendering.cli.render_options import RenderOptions
from rendering.cluster import render_on_cluster
from rendering.errors import RenderError
from scenes.catalogue.contents import CATALOGUE
from tests.faults.trial import CLIP, LAYER


def main(address: str, folder: str) -> int:
    cluster_dispatch.LONGEST_SILENCE = 5.0
    output = str(Path(folder) / "clip.mp4")
    job = plan(
        CATALOGUE[CLIP], LAYER, RenderOptions("h", None, False, "128,72", 4, output=output), 1
    )
    try:
        outcomes = list(
            render_on_cluster([job], address, root=Path(folder).parent, use_cache=False)
        )
    except RenderError as error:
        sys.exit(f"Error: {error}")
    for outcome in outcomes:
        if outcome.error is not None:
            sys.exit(f"Error: {outcome.error}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
