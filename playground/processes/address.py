"""Where we listen: is it free, and does anyone answer?"""

import http.client
import socket


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
