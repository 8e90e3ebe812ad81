// Files dropped or pasted anywhere on the form go to the list that takes their kind, else to the first one.
customElements.define("reference-tray", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("paste", (event) => this.hand(event.clipboardData.files, event));
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("dragleave", () => this.removeAttribute("data-drop"));
    this.addEventListener("drop", (event) => this.drop(event));
  }

  hand(files, event) {
    const trays = [...this.querySelectorAll("media-tray")].filter((tray) => tray.file);
    if (!files.length || !trays.length) return;
    event.preventDefault();
    for (const file of [...files]) {
      const kind = file.type.split("/")[0];
      (trays.find((tray) => tray.dataset.takes === kind) ?? trays[0]).add("file", file);
    }
  }

  over(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.setAttribute("data-drop", "");
  }

  drop(event) {
    this.removeAttribute("data-drop");
    this.hand(event.dataTransfer.files, event);
  }
});
