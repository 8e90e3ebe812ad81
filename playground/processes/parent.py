"""The child's end of the pipe that `up` holds open towards each process it starts.

Nothing is ever written into it. End of file means that `up` is gone, even by kill -9.
"""

import os
import signal
import threading

VARIABLE = "PLAYGROUND_PARENT_FD"


def die_with_parent() -> None:
    """End this process and its group when `up` is gone. Does nothing in a process that `up` did not start."""
    inherited = os.environ.pop(VARIABLE, None)
    if inherited is not None:
        threading.Thread(
            target=_await_end_of_file, args=(int(inherited),), name="parent", daemon=True
        ).start()


def _await_end_of_file(pipe: int) -> None:
    os.read(pipe, 1)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
