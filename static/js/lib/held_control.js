// Which control of a card has the focus, told so that the same one is found in another drawing of that card.
const CONTROLS = "a[href], button, input, select, textarea, summary, video, [tabindex='0']";
const heldControl = {
  // What stays of it: not its words, which tell a state, nor what was typed or dragged.
  name: (each) => {
    const choice = ["radio", "checkbox"].includes(each.type) ? each.value : "";
    return [each.localName, each.id, each.name, choice, each.pathname, ...Object.values(each.dataset)].join(" ");
  },
  alike: (card, name) => [...card.querySelectorAll(CONTROLS)].filter((each) => heldControl.name(each) === name),

  of(card, control) {
    const name = heldControl.name(control);
    return { card: card.id, name, place: heldControl.alike(card, name).indexOf(control) };
  },
  again: (card, { name, place }) => heldControl.alike(card, name)[place],
  itself(card) {
    card.setAttribute("tabindex", "-1");
    return card;
  },
};
