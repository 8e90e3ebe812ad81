// What is dropped beside the tray goes to it; but a clip brings its recipe, and is the tray's only if it has none.
customElements.define("recipe-drop", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.tray = this.form.querySelector("reference-tray");
    this.form.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
    this.form.addEventListener("drop", (event) => this.drop(event), { capture: true });
  }

  drop(event) {
    const { files } = event.dataTransfer;
    const isClip = files[0]?.type.startsWith("video/");
    if (!files.length || (!isClip && this.tray.contains(event.target))) return;
    event.preventDefault();
    event.stopPropagation();
    this.tray.removeAttribute("data-drop");
    if (isClip) this.open(files[0]);
    else this.tray.addFiles(files);
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
    const takesVideo = this.tray.querySelector("[type=file]").accept.includes("video");
    if (answer?.status === 422 && takesVideo) this.tray.addFiles([file]);
  }

  say(text) {
    this.querySelector("p").textContent = text;
  }
});
