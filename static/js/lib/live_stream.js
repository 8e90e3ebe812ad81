// One stream of changes for all tabs of a browser: the tab that holds the lock has it and tells the others.
// Without locks (plain http on a network name) every visible tab has its own, and of the hidden ones the last that was
// looked at keeps it, to tell what finishes.
class LiveStream {
  constructor({ url, room = "", standing }, cursor, hear, say) {
    Object.assign(this, { url: url + (url.includes("?") ? "&" : "?"), standing, cursor, hear, say, wait: 1000 });
    this.name = `playground-live${room}`; // one person in one workspace
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = ({ data }) => this.meet(data);
  }

  start() {
    this.isOver = false;
    if (navigator.locks) {
      this.channel.postMessage({ since: this.cursor });
      this.stopping = new AbortController();
      const held = () => new Promise((resolve) => ((this.release = resolve), this.lead()));
      navigator.locks.request(this.name, { signal: this.stopping.signal }, held).catch(() => {});
    } else {
      this.onVisibility = () => this.keep();
      document.addEventListener("visibilitychange", this.onVisibility);
      if (!document.hidden) this.keep();
    }
  }

  // What another tab says: where it is, that it keeps the stream, that it goes, or what its stream has told.
  meet(data) {
    if (data.since !== undefined) this.isLeader && this.open(Math.min(data.since, this.cursor));
    else if (data.cursor !== undefined) this.take(data);
    else if (!navigator.locks && document.hidden) this.yield(data.keeps);
  }

  keep() {
    clearTimeout(this.taking);
    this.since = Date.now() + Math.random(); // of two tabs that are hidden in one moment the later one keeps it
    this.channel.postMessage({ keeps: this.since });
    if (!this.isLeader) this.lead();
  }

  // Of several hidden tabs that hear of one that went, the first to wake keeps the stream.
  yield(keeps) {
    if (this.isLeader && keeps < this.since) return;
    clearTimeout(this.taking);
    if (keeps) this.close();
    else if (!this.isLeader) this.taking = setTimeout(() => this.keep(), Math.random() * 1000);
  }

  stop() {
    this.isOver = true;
    clearTimeout(this.taking);
    if (!navigator.locks && this.isLeader) this.channel.postMessage({ keeps: false });
    this.close();
    this.release ? this.release() : this.stopping?.abort();
    document.removeEventListener("visibilitychange", this.onVisibility);
    this.release = this.stopping = undefined;
  }

  lead() {
    this.isLeader = true;
    this.open(this.cursor);
  }

  open(since) {
    this.source?.close();
    clearTimeout(this.timer);
    this.source = new EventSource(`${this.url}since=${since}`);
    this.source.onopen = () => ((this.wait = 1000), this.say(true));
    this.source.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      this.channel.postMessage(message);
      this.take(message);
    };
    this.source.onerror = () => {
      this.close();
      if (this.isOver) return;
      this.isLeader = true;
      this.say(false);
      if (this.standing) this.askWhetherStanding();
      // Not all at one moment after a restart; and while there is no stream to be had, each try asks for what is open.
      this.timer = setTimeout(() => this.open(this.cursor), this.wait * (0.75 + Math.random() / 2));
      if (this.wait >= 4000) this.hear({ ids: [], unheard: true });
      this.wait = Math.min(this.wait * 2, 15000);
    };
  }

  // Somebody who signed out or was removed sees this page no more: the server says what is there instead.
  async askWhetherStanding() {
    const answer = await fetch(this.standing).catch(() => undefined);
    if (answer?.status === 404) location.reload();
  }

  close() {
    this.isLeader = false;
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
  }

  take(message) {
    if (message.cursor <= this.cursor && !message.everything) return;
    this.cursor = message.cursor;
    this.hear(message);
  }
}
