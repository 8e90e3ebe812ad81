// What is written in this tab stays: through a reload, a way back, another page, a crash. The server draws what a
// browser cannot: references, another model, what the next one comes from.
const PARTS = ["prompt", "settings", "references", "reference"]; // of a take or the library: these join the draft
const draftPane = { isOpen: false, cleared: undefined };

customElements.define("compose-draft", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.key = () => draftStore.key(this.dataset.user);
    this.gone = new AbortController();
    const { signal } = this.gone;
    for (const type of ["input", "change"]) this.form.addEventListener(type, () => this.soon(), { signal });
    this.form.addEventListener("click", (event) => this.clear(event), { signal });
    this.form.addEventListener("htmx:afterRequest", ({ detail }) => detail.elt === this.form && detail.successful && setTimeout(() => this.keep(true)), { signal });
    addEventListener("pagehide", () => this.timer && this.keep(), { signal });
    if (draftPane.isOpen || "keeps" in this.dataset) this.keep();
    else this.begin();
    draftPane.isOpen = true;
    if (draftPane.cleared) this.offerBack(draftPane.cleared);
    this.offer();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.gone.abort();
  }

  soon() {
    this.timer ??= setTimeout(() => this.keep(), 300);
  }

  keep(done = false) {
    clearTimeout(this.timer);
    this.timer = undefined;
    draftStore.write(this.key(), draftStore.pairs(this.form), done);
  }

  // An address says what the form holds, once: a reload finds what became of it.
  begin() {
    const mine = draftStore.read(this.key());
    const asked = new URLSearchParams(location.search);
    const isAgain = mine?.address === location.search && performance.getEntriesByType("navigation")[0]?.type !== "navigate";
    const joins = !isAgain && PARTS.includes(this.dataset.use);
    if (!mine || (!isAgain && !joins && ["prompt", "from", "edit", "recipe"].some((name) => asked.has(name)))) return;
    const more = joins && asked.has("reference") ? { add: asked.get("reference"), instead: asked.get("instead") ?? "" } : {};
    const wanted = joins && !more.add ? draftJoin(this.form, mine.pairs, this.dataset.use) : mine.pairs;
    const to = isAgain || joins ? null : asked.get("model");
    if (to && to === this.form.elements.model.value && to !== draftStore.value(wanted, "model"))
      return addEventListener("DOMContentLoaded", () => this.draw(wanted, { to }, this.dataset.carried), { once: true });
    draftFill(this.form, wanted);
    addEventListener("DOMContentLoaded", () => {
      if (more.add || !draftStore.isSame(draftStore.pairs(this.form), wanted)) this.draw(wanted, more);
      else composerForm.changed(this.form.querySelector("[type=radio]:checked") ?? this.form);
    }, { once: true });
  }

  draw(pairs, more = {}, url = this.dataset.url) {
    this.toggleAttribute("data-busy", true);
    const drawn = draftDraw(this.form.elements.prompt, url, [...pairs, ...Object.entries(more)]);
    return drawn.finally(() => this.removeAttribute("data-busy"));
  }

  clear(event) {
    if (!event.target.closest("[data-clear]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    draftPane.cleared = draftStore.pairs(this.form);
    this.draw([["model", this.form.elements.model.value]], { clear: "1" }).then(() => document.getElementById("prompt").focus());
  }

  offerBack(pairs) {
    draftPane.cleared = undefined;
    const { cleared, undo } = this.dataset;
    offerUndo(this.querySelector("[data-word]"), cleared, undo, () => this.draw(pairs).then(() => document.getElementById("prompt").focus()));
  }

  async offer() {
    const found = await draftStore.orphans(this.dataset.user, draftStore.pairs(this.form)).catch(() => []);
    draftOffers(this, found);
  }
});
