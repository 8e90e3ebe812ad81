// Takes chosen for comparing, kept by this tab across pages, apart for each person and workspace: "Compare" on a take puts it in or takes it out.
const MOST_COMPARED = 4;
customElements.define("compare-tray", class extends HTMLElement {
  connectedCallback() {
    this.key = ["compare", this.dataset.room].filter(Boolean).join(":");
    try {
      this.chosen = JSON.parse(sessionStorage.getItem(this.key)) ?? [];
    } catch {
      this.chosen = [];
    }
    document.addEventListener("click", (event) => this.pick(event, event.target.closest?.("[data-compare]")));
    document.addEventListener("htmx:afterSettle", () => this.mark());
    this.addEventListener("click", ({ target }) => this.drop(target.closest("[data-clear], [data-out]")));
    this.show();
  }

  pick(event, link) {
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const id = link.dataset.compare;
    if (this.chosen.includes(id)) this.keep(this.chosen.filter((each) => each !== id));
    else if (this.chosen.length < MOST_COMPARED) this.keep([...this.chosen, id], this.dataset.added);
    else announce((this.querySelector(".tray-word").textContent = this.dataset.full));
  }

  drop(button) {
    if (!button) return;
    this.keep(button.dataset.out ? this.chosen.filter((id) => id !== button.dataset.out) : []);
    if (this.chosen.length) this.querySelector("a").focus();
    else document.getElementById("main").focus({ preventScroll: true });
  }

  keep(chosen, word = "") {
    this.chosen = chosen;
    try {
      sessionStorage.setItem(this.key, JSON.stringify(chosen));
    } catch {} // full: chosen for this page only
    this.show();
    if (word) announce(word);
  }

  show() {
    const { url, one } = this.dataset;
    this.hidden = !this.chosen.length;
    this.querySelector("ol").replaceChildren(...this.chosen.map((id) => this.item(id)));
    const link = this.querySelector("a");
    link.href = `${url}?${new URLSearchParams(this.chosen.map((id) => ["g", id]))}`;
    link.hidden = this.chosen.length < 2;
    this.querySelector(".tray-word").textContent = this.chosen.length === 1 ? one : "";
    this.mark();
  }

  item(id) {
    const [item, button, image] = ["li", "button", "img"].map((name) => document.createElement(name));
    Object.assign(image, { src: `${this.dataset.thumbnail}${id}/thumbnail.webp`, alt: "" });
    Object.assign(button, { type: "button", title: this.dataset.remove, ariaLabel: this.dataset.remove });
    button.dataset.out = id;
    image.addEventListener("error", () => item.toggleAttribute("data-gone", true));
    button.append(image);
    item.append(button);
    return item;
  }

  mark() {
    for (const link of document.querySelectorAll("[data-compare]"))
      if (this.chosen.includes(link.dataset.compare)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
  }
});
