// The request, drawn at every keystroke from the catalogue's declaration; then the server's word, throttled.
customElements.define("request-preview", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.code = this.querySelector("code");
    this.snippets = JSON.parse(document.getElementById("snippets").textContent);
    this.json = this.code.textContent;
    this.form.addEventListener("input", (event) => event.isComposing || this.echo());
    this.form.addEventListener("compositionend", () => this.echo());
    this.only = this.querySelector("#only-changed");
    this.only.addEventListener("click", () => this.narrow());
    this.addEventListener("htmx:beforeRequest", () => (this.asked = this.written()));
    this.addEventListener("htmx:afterRequest", () => this.compare());
    const drawn = this.json;
    this.draw();
    if (this.json !== drawn) this.ask();
  }

  echo = () => (this.draw(), this.ask());

  ask() {
    this.timer ??= setTimeout(() => ((this.timer = undefined), htmx.trigger(this, "due")), 150);
  }

  // The form as it stands; it may be ahead of what is drawn: half a word of an input method.
  written = (asked = composerForm.asked(this.form)) => requestBody.text(requestBody.fields(asked.declaration, asked.values));

  draw() {
    const asked = composerForm.asked(this.form);
    this.show(this.written(asked));
    const [mode, word] = [document.getElementById("mode"), requestBody.mode(asked.declaration, asked.values)];
    if (mode.textContent !== word) mode.textContent = word;
  }

  show(json) {
    this.json = json;
    const snippet = this.snippets.find(({ slug }) => slug === this.slug);
    const isPart = !snippet && this.only.getAttribute("aria-pressed") === "true";
    const text = snippet ? requestBody.snippet(snippet, this.dataset.baseUrl, json) : isPart ? this.changed(json) : json;
    if (this.code.textContent !== text) this.code.textContent = text;
    this.dim(snippet ? "" : text);
    this.miss(isPart ? requestBody.gone(this.base, JSON.parse(json)) : []);
  }

  miss(names) {
    const said = this.querySelector("#only-gone");
    [said.hidden, said.lastElementChild.textContent] = [!names.length, names.join(", ")];
  }

  // Keys stand back, values stand out; without the highlight API both look alike.
  dim(text) {
    if (!CSS.highlights) return;
    const node = { startContainer: this.code.firstChild, endContainer: this.code.firstChild };
    const ranges = Array.from(text.matchAll(/^ *"[^"\n]*":/gm), ({ index, 0: key }) =>
      new StaticRange({ ...node, startOffset: index, endOffset: index + key.length }));
    CSS.highlights.set("key", new Highlight(...ranges));
  }

  // Against the take this one was made from, or else the untouched form.
  get base() { return JSON.parse(document.getElementById("request-base").textContent || "{}"); }
  changed = (json) => requestBody.text(requestBody.changed(this.base, JSON.parse(json)));

  narrow() {
    this.only.setAttribute("aria-pressed", this.only.getAttribute("aria-pressed") !== "true");
    this.show(this.json);
  }

  // For the same form the server's bytes win; if the form has moved on, its next word will tell.
  compare() {
    const said = document.getElementById("server-request").textContent;
    if (said && this.json === this.asked && said !== this.json) this.show(said);
  }

  // In which language it is shown; an empty name is JSON.
  speak(slug) {
    this.slug = slug;
    this.show(this.json);
  }
});
