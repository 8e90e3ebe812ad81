// What is said of a take: sent and heard without a reload; a comment that is chosen shows its frame and its drawing.
customElements.define("take-review", class extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    const { signal } = this.gone;
    const { every } = this.dataset;
    this.marks = new ReviewMarks(this);
    this.post = new ReviewPost(this);
    this.addEventListener("submit", (event) => this.post.send(event), { signal });
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

  async look() {
    if (this.isBusy) return (this.isLate = true);
    this.isBusy = true;
    await this.ask(`since=${this.dataset.version}`);
    this.isBusy = false;
    if (this.isLate) this.look((this.isLate = false));
  }

  async ask(what, isMine = false) {
    const answer = await fetch([this.dataset.url, what].join(this.dataset.url.includes("?") ? "&" : "?"), HEARS).catch(() => undefined);
    if (answer?.status === 200) this.take(await answer.text(), isMine);
    else if (answer?.status === 404 && this.dataset.every) this.close();
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

  press(event) {
    const { target } = event;
    const item = target.closest("li[data-at]");
    if (target.closest("[data-begin]")) (event.preventDefault(), this.begin());
    else if (item && (target.closest("[data-seek]") || !target.closest("a, button, summary, form"))) this.marks.choose(item);
  }

  // Who writes of one clip writes of those beside it: one after the other, for the first answer tells who it is.
  async begin() {
    await this.ask("write=1", true);
    this.querySelector("comment-form :is([name=name], textarea)")?.focus();
    for (const other of document.querySelectorAll("take-review")) if (other !== this) await other.ask("write=1", true);
  }

  // A link that was closed shows what such a link shows; words that were not sent are left to be copied.
  close() {
    clearInterval(this.timer);
    if (hasWords(this)) this.post.say(this.querySelector("form"), this.dataset.closed);
    else if (!hasWords(document.getElementById("main"))) location.reload();
  }
});
