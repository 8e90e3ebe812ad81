// A quick prompt is a link that fills the composer; here it fills the form that is already open.
customElements.define("quick-prompts", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.fill(new URL(link.href).searchParams);
      this.close();
    });
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    document.addEventListener("pointerdown", (event) => this.contains(event.target) || this.close());
  }

  fill(values) {
    const form = this.closest("form");
    for (const [name, value] of values) if (form.elements[name]) form.elements[name].value = value;
    composerForm.changed(form.querySelector("[type=radio]:checked") ?? form);
    form.elements.prompt.focus();
  }

  close() {
    for (const details of this.querySelectorAll("details[open]")) {
      const hadFocus = details.contains(document.activeElement) && document.activeElement.tagName === "A";
      details.open = false;
      if (hadFocus) details.querySelector("summary").focus();
    }
  }
});
