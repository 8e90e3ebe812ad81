// Brings what the server drew anew into the page. What has the same stamp stays as it is, what somebody types into is
// never touched, and the keyboard stays where it was.
const hasWords = (part) => [...part.querySelectorAll("textarea")].some(({ value, defaultValue }) => value !== defaultValue);

const meldAttributes = (old, fresh) => {
  for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
};

const meldPart = (old, fresh) => {
  if ("kept" in old.dataset || hasWords(old) && "whole" in old.dataset) return old;
  if (!("whole" in fresh.dataset)) return meldChildren(old, fresh), old;
  if (old.dataset.stamp === fresh.dataset.stamp) return old;
  old.replaceWith(fresh);
  return fresh;
};

const meldChildren = (old, fresh) => {
  meldAttributes(old, fresh);
  const wanted = new Set(Array.from(fresh.children, ({ id }) => id));
  for (const child of [...old.children]) if (!wanted.has(child.id) && !hasWords(child)) child.remove();
  let place = old.firstElementChild;
  for (const child of [...fresh.children]) {
    const mine = [...old.children].find(({ id }) => id === child.id);
    while (place && place !== mine && !wanted.has(place.id)) place = place.nextElementSibling;
    const isHere = mine && mine === place;
    const part = mine ? meldPart(mine, child) : child;
    if (!isHere) old.insertBefore(part, place);
    place = part.nextElementSibling;
  }
};

const meld = (old, fresh) => {
  const held = document.activeElement?.id;
  meldChildren(old, fresh);
  if (held && document.activeElement === document.body) document.getElementById(held)?.focus({ preventScroll: true });
};
