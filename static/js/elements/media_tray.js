// One list of files: by browsing, by address, or from history; each goes up at once and comes back as an item.
customElements.define("media-tray", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.list = this.querySelector("[data-list]");
    if (!this.list) return;
    this.words = this.closest("reference-tray").dataset;
    this.word = this.querySelector("[data-word]");
    this.file = this.querySelector("[type=file]");
    const address = this.form.querySelector(`[data-address="${this.dataset.field}"]`);
    for (const plain of [this.file, address]) plain?.removeAttribute("name");
    this.file?.addEventListener("change", () => this.addFiles());
    address.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), this.addAddress(address)));
    address.parentElement.querySelector("[data-add]").addEventListener("click", () => this.addAddress(address));
    this.addEventListener("click", (event) => this.act(event));
  }

  addFiles() {
    for (const file of [...this.file.files]) this.add("file", file);
    this.file.value = "";
  }

  addAddress(input) {
    if (input.value.trim()) this.add("url", input.value.trim());
    input.value = "";
  }

  act(event) {
    const clip = event.target.closest("[data-take]");
    if (clip && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      clip.closest("details").open = false;
      this.add("take", clip.dataset.take);
    }
    this.takeAway(event.target.closest("[data-remove]"));
  }

  // Uploads go side by side, and stand in the order in which they were chosen.
  add = (name, value) => (this.last = this.send(name, value, this.last));

  async send(name, value, earlier) {
    const body = new FormData();
    body.append(name, value);
    body.append("model", this.form.elements.model.value);
    body.append("field", this.dataset.field);
    if (!this.pending) this.refusals = [];
    this.count(1);
    this.say(name === "take" ? "" : `${this.words.uploading} ${value.name ?? value}`);
    try {
      const answer = await fetchWithToken(this.words.url, body);
      const text = await answer.text();
      await earlier;
      if (answer.ok) this.list.insertAdjacentHTML("beforeend", text);
      else this.refusals.push(answer.status === 422 ? text : this.words.failed);
    } catch {
      this.refusals.push(this.words.failed);
    }
    this.say(this.refusals.join(" "), this.refusals.length > 0);
    this.count(-1);
    composerForm.changed(this.form);
  }

  count(step) {
    this.pending = (this.pending ?? 0) + step;
    composerForm.uploading(this.form, step);
  }

  say(text, isBad = false) {
    this.word.textContent = text;
    this.word.toggleAttribute("data-bad", isBad);
  }

  takeAway(button) {
    if (!button) return;
    button.closest("li").remove();
    (this.file ?? this.querySelector("summary, input")).focus();
    composerForm.changed(this.form);
  }
});
