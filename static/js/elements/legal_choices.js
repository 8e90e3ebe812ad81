// Closes the choices that the rest of the form forbids, in words; a chosen one that became illegal gives way.
customElements.define("legal-choices", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.why = this.querySelector("#why");
    this.form.addEventListener("input", () => this.judge(), true);
    this.judge();
  }

  judge() {
    const closed = requestBody.closedChoices(composerForm.declaration(), composerForm.values(this.form));
    const words = [];
    for (const group of this.querySelectorAll("[role=radiogroup]")) {
      const radios = [...group.querySelectorAll("input")];
      const reasonOf = (radio) => closed[radio.name]?.[radio.value];
      for (const radio of radios) radio.disabled = Boolean(reasonOf(radio));
      words.push(...new Set(radios.map(reasonOf).filter(Boolean)));
      const lost = radios.find((radio) => radio.checked && radio.disabled);
      const next = radios.find((radio) => !radio.disabled);
      if (lost && next) words.push(this.fall(group, next));
    }
    const text = words.join(" ");
    if (this.why.textContent.trim() !== text) this.why.textContent = text;
  }

  fall(group, radio) {
    radio.checked = true;
    const field = document.getElementById(group.getAttribute("aria-labelledby")).textContent.trim();
    const value = radio.closest("label").textContent.trim();
    const said = this.dataset.fell.replace("%(field)s", field).replace("%(value)s", value);
    announce(said);
    return said;
  }
});
