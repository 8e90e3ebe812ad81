// What is said of a take: sent and heard without a reload; a comment that is chosen shows its frame and its drawing.
const HEARS = { headers: { "HX-Request": "true" } };

customElements.define("take-review", class extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    const { signal } = this.gone;
    const { every } = this.dataset;
    this.marks = new ReviewMarks(this);
    this.addEventListener("submit", (event) => this.send(event), { signal });
    this.addEventListener("click", (event) => this.press(event), { signal });
    document.addEventListener("takes", ({ detail }) => this.hear(detail), { signal });
    document.addEventListener("htmx:afterSettle", () => this.marks.dress(), { signal });
    for (const type of ["frame", "play"]) document.addEventListener(type, () => this.marks.pass(type), { signal, capture: true });
    if (every) this.timer = setInterval(() => document.hidden || this.look(), every * 1000);
    this.marks.dress();
  }

  disconnectedCallback() {
    this.gone.abort();
    clearInterval(this.timer);
  }

  hear({ ids, talked, everything }) {
    const { take } = this.dataset;
    if (everything || talked?.includes(take) || (this.hidden && ids?.includes(take))) this.look();
  }

  async look(more = "") {
    if (this.isBusy) return (this.isLate = true);
    this.isBusy = true;
    const answer = await fetch(`${this.dataset.url}?since=${more ? "" : this.dataset.version}${more}`, HEARS).catch(() => undefined);
    this.isBusy = false;
    if (answer?.status === 200) this.take(await answer.text(), Boolean(more));
    else if (answer?.status === 404 && this.dataset.every) this.close();
    if (this.isLate) this.look((this.isLate = false) || "");
  }

  // What the server drew; without a review in it somebody has signed out meanwhile.
  take(html, isMine) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("take-review");
    if (!fresh) return location.reload();
    if (Number(fresh.dataset.version) < Number(this.dataset.version)) return;
    for (const unread of fresh.querySelectorAll("noscript")) unread.remove(); // a parser of its own reads it as a form's part
    const known = this.headlines();
    meld(this, fresh);
    const news = [...this.headlines()].filter(([id, words]) => known.get(id) !== words);
    if (news.length && !isMine) announce(news.at(-1)[1]);
    this.marks.dress();
  }

  headlines() {
    return new Map(Array.from(this.querySelectorAll("[data-headline]"), ({ id, dataset }) => [id, dataset.headline]));
  }

  async press(event) {
    const { target } = event;
    const item = target.closest("li[data-at]");
    if (target.closest("[data-begin]")) {
      event.preventDefault();
      await this.look("&write=1");
      this.querySelector("#review-name, #review-text")?.focus();
    } else if (item && (target.closest("[data-seek]") || !target.closest("a, button, summary, form"))) this.marks.choose(item);
  }

  // A link that was closed shows what such a link shows; words that were not sent are left to be copied.
  close() {
    clearInterval(this.timer);
    if (hasWords(this)) this.say(document.getElementById("review-form"), this.dataset.closed);
    else location.reload();
  }

  async send(event) {
    const { target, submitter } = event;
    if ("leaves" in target.dataset) return;
    event.preventDefault();
    if (target.isSent) return;
    target.isSent = true;
    const body = new FormData(target, submitter);
    const answer = await fetch(submitter?.getAttribute("formaction") ?? target.action, { ...HEARS, method: "POST", body }).catch(() => undefined);
    target.isSent = false;
    if (answer?.ok) this.done(target, submitter, await answer.text());
    else this.say(target, answer?.status === 404 ? this.dataset.lost : answer?.status < 500 ? await answer.text() : this.dataset.failed);
  }

  // A verdict leaves what is being written; anything else that was sent is done with.
  done(form, submitter, html) {
    this.say(form, "");
    if (!submitter?.hasAttribute("formaction")) this.clear(form);
    this.take(html, true);
  }

  clear(form) {
    const { name } = form.elements;
    if (name) name.defaultValue = name.value;
    form.reset();
    form.closest("details")?.removeAttribute("open");
  }

  say(form, words) {
    const place = form.querySelector("[role=alert]");
    if (place) place.textContent = words;
    else if (words) announce(words);
  }
});
