"""The simulator's scenario words, so that every fate can be tried."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from playground.simulator.scenarios import SCENARIOS
from playground.views.request import Request


@require_GET
def scenarios(request: Request) -> HttpResponse:
    """Word, what happens, what will be seen."""
    address = f"http://127.0.0.1:{settings.SIMULATOR_PORT}"
    return render(request, "simulator/page.html", {"nav": "", "scenarios": SCENARIOS, "address": address})
