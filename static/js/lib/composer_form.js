// What the composer's form holds, as request_body.js reads it.
const composerForm = {
  declaration: () => (composerForm.read ??= JSON.parse(document.getElementById("declaration").textContent)),

  // Parameter name → text or texts, as the person left them.
  raw(form) {
    const raw = {};
    for (const { name, kind } of composerForm.declaration().parameters) {
      if (kind === "urls") raw[name] = Array.from(form.querySelectorAll("[data-wire]"), (item) => item.dataset.wire);
      else if (form.elements[name]) raw[name] = form.elements[name].value;
    }
    return raw;
  },

  values: (form) => requestBody.read(composerForm.declaration(), composerForm.raw(form)),

  // Tell everybody who listens to the form that something other than a key changed it.
  changed: (form) => form.dispatchEvent(new Event("input", { bubbles: true })),
};

const announce = (text) => {
  document.getElementById("announce").textContent = text;
};
const fetchWithToken = (url, body) =>
  fetch(url, { method: "POST", body, headers: JSON.parse(document.body.getAttribute("hx-headers")) });
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
