// Reference images by browse, drop, paste and address: each goes up at once and comes back as an item of the list.
customElements.define("reference-tray", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.list = this.querySelector("#references");
    this.word = this.querySelector("#tray-word");
    this.pending = 0;
    const [file, address] = [this.querySelector("[type=file]"), this.querySelector("[type=url]")];
    for (const plain of [file, address]) plain.removeAttribute("name");
    file.addEventListener("change", () => (this.addFiles(file.files), (file.value = "")));
    address.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), this.addAddress(address)));
    this.querySelector("[data-add]").addEventListener("click", () => this.addAddress(address));
    this.addEventListener("paste", (event) => this.addFiles(event.clipboardData.files, event));
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("dragleave", () => this.removeAttribute("data-drop"));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("click", (event) => this.takeAway(event.target.closest("[data-remove]"), file));
  }

  addFiles(files, event) {
    if (files.length) event?.preventDefault();
    for (const image of [...files]) this.add("file", image);
  }

  addAddress(input) {
    if (input.value.trim()) this.add("url", input.value.trim());
    input.value = "";
  }

  // Uploads go side by side, and stand in the order in which they were chosen.
  add = (name, value) => (this.last = this.send(name, value, this.last));

  async send(name, value, earlier) {
    const body = new FormData();
    body.append(name, value);
    if (!this.pending) this.refusals = [];
    this.count(1);
    this.say(`${this.dataset.uploading} ${value.name ?? value}`);
    try {
      const answer = await fetchWithToken(this.dataset.url, body);
      const text = await answer.text();
      await earlier;
      if (answer.ok) this.list.insertAdjacentHTML("beforeend", text);
      else this.refusals.push(answer.status === 422 ? text : this.dataset.failed);
    } catch {
      this.refusals.push(this.dataset.failed);
    }
    this.say(this.refusals.join(" "), this.refusals.length > 0);
    this.count(-1);
    composerForm.changed(this.form);
  }

  count(step) {
    this.pending += step;
    this.form.dispatchEvent(new CustomEvent("uploads", { detail: this.pending }));
  }

  say(text, isBad = false) {
    this.word.textContent = text;
    this.word.toggleAttribute("data-bad", isBad);
  }

  over(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.setAttribute("data-drop", "");
  }

  drop(event) {
    this.removeAttribute("data-drop");
    if (event.dataTransfer.files.length) this.addFiles(event.dataTransfer.files, event);
  }

  takeAway(button, next) {
    if (!button) return;
    button.closest("li").remove();
    next.focus();
    composerForm.changed(this.form);
  }
});
