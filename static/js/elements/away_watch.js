// Tells the server when nobody looks any more and when somebody does. What finishes meanwhile is asked for by the tab
// that has the live stream, and told to all tabs as the event "finished-away".
const SETTLING = 250; // milliseconds in which another tab may come to the front, or more takes finish
customElements.define("away-watch", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("takes", () => this.hear());
    this.tabs = new BroadcastChannel("playground-away");
    this.tabs.onmessage = ({ data }) => (data.takes ? this.tell(data) : this.insist());
    document.addEventListener("visibilitychange", () => this.look());
    addEventListener("pagehide", () => this.go());
    addEventListener("pageshow", (event) => event.persisted && this.look());
    this.look();
  }

  look() {
    clearTimeout(this.timer);
    if (!document.hidden) {
      this.leave ??= beHere();
      this.timer = setTimeout(() => this.post(""), SETTLING);
    } else if (this.leave) {
      this.leave();
      this.leave = undefined;
      this.timer = setTimeout(async () => (await isSomebodyHere()) || this.post("1"), SETTLING);
    }
  }

  // The page goes while somebody looks: the next page, or another tab, will say if that was not all.
  go() {
    clearTimeout(this.timer);
    if (!this.leave && document.hidden) return;
    this.leave?.();
    this.leave = undefined;
    this.post("1");
    this.tabs.postMessage({ gone: true });
  }

  insist() {
    if (!document.hidden) setTimeout(() => this.post(""), SETTLING);
  }

  post(away) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]);
    body.append("away", away);
    navigator.sendBeacon(this.dataset.url, body);
  }

  hear() {
    if (!document.hidden || !document.querySelector("live-feed").stream?.isLeader) return;
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.ask(), SETTLING);
  }

  async ask() {
    const answer = await fetch(this.dataset.url).catch(() => undefined);
    const finished = answer?.ok && (await answer.json());
    if (!finished?.takes.length) return;
    this.tabs.postMessage(finished);
    this.tell({ ...finished, isFirst: true });
  }

  tell(detail) {
    document.dispatchEvent(new CustomEvent("finished-away", { detail }));
  }
});
