// Whether any tab of this browser is looked at: each visible one shares a lock for as long as it is.
const HERE = "playground-here";
const isSomebodyHere = async () => (await navigator.locks.query()).held.some(({ name }) => name === HERE);

// Shares the lock; what it returns lets go of it.
const beHere = () => {
  let leave;
  navigator.locks.request(HERE, { mode: "shared" }, () => new Promise((resolve) => (leave = resolve))).catch(() => {});
  return () => (leave ? leave() : setTimeout(() => leave?.()));
};
