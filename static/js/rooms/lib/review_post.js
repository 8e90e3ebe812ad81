// The forms of a review go out without a reload; what cannot be sent stays where it was typed.
const HEARS = { headers: { "HX-Request": "true" } };

class ReviewPost {
  constructor(review) {
    this.review = review;
  }

  // Each button is heard once until it is answered, and one after the other: a verdict waits for the comment on its way.
  send(event) {
    const { target: form, submitter } = event;
    if ("leaves" in form.dataset) return;
    event.preventDefault();
    const pressed = submitter ?? form;
    if (pressed.isSent) return;
    pressed.isSent = true;
    const sent = { form, submitter, words: form.elements.text?.value, body: new FormData(form, submitter) };
    form.sending = Promise.allSettled([form.sending]).then(() => this.go(sent)).finally(() => (pressed.isSent = false));
  }

  async go(sent) {
    const { form, submitter, body } = sent;
    const answer = await fetch(submitter?.getAttribute("formaction") ?? form.action, { ...HEARS, method: "POST", body }).catch(() => undefined);
    if (answer?.ok) this.done(sent, await answer.text());
    else this.say(form, await this.why(answer));
  }

  // Only these two answers are words for the person; any other one is a page, or nothing at all.
  async why(answer) {
    if ([422, 429].includes(answer?.status)) return answer.text();
    return answer?.status === 404 ? this.review.dataset.lost : this.review.dataset.failed;
  }

  // A verdict leaves what is being written; anything else that was sent is done with.
  done({ form, submitter, words }, html) {
    this.say(form, "");
    if (!submitter?.hasAttribute("formaction")) this.clear(form, words);
    this.review.take(html, true);
  }

  // What was typed while it was on its way are the next words: they stay.
  clear(form, words) {
    const { name, text } = form.elements;
    const typed = text?.value;
    if (name) name.defaultValue = name.value;
    form.reset();
    if (typed === words) return form.closest("details")?.removeAttribute("open");
    text.value = typed;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  say(form, words) {
    const place = form.querySelector("[role=alert]");
    if (place) place.textContent = words;
    else if (words) announce(words);
  }
}
