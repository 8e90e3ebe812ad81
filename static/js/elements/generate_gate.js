// The button says at once what the form asks for; it opens and closes by the server's reason and by uploads.
customElements.define("generate-gate", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.button = this.querySelector("button");
    this.form.addEventListener("input", (event) => (event.target.type === "radio" || "priced" in event.target.dataset) && this.echo());
    this.form.addEventListener("input", () => (document.getElementById("conflict").textContent = ""));
    this.form.addEventListener("uploads", (event) => this.waitFor(event.detail));
    document.addEventListener("htmx:afterRequest", () => this.judge());
    this.judge();
  }

  // The price is the server's to say; until it has, three dots stand there.
  echo() {
    const names = this.dataset.parts.split(" ");
    const chosen = names.map((name) => this.form.querySelector(`[name="${name}"]:checked`)?.closest("label").textContent.trim());
    document.getElementById("generate-label").textContent = [...chosen.filter(Boolean), "…"].join(" · ");
  }

  waitFor(count) {
    document.getElementById("generate-wait").textContent = count ? this.dataset.uploading : "";
    this.judge();
  }

  judge() {
    const reasons = ["generate-reason", "generate-wait"].map((id) => document.getElementById(id).textContent.trim());
    this.button.disabled = reasons.some(Boolean);
  }
});
