// A draft and the form: what a browser can fill by itself, what joins what, and the offers of drafts left behind.
const draftFill = (form, pairs) => {
  if (draftStore.value(pairs, "model") !== form.elements.model.value) return;
  const given = Map.groupBy(pairs, ([name]) => name);
  for (const field of form.elements) {
    const values = given.get(field.name)?.map(([, value]) => value);
    if (!values || ["hidden", "file", "submit", "button"].includes(field.type) || field.name.includes(".")) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else field.value = values[0];
  }
};

// A part of a take joins the draft: its prompt, its settings (and so its model) or its references; the rest stays.
const draftJoin = (form, pairs, use) => {
  const lists = composerForm.declaration(form).parameters.filter(({ takes }) => takes).map(({ name }) => name);
  const isFile = (name) => name === "references" || name.includes(".") || lists.includes(name);
  const part = (name) => (name === "prompt" ? "prompt" : isFile(name) ? "references" : "settings");
  const isGiven = ([name]) => ["parent", "edge"].includes(name) || part(name) === use;
  return [...draftStore.pairs(form).filter(isGiven), ...pairs.filter((pair) => !isGiven(pair))];
};

// The server draws the form anew; whoever types meanwhile loses nothing.
const draftDraw = async (prompt, url, pairs) => {
  const values = new FormData();
  for (const [name, value] of pairs) values.append(name, value);
  const before = prompt.value;
  await htmx.ajax("POST", url, { target: "#compose", swap: "outerHTML", values });
  const fresh = document.getElementById("prompt");
  if (fresh === prompt || prompt.value === before) return;
  fresh.value = prompt.value;
  composerForm.changed(fresh.form);
};

const draftOffers = (place, found) => {
  const list = place.querySelector("ul");
  const today = new Date().toDateString();
  list.hidden = found.length === 0;
  list.replaceChildren(...found.map(({ key, at, pairs }) => {
    const item = place.querySelector("template").content.cloneNode(true).firstElementChild;
    const moment = new Date(at);
    const time = { hour: "2-digit", minute: "2-digit" };
    const day = moment.toDateString() === today ? {} : { day: "numeric", month: "short" };
    const when = moment.toLocaleString(document.documentElement.lang, { ...day, ...time, hour12: false });
    const [restore, dismiss] = item.querySelectorAll("button");
    restore.textContent = restore.textContent.replace("%s", when);
    dismiss.ariaLabel = dismiss.ariaLabel.replace("%s", when);
    item.querySelector("span").textContent = draftStore.value(pairs, "prompt") ?? "";
    restore.addEventListener("click", () => place.draw(pairs).then(() => (localStorage.removeItem(key), document.getElementById("prompt").focus())));
    dismiss.addEventListener("click", () => (draftStore.dismiss(key), place.offer(), document.getElementById("prompt").focus()));
    return item;
  }));
};
