// What belongs to the whole page: the keyboard, and the stage on a small screen.
const shortcuts = {
  "/": () => (document.querySelector("[type=search]") ?? document.getElementById("prompt"))?.focus(),
  "?": () => document.getElementById("shortcuts").showModal(),
  ",": () => player()?.step(-1),
  ".": () => player()?.step(1),
  " ": () => player()?.toggle(),
  i: () => document.querySelector("main loop-range")?.mark("in"),
  o: () => document.querySelector("main loop-range")?.mark("out"),
};

document.addEventListener("keydown", (event) => {
  const { key, target, isComposing } = event;
  if (isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const button = document.getElementById("generate");
    if (!button) return;
    event.preventDefault();
    if (!button.disabled && !event.repeat) button.form.requestSubmit(button);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(target) || (key === " " && isControl(target))) return;
  const act = shortcuts[key];
  if (!act || ((key === " " || key === "," || key === ".") && !player())) return;
  event.preventDefault();
  act();
});

// A poster of the contact sheet grows into its page: only the one that was chosen has the name.
document.addEventListener("click", ({ target }) => {
  const chosen = target.closest?.(".sheet .tile a")?.querySelector(".poster");
  for (const poster of document.querySelectorAll(".sheet .poster")) poster.style.viewTransitionName = poster === chosen ? "take" : "";
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target?.id !== "result" || !matchMedia("(max-width: 899px)").matches) return;
  detail.target.scrollIntoView({ block: "start", behavior: isCalm() ? "auto" : "smooth" });
});

// A word asked for with a token that is spent by now comes too late: its pieces are dropped, and what it left
// open is asked for anew, unless a conflict is there to be read first.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt, formData } = detail.requestConfig;
  if (elt.localName !== "request-preview" || formData.get("token") === document.getElementById("form-token").value) return;
  detail.shouldSwap = false;
  document.getElementById("server-request").textContent = "";
  if (!document.getElementById("conflict").textContent) elt.ask();
});

// A card that draws itself anew keeps the keyboard on the same control; one that went hands it to the card that came.
let held;
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  held = target.contains(document.activeElement) ? heldControl.of(target, document.activeElement) : undefined;
});
document.addEventListener("htmx:afterSwap", () => {
  const card = held && document.activeElement === document.body ? document.getElementById(held.card) : null;
  if (card) (heldControl.again(card, held) ?? heldControl.itself(card)).focus({ preventScroll: true });
  held = undefined;
});

// A control that is drawn anew between the press and the release of the mouse was pressed all the same.
let pressed;
document.addEventListener("pointerdown", ({ target, button, pointerType }) => {
  const control = pointerType === "mouse" && !button && target.closest(CONTROLS);
  const card = control && control.closest("[data-live], [data-board-summary]");
  pressed = card ? { ...heldControl.of(card, control), control } : undefined;
}, { capture: true });
document.addEventListener("pointerup", ({ clientX, clientY }) => {
  if (!pressed || pressed.control.isConnected) return;
  const card = document.getElementById(pressed.card);
  const again = card && heldControl.again(card, pressed);
  if (again?.contains(document.elementFromPoint(clientX, clientY))) again.click();
}, { capture: true });
