"""The simulator's own page: which words do what."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from playground.simulator.desk import desk_of
from playground.simulator.scenarios import SCENARIOS, Scenario

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Simulator</title>
<style>
:root {{ color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }}
body {{ max-width: 72rem; margin: 2rem auto; padding: 0 1.25rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0;
  border-bottom: thin solid #8884 }}
code {{ font-family: ui-monospace, monospace; white-space: nowrap }}
</style></head><body>
<h1>Simulator</h1>
<p>This address answers as the ToAPIs video gateway would and draws the clips itself. Any key is
accepted, no money is spent. Base URL: <code>{base}v1</code>. Write one of these words into a prompt:</p>
<table><thead><tr><th>Word</th><th>What happens</th><th>What the playground shows</th></tr></thead>
<tbody>{rows}</tbody></table>
<form method="post" action="/top-up"><p>{left:g} credits left. <button>Add 1,000 credits</button></p></form>
</body></html>
"""


async def front_page(request: Request) -> Response:
    """The list of scenario words, and the balance."""
    desk = desk_of(request)
    rows = "".join(_row(item) for item in SCENARIOS)
    left = desk.shelf.balance(desk.clock())[0] / 1000
    return HTMLResponse(_PAGE.format(rows=rows, base=escape(str(request.base_url)), left=left))


def _row(item: Scenario) -> str:
    cells = (f"<code>{escape(item.word)}</code>", escape(item.happens), escape(item.shows))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
