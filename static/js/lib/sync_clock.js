// One clock for several clips. Each clip shows the clock's time plus its own trim; none is the master. A clip that
// is a few milliseconds off is played a little faster or slower, one that lost its place is set anew, and while one
// has nothing to show all of them wait. Clips are { video, fps, trim } with the trim in seconds.
class SyncClock {
  constructor(clips, fps, tell) {
    Object.assign(this, { clips, fps, tell, rate: 1, held: 0, since: null, turn: 0, isWanted: false });
  }

  get length() {
    return Math.max(0, ...this.clips.map(({ video, trim }) => (video.duration || 0) - trim));
  }

  get time() {
    return this.since === null ? this.held : this.held + ((performance.now() - this.since) / 1000) * this.rate;
  }

  onGrid = (time) => Math.round(time * this.fps) / this.fps;
  // The middle of a picture: no rounding of a decoder turns it into its neighbour.
  place = ({ trim }, time) => time + trim + 0.5 / this.fps;
  isOver = (clip, time) => this.place(clip, time) >= clip.video.duration - 0.01;

  // Still, all on the picture of this moment.
  async seek(time) {
    const turn = (this.turn += 1);
    this.since = null;
    this.held = this.onGrid(Math.min(Math.max(0, time), Math.max(0, this.length - 1 / this.fps)));
    for (const clip of this.clips) {
      clip.video.pause();
      const last = (clip.video.duration || 0) - 0.5 / clip.fps;
      clip.video.currentTime = Math.max(0, Math.min(this.place(clip, this.held), last));
    }
    this.tell();
    await Promise.all(this.clips.map(({ video }) => hasPicture(video)));
    return turn === this.turn;
  }

  async play(from = this.time) {
    this.isWanted = true;
    if (!(await this.seek(from >= this.length - 1.5 / this.fps ? 0 : from)) || !this.isWanted) return;
    const turn = this.turn;
    const moving = this.clips.filter((clip) => !this.isOver(clip, this.held));
    for (const { video } of moving) video.playbackRate = this.rate;
    await Promise.allSettled(moving.map(({ video }) => video.play()));
    if (turn !== this.turn) return;
    const lead = moving.map((clip) => clip.video.currentTime - this.place(clip, 0));
    this.held = lead.length ? Math.min(...lead) : this.held;
    this.since = performance.now();
    requestAnimationFrame(() => this.steer(turn));
  }

  stop(time = this.time) {
    this.isWanted = false;
    return this.seek(time);
  }

  // Another trim; what ran runs on.
  move() {
    return this.isWanted ? this.play() : this.seek(this.time);
  }

  run(rate) {
    [this.held, this.since, this.rate] = [this.time, null, rate];
    return this.move();
  }

  steer(turn) {
    if (turn !== this.turn || this.since === null) return;
    const time = this.time;
    if (time >= this.length - 0.5 / this.fps) return void this.play(0);
    if (this.clips.some((clip) => clip.video.readyState < 3 && !this.isOver(clip, time))) return void this.play(time);
    for (const clip of this.clips) if (!this.isOver(clip, time)) this.correct(clip, time);
    this.tell();
    requestAnimationFrame(() => this.steer(turn));
  }

  correct({ video, trim }, time) {
    const off = video.currentTime - this.place({ trim }, time);
    if (video.paused) video.play().catch(() => {});
    if (Math.abs(off) > 0.3) video.currentTime -= off;
    const nudge = Math.abs(off) < 0.004 ? 0 : Math.max(-0.2, Math.min(0.2, off * 3));
    const wanted = this.rate * (1 - nudge);
    if (Math.abs(video.playbackRate - wanted) > 0.01 || !nudge) video.playbackRate = wanted;
  }
}

// Settled on its place with a picture to show; a clip that broke is not waited for.
const hasPicture = (video) =>
  new Promise((resolve) => {
    const events = ["seeked", "canplay", "canplaythrough", "error"];
    const look = () => {
      if (!video.error && (video.seeking || video.readyState < 3)) return;
      for (const type of events) video.removeEventListener(type, look);
      resolve();
    };
    for (const type of events) video.addEventListener(type, look);
    look();
  });
