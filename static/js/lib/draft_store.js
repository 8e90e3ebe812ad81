// What is written in the composer, kept in this browser by person, workspace and tab. A tab that is there holds a lock of its
// name, or, without locks, answers when it is called: a draft of any other tab belongs to one that crashed or was closed.
const DRAFT = { version: 1, offered: 5, lasts: 14 * 24 * 3600_000, apart: ["csrfmiddlewaretoken", "token", "to", "confirmed"] };

const newTab = () => {
  const id = Date.now().toString(36) + Math.random().toString(36).slice(2);
  sessionStorage.setItem("tab", id);
  return id;
};

const thisTab = { id: "" };
try {
  thisTab.id = sessionStorage.getItem("tab") ?? newTab();
  const isAgain = performance.getEntriesByType("navigation")[0]?.type === "reload";
  // A copy of a tab that is still there goes on as a tab of its own, from the same draft.
  const goOn = () => {
    const first = thisTab.id;
    thisTab.id = newTab();
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith("draft:") && each.endsWith(`:${first}`)))
      localStorage.setItem(key.replace(first, thisTab.id), localStorage.getItem(key));
  };
  const hold = (lock) => (lock ? new Promise(() => {}) : (goOn(), navigator.locks.request(`tab:${thisTab.id}`, hold)));
  if (navigator.locks) navigator.locks.request(`tab:${thisTab.id}`, { ifAvailable: !isAgain }, hold);
  else {
    thisTab.others = askTabs("playground-tabs", () => thisTab.id);
    if (!isAgain) thisTab.others((id) => id === thisTab.id, 10_000).then((ids) => ids.has(thisTab.id) && goOn());
  }
} catch {
  // No storage: drafts last as long as the page.
}

const draftStore = {
  // The form as [name, value], without what belongs to one click; files are on the server already.
  pairs: (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !DRAFT.apart.includes(name)),
  // The order of names does not matter, that of the values of one name does.
  isSame: (one, other) => JSON.stringify(one.toSorted(draftStore.byName)) === JSON.stringify(other.toSorted(draftStore.byName)),
  byName: ([a], [b]) => (a < b ? -1 : a > b ? 1 : 0),
  value: (pairs, name) => pairs.find(([each]) => each === name)?.[1],
  key: (user, tab = thisTab.id) => `draft:${user}:${tab}`,

  read(key) {
    try {
      const found = JSON.parse(localStorage.getItem(key));
      const isPair = (pair) => Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === "string");
      const isSound = found?.version === DRAFT.version && Date.now() - found.at < DRAFT.lasts && found.pairs.every(isPair);
      if (isSound) return found;
      if (found) localStorage.removeItem(key);
    } catch {}
    return undefined;
  },

  // `done`: made into a take, or dismissed; it comes back in its own tab and is offered to no other.
  write(key, pairs, done = false) {
    const draft = { version: DRAFT.version, at: Date.now(), address: location.search, pairs, done };
    try {
      localStorage.setItem(key, JSON.stringify(draft));
    } catch {} // full: the older draft is better than none
  },

  dismiss(key) {
    const draft = draftStore.read(key);
    if (draft) draftStore.write(key, draft.pairs, true);
  },

  // Drafts of this person whose tabs are gone, the latest first.
  async orphans(user, mine) {
    const tabs = navigator.locks ? (await navigator.locks.query()).held.map(({ name }) => name.replace("tab:", "")) : await thisTab.others();
    const living = new Set([...tabs].map((tab) => draftStore.key(user, tab)));
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(draftStore.key(user, "")) && !living.has(key));
    return keys.filter((key) => key !== draftStore.key(user)).map((key) => ({ key, ...draftStore.read(key) }))
      .filter(({ pairs, done }) => pairs && !done && !draftStore.isSame(pairs, mine))
      .sort((a, b) => b.at - a.at).slice(0, DRAFT.offered);
  },
};
