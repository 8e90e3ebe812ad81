// The forms of a review go out without a reload; what cannot be sent stays where it was typed.
const HEARS = { headers: { "HX-Request": "true" } };

class ReviewPost {
  constructor(review) {
    this.review = review;
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
    else this.say(target, await this.why(answer));
  }

  // Only these two answers are words for the person; any other one is a page, or nothing at all.
  async why(answer) {
    if ([422, 429].includes(answer?.status)) return answer.text();
    return answer?.status === 404 ? this.review.dataset.lost : this.review.dataset.failed;
  }

  // A verdict leaves what is being written; anything else that was sent is done with.
  done(form, submitter, html) {
    this.say(form, "");
    if (!submitter?.hasAttribute("formaction")) this.clear(form);
    this.review.take(html, true);
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
}
