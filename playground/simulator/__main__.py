"""``python -m playground.simulator --port 8001 --data-dir var``: serve until told to stop or orphaned."""

import argparse
import logging
import os
import threading
from pathlib import Path

import uvicorn

from playground.simulator.app import build_app
from playground.simulator.line import Line


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="playground.simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--data-dir", type=Path, required=True, help="its simulator/ keeps tasks and films")
    parser.add_argument("--time-scale", type=float, default=1.0, help="0.1: tasks live ten times faster")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    app = build_app(options.data_dir / "simulator", time_scale=options.time_scale)
    config = uvicorn.Config(
        app,
        host=options.host,
        port=options.port,
        http=Line,
        ws="none",
        proxy_headers=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    _end_with_the_parent(server)
    if "PLAYGROUND_PARENT_FD" not in os.environ:  # what started us names one address, and it is not ours
        print(f"The simulator answers at http://{options.host}:{options.port}", flush=True)
    server.run()


def _end_with_the_parent(server: uvicorn.Server) -> None:
    """Stop when the pipe named by PLAYGROUND_PARENT_FD ends: its other side died with the parent."""
    handed = os.environ.get("PLAYGROUND_PARENT_FD")
    if handed is None:
        return

    def watch() -> None:
        while os.read(int(handed), 1024):
            pass
        server.should_exit = True

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
