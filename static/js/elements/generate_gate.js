// The button says at once what the form asks for; it opens and closes by the server's reason and by uploads.
customElements.define("generate-gate", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.button = this.querySelector("button");
    this.form.addEventListener("input", (event) => event.target.name !== "prompt" && this.echo());
    this.form.addEventListener("input", () => (document.getElementById("conflict").textContent = ""));
    // The second click of a double click is none, though the first one may be answered by then.
    this.button.addEventListener("click", (event) => event.detail > 1 && event.preventDefault());
    this.form.addEventListener("uploads", (event) => this.waitFor(event.detail));
    document.addEventListener("htmx:afterRequest", () => this.judge());
    this.judge();
  }

  // The price is the server's to say; until it has, three dots stand there.
  echo() {
    const { declaration, values } = composerForm.asked(this.form);
    const parts = declaration.parameters.filter(({ name }) => this.dataset.parts.split(" ").includes(name));
    const isSaid = (part) => values[part.name] != null && requestBody.isSent(declaration, part, values);
    const chosen = this.dataset.parts.split(" ").map((name) => parts.find((part) => part.name === name && isSaid(part)))
      .map((part) => part && this.word(part.name, values[part.name]));
    document.getElementById("generate-label").textContent = [...chosen.filter(Boolean), "…"].join(" · ");
  }

  word(name, value) {
    const radio = this.form.querySelector(`[name="${name}"]:checked`);
    if (radio?.value === String(value)) return radio.closest("label").textContent.trim();
    return typeof value === "number" ? `${value} s` : value;
  }

  waitFor(count) {
    document.getElementById("generate-wait").textContent = count ? this.dataset.uploading : "";
    this.judge();
  }

  judge() {
    const reasons = ["generate-reason", "generate-wait", "generate-json"].map((id) => document.getElementById(id).textContent.trim());
    this.button.disabled = reasons.some(Boolean);
  }
});
