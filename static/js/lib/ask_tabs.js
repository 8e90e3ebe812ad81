// A question to all other tabs of this browser, for where there are no locks to look at (plain http on a network name):
// each answers with a word, or not at all. What it returns asks, and resolves to the words; at once if one is `enough`.
const ANSWERED = 400; // milliseconds that a busy tab may need
const askTabs = (name, answer) => {
  const channel = new BroadcastChannel(name);
  const waiting = new Set();
  channel.onmessage = ({ data }) => {
    if (data.word) for (const hear of [...waiting]) hear(data.word);
    else if (answer()) channel.postMessage({ word: answer() });
  };
  return (isEnough = () => false, patience = ANSWERED) =>
    new Promise((resolve) => {
      const words = new Set();
      const done = () => (waiting.delete(hear), resolve(words));
      const hear = (word) => (words.add(word), isEnough(word) && done());
      waiting.add(hear);
      channel.postMessage({});
      setTimeout(done, patience);
    });
};
