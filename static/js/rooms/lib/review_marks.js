// The review on the player: a dot on the timeline for each comment, and the frame that a chosen one speaks of.
const SPEAKS = "li[data-at]:not([data-at=''])";

class ReviewMarks {
  constructor(review) {
    this.review = review;
    this.place = new ReviewPlace(review);
  }

  // The card may have come anew: what belongs to us is put onto it again.
  dress() {
    const frame = this.place.frame;
    if (frame && !this.place.ink) frame.append(document.createElement("frame-ink"));
    if (this.chosen) document.getElementById(this.chosen)?.setAttribute("aria-current", "true");
    const scrub = document.querySelector("main frame-deck > .scrub");
    if (!scrub) return;
    const dots = scrub.parentElement.querySelector(".dots") ?? Object.assign(document.createElement("div"), { className: "dots", ariaHidden: "true" });
    dots.replaceChildren(...Array.from(this.review.querySelectorAll(SPEAKS), (item) => this.dot(item)));
    scrub.after(dots);
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
    const shown = this.place.player;
    if (!item.dataset.at || !shown) return;
    shown.stop();
    shown.seek(Number(item.dataset.at));
    this.chosen = item.id;
    item.setAttribute("aria-current", "true");
    this.place.ink?.removeAttribute("data-drawing");
    this.place.ink?.show(shown.lacks?.(item.dataset.at) ? [] : JSON.parse(item.dataset.mark || "[]"));
    shown.scrollIntoView({ block: "nearest", behavior: isCalm() ? "auto" : "smooth" });
  }

  // What is drawn belongs to one frame: it goes when another one comes.
  pass(type) {
    const item = this.chosen && document.getElementById(this.chosen);
    const shown = item && this.place.player;
    if (!shown || shown.video?.seeking) return;
    if (type === "play" || Math.abs(shown.meant - item.dataset.at) > 0.6 / shown.fps) this.leave();
  }

  leave() {
    if (!this.chosen) return;
    document.getElementById(this.chosen)?.removeAttribute("aria-current");
    this.chosen = undefined;
    if (!this.place.ink?.isDrawing) this.place.ink?.show([]);
  }
}
