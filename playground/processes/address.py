"""Where we listen: is it free, who listens there, and does anyone answer?"""

import contextlib
import http.client
import resource
import socket

# Seconds that a listener may leave our bytes unacknowledged, or its window shut, before the connection is given up
UNHEARD = 30


def obstacle(host: str, port: int) -> str | None:
    """Why nothing can listen at host and port, in the system's words; None if it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except (OSError, OverflowError) as error:
            return getattr(error, "strerror", None) or str(error)
    return None


def listeners(host: str, port: int, *, shared: bool) -> list[socket.socket]:
    """Bound sockets, one for each address that `host` names; not listening yet. Raises OSError.

    shared: other processes of ours have sockets at the same place, and the system deals the connections out (Linux and
    the BSDs; macOS gives all to one).
    """
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    bound: list[socket.socket] = []
    for family, kind, protocol, _, where in dict.fromkeys(found):
        listener = socket.socket(family, kind, protocol)
        bound.append(listener)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # a reader that vanished without a word, or reads nothing
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD * 1000)
        try:
            listener.bind(where)
        except OSError:
            for other in bound:
                other.close()
            raise
    return bound


def allow_many_connections() -> None:
    """As many open files as the system lets us have: each live stream is one, and shells allow 1,024."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def near(host: str) -> str:
    """The name under which this machine reaches a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host.strip("[]"), host.strip("[]"))  # noqa: S104


def url(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    name = near(host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def answers(host: str, port: int) -> bool:
    """True if a web server has an answer to GET /health/live within half a second, be it a refusal."""
    connection = http.client.HTTPConnection(near(host), port, timeout=0.5)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
