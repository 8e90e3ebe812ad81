// The two wishes for finished takes. The browser's own question comes at the person's click, never before.
customElements.define("finish-settings", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.word = this.querySelector("[role=status]");
    document.addEventListener("click", ({ target }) => target.closest('[data-opens="finish"]') && this.open());
    this.addEventListener("change", ({ target }) => this.wish(target));
  }

  open() {
    const canNotify = "Notification" in window && Notification.permission !== "denied";
    for (const box of this.querySelectorAll("[type=checkbox]")) box.checked = finishWishes.has(box.name);
    const notification = this.querySelector("[name=finish-notification]");
    notification.checked &&= canNotify && Notification.permission === "granted";
    this.word.textContent = "";
    this.dialog.showModal();
  }

  async wish(box) {
    if (box.name === "finish-notification" && box.checked) box.checked = await this.mayNotify();
    if (box.name === "finish-sound" && box.checked) chime();
    finishWishes.keep(box.name, box.checked);
  }

  async mayNotify() {
    this.word.textContent = "";
    const answer = "Notification" in window ? await Notification.requestPermission() : "missing";
    if (answer !== "granted") this.word.textContent = this.word.dataset[answer === "missing" ? "missing" : "denied"];
    return answer === "granted";
  }
});
