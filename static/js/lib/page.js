// What every page has, a guest's too: a voice, calm, and a player that the keyboard runs.
const announce = (text) => {
  document.getElementById("announce").textContent = text;
};
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const isTyping = (target) => target.closest("input:not([type=radio]), textarea, select, [contenteditable]");
const isControl = (target) => target.closest("a, button, summary, video, [role=tab], [type=radio]");
const player = () => document.querySelector("main :is(clip-player, compare-room)");
