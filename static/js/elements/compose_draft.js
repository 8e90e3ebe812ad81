// What is written in this tab stays: prompt and choices survive a reload, a way back, and another page.
customElements.define("compose-draft", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    try {
      const isWhole = !["prompt", "settings", "references"].includes(this.dataset.use); // else a part joins the draft
      const given = isWhole && /[?&](prompt|from|edit|recipe)=/.test(location.search);
      const kept = given ? null : sessionStorage.getItem("draft");
      if (kept && kept !== this.written()) this.restore(JSON.parse(kept));
      for (const type of ["input", "change"]) this.form.addEventListener(type, () => this.keep());
    } catch {
      // No storage, or nothing readable in it: the form stays as the server wrote it.
    }
  }

  fields = () => [...this.form.elements].filter(({ name, type }) => name === "prompt" || type === "radio");

  written() {
    const filled = this.fields().filter(({ type, checked }) => type !== "radio" || checked);
    return JSON.stringify(Object.fromEntries(filled.map(({ name, value }) => [name, value])));
  }

  keep() {
    try {
      sessionStorage.setItem("draft", this.written());
    } catch {} // full: the older draft is better than none
  }

  // The form is filled at once; who listens to it is told when all elements are there.
  restore(draft) {
    const given = { prompt: "textarea", settings: "radio" }[this.dataset.use];
    for (const field of this.fields().filter(({ type }) => type !== given))
      if (field.type === "radio") field.checked ||= draft[field.name] === field.value;
      else field.value = draft[field.name] ?? field.value;
    const tell = () => composerForm.changed(this.form.querySelector("[type=radio]:checked") ?? this.form);
    document.addEventListener("DOMContentLoaded", tell, { once: true });
  }
});
