// Whether any tab of this browser is looked at: each visible one shares a lock for as long as it is, or says so when asked.
const HERE = "playground-here";
const lookedAt = { is: false };
const askWhoIsHere = navigator.locks ? undefined : askTabs(HERE, () => lookedAt.is && "here");
const isSomebodyHere = async () => {
  if (navigator.locks) return (await navigator.locks.query()).held.some(({ name }) => name === HERE);
  return lookedAt.is || (await askWhoIsHere(() => true)).size > 0;
};

// Shares the lock; what it returns lets go of it, even if a busy browser has not given it yet.
const beHere = () => {
  let leave;
  const left = new Promise((resolve) => (leave = resolve));
  lookedAt.is = true;
  navigator.locks?.request(HERE, { mode: "shared" }, () => left).catch(() => {});
  return () => {
    lookedAt.is = false;
    leave();
  };
};
