// A guest's page: the keyboard runs what plays, as everywhere.
const keys = { ",": () => player()?.step(-1), ".": () => player()?.step(1), " ": () => player()?.toggle() };

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !keys[key] || !player()) return;
  if (isTyping(target) || (key === " " && isControl(target))) return;
  event.preventDefault();
  keys[key]();
});
