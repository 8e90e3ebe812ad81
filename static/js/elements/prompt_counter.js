// Counts the prompt as the gateway does, in code points, against the declaration's limit.
customElements.define("prompt-counter", class extends HTMLElement {
  connectedCallback() {
    const area = document.getElementById(this.dataset.for);
    const { max_length: most } = composerForm.declaration(area.form).parameters.find(({ name }) => name === area.name);
    const count = () => {
      const length = Array.from(area.value).length;
      this.textContent = most ? `${length} / ${most}` : length;
      this.toggleAttribute("data-over", length > most);
    };
    area.form.addEventListener("input", count);
    count();
  }
});
