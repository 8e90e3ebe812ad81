"""Pages and fragments travel packed; clips, files and the live stream don't."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = ("text/html", "application/json")


class PackPagesMiddleware(GZipMiddleware):
    """Django's gzip, with its random padding against BREACH, for whole answers of text alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack what is text; a stream would be held back and a byte range would lose its meaning."""
        if response.streaming or not response.get("Content-Type", "").startswith(PACKED):
            return response
        if getattr(response, "goes_as_it_is", False):  # the padding would make equal answers unequal
            return response
        return super().process_response(request, response)
