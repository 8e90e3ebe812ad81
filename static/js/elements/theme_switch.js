// As the system, light, dark: at once and without a reload; the cookie is set by the form's own address.
customElements.define("theme-switch", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = this.querySelector("button");
      const body = new FormData(event.target);
      body.append("theme", button.value);
      fetchWithToken(event.target.action, body);
      this.wear(button.value, button);
    });
  }

  wear(theme, button) {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    button.value = { light: "dark", dark: "" }[theme] ?? "light";
    button.querySelector("span").textContent = this.getAttribute(`data-theme-${theme || "system"}`);
  }
});
