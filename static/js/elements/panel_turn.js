// What something attached makes of the form: says it, and puts aside what that request does not take.
customElements.define("panel-turn", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("input", () => this.judge(), true);
    this.judge();
  }

  judge() {
    const turn = composerForm.turn(this.form);
    if (Boolean(turn) === this.isTurned) return;
    this.isTurned = Boolean(turn);
    const kept = turn && Object.values(turn.keeps);
    this.hidden = !turn;
    this.form.toggleAttribute("data-turned", this.isTurned);
    for (const prompts of this.form.querySelectorAll("quick-prompts")) prompts.hidden = "turned" in prompts.dataset !== this.isTurned;
    for (const part of this.form.querySelectorAll("[data-parameter]"))
      part.hidden = Boolean(turn && !kept.includes(part.dataset.parameter));
    for (const list of this.form.querySelectorAll("[data-list]"))
      list.toggleAttribute("data-waits", Boolean(turn && !kept.includes(list.dataset.list)));
  }
});
