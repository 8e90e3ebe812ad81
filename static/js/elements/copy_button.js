// Copies the text of the element named by data-from; works on plain http too, where there is no clipboard API.
customElements.define("copy-button", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => this.copy());
  }

  async copy() {
    const source = document.getElementById(this.dataset.from);
    const text = source.value ?? source.textContent;
    await (navigator.clipboard ? navigator.clipboard.writeText(text).catch(() => this.bySelection(text)) : this.bySelection(text));
    const label = this.querySelector("button span") ?? this.querySelector("button");
    this.word ??= label.textContent;
    label.textContent = this.dataset.done;
    announce(this.dataset.done);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (label.textContent = this.word), 1600);
  }

  bySelection(text) {
    const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "visually-hidden" });
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    focused?.focus();
  }
});
