// The whole state of a comparison stands in its address: the controls are read from it, and written back to it.
// A shared one brings its state along (data-state), and its address is nobody's to change.
customElements.define("compare-address", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    const given = new URLSearchParams(this.dataset.state ?? location.search);
    for (const name of new Set(given.keys())) if (name !== "g") this.restore(name, given.getAll(name));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    if ("state" in this.dataset) return;
    this.form.addEventListener("change", () => this.write());
    this.form.addEventListener("settled", () => this.write());
  }

  // A value that a control does not know is left where it is.
  restore(name, values) {
    const fields = this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
    for (const [place, field] of fields.entries())
      if (field.type === "radio") field.checked = field.value === values[0] && !field.disabled ? true : field.checked;
      else if (field.localName === "select") field.value = [...field.options].some(({ value }) => value === values[0]) ? values[0] : field.value;
      else if (Number.isFinite(Number(values[place] || NaN))) this.set(field, values[place]);
  }

  // The position's range is not known before the clips are: it grows with them.
  set(field, value) {
    if (field.name === "at") field.max = Math.max(field.max, Math.min(3600, Number(value)));
    field.value = value;
  }

  write() {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (name === "at") said.append(name, Number(value).toFixed(3));
      else said.append(name, value);
    }
    const address = `?${said}`;
    if (address !== location.search) history.replaceState(history.state, "", address);
  }
});
