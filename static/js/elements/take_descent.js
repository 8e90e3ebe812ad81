// Which take the next one comes from; a click begins a tree of its own.
customElements.define("take-descent", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => {
      if (!target.closest("[data-cut]")) return;
      for (const field of this.querySelectorAll("input")) field.value = "";
      this.querySelector("p").remove();
      document.getElementById("prompt").focus();
    });
  }
});
