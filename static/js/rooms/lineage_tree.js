// A tree that is open takes in what changes: only rows that differ are put in anew, and the keyboard stays where it is.
customElements.define("lineage-tree", class extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    document.addEventListener("takes", ({ detail }) => this.hear(detail));
    this.addEventListener("keydown", (event) => this.walk(event));
  }

  hear({ ids, born, everything }) {
    const isOurs = everything || born?.length || ids.some((id) => document.getElementById(`kin-${id}`));
    if (isOurs) this.soon(300);
  }

  // What changes while a look is on its way is looked for once more: its answer may be older.
  soon(wait) {
    this.isLate = Boolean(this.timer);
    this.timer ??= setTimeout(() => this.look(), wait);
  }

  async look() {
    this.isLate = false;
    const answer = await fetch(location.href).catch(() => undefined);
    const text = await answer?.text().catch(() => undefined);
    this.timer = undefined;
    if (answer?.status === 404) return;
    if (!answer?.ok || text === undefined) return this.soon(3000);
    if (this.isLate) this.soon(300);
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const held = this.contains(document.activeElement) ? document.activeElement.id : "";
    const rows = [...fresh.querySelectorAll(".kin")];
    rows.forEach((row, place) => this.put(row, place));
    while (this.list.children.length > rows.length) this.list.lastElementChild.remove();
    document.getElementById("tree-sum").replaceChildren(...fresh.getElementById("tree-sum").childNodes);
    if (held && document.activeElement.id !== held) document.getElementById(held)?.focus({ preventScroll: true });
  }

  put(row, place) {
    const here = document.getElementById(row.id);
    const isSame = here?.dataset.mark === row.dataset.mark;
    if (here && !isSame) here.replaceWith(row);
    const item = isSame ? here : row;
    if (this.list.children[place] !== item) this.list.insertBefore(item, this.list.children[place] ?? null);
  }

  // Up and down walk from poster to poster.
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const posters = [...this.querySelectorAll("a.poster")];
    const next = step && posters[posters.indexOf(event.target) + step];
    if (!next || !posters.includes(event.target)) return;
    event.preventDefault();
    next.focus();
  }
});
