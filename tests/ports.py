"""Ports of 127.0.0.1 that are ours alone, before our server listens there and while it is down."""

import socket
import sys

_HELD: list[socket.socket] = []


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, kept for this process until it ends.

    On Linux a socket that is bound with SO_REUSEADDR and never listens keeps its port from whoever asks for any, and
    lets a server that names it listen there. Elsewhere the port is merely free right now.
    """
    found = []
    for _ in range(count):
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        found.append(held)
    ports = [int(held.getsockname()[1]) for held in found]
    if sys.platform == "linux":
        _HELD.extend(found)
    else:
        for held in found:
            held.close()
    return ports
