// Closes the choices that the rest of the form forbids, in words; a chosen one that became illegal gives way.
customElements.define("legal-choices", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.why = this.querySelector("#why");
    this.form.addEventListener("input", () => this.judge(), true);
    this.judge();
  }

  judge() {
    const closed = requestBody.closedChoices(composerForm.declaration(this.form), composerForm.values(this.form));
    const words = [];
    for (const part of this.form.querySelectorAll("[data-parameter]")) {
      const reasons = closed[part.dataset.parameter] ?? {};
      const choices = [...part.querySelectorAll("[type=radio], option, [type=checkbox]")];
      const reasonOf = (choice) => reasons[choice.type === "checkbox" ? "true" : choice.value];
      for (const choice of choices) choice.disabled = Boolean(reasonOf(choice));
      if (!part.hidden) words.push(...new Set(choices.map(reasonOf).filter(Boolean)));
      const lost = choices.find((choice) => (choice.checked || choice.selected) && choice.disabled);
      if (lost) words.push(this.fall(part, lost, choices.find((choice) => !choice.disabled)));
    }
    const text = words.join(" ");
    if (this.why.textContent.trim() !== text) this.why.textContent = text;
  }

  fall(part, lost, next) {
    if (lost.type === "checkbox") return (lost.checked = false) || "";
    if (!next) return "";
    if (next.type === "radio") next.checked = true;
    else next.selected = true;
    const field = part.querySelector(".label").textContent.trim();
    const value = (next.closest("label") ?? next).textContent.trim();
    const said = this.dataset.fell.replace("%(field)s", field).replace("%(value)s", value);
    announce(said);
    return said;
  }
});
