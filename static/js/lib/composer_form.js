// What the composer's form holds, as request_body.js reads it.
const composerForm = {
  // Of the model that this form draws; another model is another form.
  declaration: (form) => (form.declaration ??= JSON.parse(form.parentElement.querySelector("#declaration").textContent)),

  // Parameter name → text or texts, as the person left them.
  raw(form) {
    const raw = { extra: form.elements.extra?.value ?? "" };
    for (const { name, kind, takes, parts } of composerForm.declaration(form).parameters) {
      if (takes) composerForm.listed(form, name, parts ?? [], raw);
      else if (kind === "switch") raw[name] = form.querySelector(`[type=checkbox][name="${name}"]`)?.checked ? "on" : "off";
      else if (form.elements[name]) raw[name] = form.elements[name].value;
    }
    return raw;
  },

  listed(form, name, parts, raw) {
    const list = form.querySelector(`[data-list="${name}"]`);
    raw[name] = Array.from(list.querySelectorAll("[data-wire]"), (item) => item.dataset.wire);
    for (const part of parts.slice(1))
      raw[`${name}.${part.name}`] = Array.from(list.querySelectorAll(`[data-part="${part.name}"]`), ({ value }) => value);
  },

  values: (form) => requestBody.read(composerForm.declaration(form), composerForm.raw(form)),

  // What the request is made of: the form's own model and values, or those of what it has turned into.
  asked: (form) => requestBody.turned(composerForm.declaration(form), composerForm.values(form)),
  turn: (form) => requestBody.turn(composerForm.declaration(form), composerForm.values(form)),

  // Tell everybody who listens to the form that something other than a key changed it.
  changed: (form) => form.dispatchEvent(new Event("input", { bubbles: true })),

  // How many files are on their way up, over all lists.
  uploading(form, step) {
    composerForm.pending = (composerForm.form === form ? composerForm.pending : 0) + step;
    composerForm.form = form;
    form.dispatchEvent(new CustomEvent("uploads", { detail: composerForm.pending }));
  },
};

const fetchWithToken = (url, body) =>
  fetch(url, { method: "POST", body, headers: JSON.parse(document.body.getAttribute("hx-headers")) });
