// What this browser should do when takes finish; private windows that keep nothing forget it.
const finishWishes = {
  has(name) {
    try {
      return localStorage.getItem(name) === "on";
    } catch {
      return false;
    }
  },

  keep(name, isWanted) {
    try {
      if (isWanted) localStorage.setItem(name, "on");
      else localStorage.removeItem(name);
    } catch {
      // not kept, then
    }
  },
};
