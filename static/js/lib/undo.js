// Says what went, with a button that takes it back.
const offerUndo = (place, said, label, undo) => {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "tiny plain-ink", textContent: label });
  button.addEventListener("click", () => (place.replaceChildren(), undo()));
  place.replaceChildren(said, " ", button);
};

// An item leaves its list, and comes back where it stood.
const removeWithUndo = (tray, item) => {
  const { list, word, words, form } = tray;
  const behind = item.nextElementSibling;
  item.remove();
  word.removeAttribute("data-bad");
  offerUndo(word, words.removed.replace("%s", item.querySelector(".thumb").title), words.undo, () => {
    list.insertBefore(item, behind?.parentElement === list ? behind : null);
    item.querySelector("[data-remove]").focus();
    composerForm.changed(form);
  });
  word.querySelector("button").focus();
  composerForm.changed(form);
};
