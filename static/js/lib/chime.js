// Two soft notes, made on the spot. Silent in a tab that nobody has touched yet: a browser forbids it there, and says so.
const NOTES = [659.26, 987.77]; // Hz
const chime = () => {
  if (!navigator.userActivation?.hasBeenActive) return;
  const context = new AudioContext();
  for (const [place, pitch] of NOTES.entries()) {
    const [note, volume, start] = [context.createOscillator(), context.createGain(), context.currentTime + place * 0.14];
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.12, start + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.7);
    note.connect(volume).connect(context.destination);
    note.start(start);
    note.stop(start + 0.75);
    if (place === NOTES.length - 1) note.onended = () => context.close();
  }
};
