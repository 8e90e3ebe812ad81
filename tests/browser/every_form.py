"""Generated forms of any model of the catalogue, by the kinds of its parameters alone."""

from hypothesis import strategies as st

from playground.catalogue.parameter import Parameter
from playground.catalogue.video_model import VideoModel
from tests.browser.forms import TEXT, URL

# Puts such a form into the page as if by hand; returns what the box shows and what the server says.
FILL = """async ({ lists, ...values }) => {
  const form = document.getElementById("composer");
  for (const [name, value] of Object.entries(values)) {
    const fields = [...form.querySelectorAll(`[name="${name}"]`)];
    for (const field of fields) field.disabled = false;
    const box = fields.find(({ type }) => type === "checkbox");
    if (box) box.checked = value === "on";
    else if (fields[0].type === "radio") fields.find((field) => field.value === value).checked = true;
    else {
      for (const option of fields[0].querySelectorAll("option")) option.disabled = false;
      fields[0].value = value;
    }
  }
  for (const [name, { input, items }] of Object.entries(lists))
    form.querySelector(`[data-list="${name}"]`).replaceChildren(...items.map(({ url, parts }) => {
      const item = document.createElement("li");
      const add = (name, value, data) => {
        const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
        Object.assign(field.dataset, data);
        item.append(field);
      };
      add(input, url, { wire: url });
      for (const [part, value] of Object.entries(parts)) add(`${name}.${part}`, value, { part });
      return item;
    }));
  document.querySelector("request-preview").draw();
  const shown = document.querySelector("request-preview code").textContent;
  const asked = { method: "POST", headers: { "HX-Request": "true" }, body: new FormData(form) };
  const answer = await fetch("/preview/", asked);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = page.getElementById("server-request").textContent;
  const [mode, itsMode] = [document, page].map((each) => each.getElementById("mode").textContent);
  return { shown, said, mode, itsMode };
}"""


def forms_of(model: VideoModel) -> st.SearchStrategy[dict[str, object]]:
    """A value for every field that is drawn, and items for every list."""
    scalars = {p.name: _texts(p) for p in model.parameters if p.takes is None and p.kind != "fixed"}
    lists = {p.name: _list(p, p.name == model.image_parameter) for p in model.parameters if p.takes}
    return st.fixed_dictionaries({**scalars, "lists": st.fixed_dictionaries(lists)})


def _texts(parameter: Parameter) -> st.SearchStrategy[str]:
    if parameter.choices:
        return st.sampled_from([str(value) for value in parameter.values])
    if parameter.kind == "switch":
        return st.sampled_from(["on", "off"])
    if parameter.kind == "integer":
        return st.one_of(st.just(""), st.integers(-20, 5_000_000_000).map(str))
    if parameter.kind == "number":
        return st.sampled_from(["", "0", "1", "1.0", "0.25", "-0", "1e3", "2.50", "0.00001", "7"])
    return TEXT


def _list(parameter: Parameter, is_main: bool) -> st.SearchStrategy[dict[str, object]]:
    parts = st.fixed_dictionaries({part.name: _texts(part) for part in parameter.parts[1:]})
    items = st.lists(st.fixed_dictionaries({"url": URL, "parts": parts}), max_size=3)
    name = "references" if is_main else parameter.name
    return st.fixed_dictionaries({"input": st.just(name), "items": items})
