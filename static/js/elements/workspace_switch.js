// A form without htmx goes to the workspace that its page shows, whichever was chosen in another tab meanwhile.
customElements.define("workspace-switch", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("submit", ({ target: form }) => this.name(form));
  }

  name(form) {
    const { "X-Workspace": here } = JSON.parse(document.body.getAttribute("hx-headers"));
    if (!here || form.method !== "post" || form.elements.workspace) return;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "workspace", value: here }));
  }
});
