// The request as text that steers the form: the server reads it, and the pane it answers with follows; `asked` outlives it.
customElements.define("json-wheel", class extends HTMLElement {
  static asked = "";
  connectedCallback() {
    this.preview = this.closest("request-preview");
    this.button = this.preview.querySelector("#edit-json");
    this.button.addEventListener("click", (event) => (event.preventDefault(), this.turn()));
    this.addEventListener("input", (event) => (event.stopPropagation(), event.isComposing || this.typed()));
    this.addEventListener("compositionstart", () => this.wait());
    this.addEventListener("compositionend", () => ((this.isComposing = false), this.typed()));
    this.addEventListener("htmx:beforeRequest", () => (this.constructor.asked = this.area.value));
    this.addEventListener("htmx:afterRequest", ({ detail }) => this.isConnected && this.answered(detail.xhr.status));
    this.closest("form").addEventListener("input", () => this.follow());
    if (!this.hidden) queueMicrotask(() => this.arrive()); // the preserved text is put in its place by then
  }

  arrive() {
    if ("rewritten" in this.dataset) this.constructor.asked = this.area.value;
    if (this.area.value !== this.constructor.asked) this.typed();
    else if (this.constructor.isLeaving) this.leave();
  }
  get area() { return this.querySelector("textarea"); }
  get reason() { return document.getElementById("generate-json"); }

  typed() {
    this.say(this.dataset.reading);
    this.timer ??= setTimeout(() => ((this.timer = undefined), htmx.trigger(this, "read")), 200);
  }

  // Half a word of an input method is neither read nor replaced: an answer would take the text from under it.
  wait() {
    this.isComposing = true;
    this.timer = clearTimeout(this.timer);
    this.say(this.dataset.reading);
    htmx.trigger(this, "htmx:abort");
  }

  // Until it is read, nothing can be generated.
  say = (text) => ((this.reason.textContent = text), document.querySelector("generate-gate").judge());

  answered(status) {
    if (status !== 200 && !this.isComposing) this.say(this.dataset.unread);
    if (this.constructor.isLeaving) this.leave();
  }
  // Where the form is used instead, the text follows it.
  follow() {
    if (this.hidden || document.activeElement === this.area) return;
    this.area.value = this.constructor.asked = this.preview.written();
    for (const list of this.querySelectorAll("ol, ul")) list.replaceChildren();
    this.say("");
  }
  turn() {
    if (this.hidden) this.open();
    else if (this.reason.textContent === this.dataset.reading) this.constructor.isLeaving = true;
    else this.leave();
  }

  open() {
    this.show(true);
    this.area.value = this.left ?? this.preview.json;
    this.area.focus();
    this.typed();
  }

  // What could not be read is here again when the editor opens again.
  leave() {
    this.constructor.isLeaving = false;
    this.left = this.reason.textContent ? this.area.value : undefined;
    this.show(false);
    this.say("");
    this.button.focus();
  }

  show(isOpen) {
    this.hidden = this.area.disabled = !isOpen;
    this.closest("section").toggleAttribute("data-editing", isOpen);
    this.button.textContent = isOpen ? this.button.dataset.done : this.button.dataset.edit;
  }
});
