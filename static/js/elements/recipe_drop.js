// A clip dropped on the composer brings its recipe; one that has none is left to whoever takes videos.
customElements.define("recipe-drop", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
    this.form.addEventListener("drop", (event) => this.drop(event), { capture: true });
  }

  drop(event) {
    const [file] = event.dataTransfer.files;
    if (!file?.type.startsWith("video/")) return;
    event.preventDefault();
    event.stopPropagation();
    this.form.querySelector("reference-tray").removeAttribute("data-drop");
    this.open(file);
  }

  async open(file) {
    const body = new FormData();
    body.append("clip", file);
    this.say(this.dataset.reading);
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
    const answer = await fetch(this.dataset.url, { method: "POST", body, headers }).catch(() => undefined);
    const text = await answer?.text();
    if (answer?.ok) return location.assign(text);
    this.say(answer?.status === 422 ? text : this.dataset.failed);
    const tray = this.form.querySelector("reference-tray");
    if (answer?.status === 422 && tray.querySelector("[type=file]").accept.includes("video")) tray.addFiles([file]);
  }

  say(text) {
    this.querySelector("p").textContent = text;
  }
});
