// What was said of a take is kept though its page is left while an earlier word is still on its way: the last word goes by itself.
customElements.define("judgement-keeper", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.kept = this.said();
    this.gone = new AbortController();
    const { signal } = this.gone;
    // What the browser itself put back from an earlier visit is nobody's word
    this.form.addEventListener("input", () => (this.isTouched = true), { signal });
    this.form.addEventListener("htmx:beforeSend", () => (this.sent = this.said()), { signal });
    this.form.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && (this.kept = this.sent), { signal });
    addEventListener("pagehide", () => this.isTouched && this.said() !== this.kept && this.send(), { signal });
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  said = () => new URLSearchParams(new FormData(this.form)).toString();

  send() {
    const body = new FormData(this.form);
    const { "X-Workspace": here } = JSON.parse(document.body.getAttribute("hx-headers"));
    if (here) body.set("workspace", here);
    navigator.sendBeacon(this.form.action, body);
  }
});
