// The review on the player: a dot on the timeline for each comment, and the frame that a chosen one speaks of.
const SPEAKS = "li[data-at]:not([data-at=''])";

class ReviewMarks {
  constructor(review) {
    this.review = review;
  }

  get ink() {
    return document.querySelector("main .frame frame-ink");
  }

  // The card may have come anew: what belongs to us is put onto it again.
  dress() {
    const frame = document.querySelector("main .reel:has(clip-player) .frame");
    if (frame && !this.ink) frame.append(document.createElement("frame-ink"));
    const scrub = document.querySelector("main frame-deck > .scrub");
    if (!scrub) return;
    const dots = scrub.parentElement.querySelector(".dots") ?? Object.assign(document.createElement("div"), { className: "dots", ariaHidden: "true" });
    dots.replaceChildren(...Array.from(this.review.querySelectorAll(SPEAKS), (item) => this.dot(item)));
    scrub.after(dots);
    if (this.chosen) document.getElementById(this.chosen)?.setAttribute("aria-current", "true");
  }

  // The list holds the same for the keyboard and for who hears it.
  dot(item) {
    const dot = Object.assign(document.createElement("button"), { type: "button", tabIndex: -1, title: item.dataset.headline });
    dot.style.setProperty("--at", `${(item.dataset.at / this.review.dataset.length) * 100}%`);
    dot.toggleAttribute("data-resolved", item.hasAttribute("data-resolved"));
    dot.addEventListener("click", () => {
      this.choose(item);
      item.scrollIntoView({ block: "nearest", behavior: isCalm() ? "auto" : "smooth" });
    });
    return dot;
  }

  choose(item) {
    this.leave();
    const shown = player();
    if (!item.dataset.at || !shown) return;
    this.chosen = item.id;
    item.setAttribute("aria-current", "true");
    shown.video.pause();
    shown.seek(Number(item.dataset.at));
    this.ink?.removeAttribute("data-drawing");
    this.ink?.show(JSON.parse(item.dataset.mark || "[]"));
    shown.scrollIntoView({ block: "nearest", behavior: isCalm() ? "auto" : "smooth" });
  }

  // What is drawn belongs to one frame: it goes when another one comes.
  pass(type) {
    const item = this.chosen && document.getElementById(this.chosen);
    if (!item || player().video.seeking) return;
    if (type === "play" || Math.abs(player().shown - item.dataset.at) > 0.6 / player().fps) this.leave();
  }

  leave() {
    if (!this.chosen) return;
    document.getElementById(this.chosen)?.removeAttribute("aria-current");
    this.chosen = undefined;
    if (!this.ink?.isDrawing) this.ink?.show([]);
  }
}
