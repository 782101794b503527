"""The program where the system lacks what only POSIX has, as Windows does.

`python -m tests.rendering.without_posix relu -o FILE` imports every module, then runs that command
line, in workers of the same kind. The system stays POSIX: what asks for its name is not tried.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import signal
import subprocess  # noqa: F401  # it needs what is taken away below
import sys

MODULES = ("fcntl", "resource", "termios", "tty", "pty", "pwd", "grp", "syslog")
OF_OS = (
    "fork", "forkpty", "setsid", "getuid", "geteuid", "getgid", "getpgid", "getpgrp", "mkfifo",
    "sched_getaffinity", "getloadavg", "statvfs", "sysconf", "nice", "pread", "pwrite",
    "chown", "O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "O_CLOEXEC",
)  # fmt: skip
OF_SIGNAL = ("SIGHUP", "SIGXCPU", "SIGALRM", "SIGUSR1", "alarm", "pthread_sigmask")
OURS = ("relu_anim", "scenes", "rendering")
_WORKER = "from tests.rendering.without_posix import forget_posix; forget_posix()"


def forget_posix() -> None:
    """Take away what Windows does not have."""
    sys.modules.update(dict.fromkeys(MODULES))  # type: ignore[arg-type]  # None cannot be imported
    for module, names in ((os, OF_OS), (signal, OF_SIGNAL)):
        for name in names:
            if hasattr(module, name):
                delattr(module, name)


def import_everything() -> None:
    for package in map(importlib.import_module, OURS):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)


def main() -> None:
    forget_posix()
    import_everything()
    from render import main as program
    from rendering import import_path
    from rendering.workers import pool

    safe, command, start, project = import_path.WORKER_ARGUMENTS
    path = f"import sys; sys.path.insert(0, {project!r})"
    arguments = safe, command, f"{path}\n{_WORKER}\n{start}", project
    vars(pool)["WORKER_ARGUMENTS"] = arguments
    program(prog_name="render.py")


if __name__ == "__main__":
    main()
