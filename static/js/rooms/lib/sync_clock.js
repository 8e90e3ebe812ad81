// One clock for several clips: the mean of where they are. A clip that is some milliseconds off it is played a little
// faster or slower; once they are a good part of a frame apart, those ahead slow down for the last one, which may be
// as fast as this machine can draw it. While one has nothing to show all of them wait for it. Each shows the clock's time plus its
// own trim. Clips are { video, fps, trim } with the trim in seconds.
const CRAWL = 1 / 16; // the slowest that every browser plays
const FAR = 0.25; // frames
class SyncClock {
  constructor(clips, fps, tell) {
    Object.assign(this, { clips, fps, tell, rate: 1, held: 0, turn: 0, isWanted: false, isRunning: false });
  }

  get length() {
    return Math.max(0, ...this.clips.map(({ video, trim }) => (video.duration || 0) - trim));
  }

  // Where the last picture begins: not known before all clips are.
  get last() {
    const isKnown = this.clips.every(({ video }) => video.duration || video.error);
    return isKnown ? Math.max(0, this.length - 1 / this.fps) : Infinity;
  }

  get time() {
    const moving = this.isRunning ? this.moving() : [];
    if (!moving.length) return this.isRunning ? this.length : this.held;
    return moving.reduce((sum, clip) => sum + this.where(clip), 0) / moving.length;
  }

  onGrid = (time) => Math.round(time * this.fps) / this.fps;
  // The middle of a picture: no rounding of a decoder turns it into its neighbour.
  place = ({ trim }, time) => time + trim + 0.5 / this.fps;
  where = (clip) => clip.video.currentTime - this.place(clip, 0);
  // A shorter clip stands on its last picture until the longest is over.
  moving = () => this.clips.filter(({ video }) => !video.ended && video.currentTime < video.duration - 0.02);

  // Still, all on the picture of this moment. False: something else was wanted meanwhile.
  async seek(time) {
    const turn = (this.turn += 1);
    this.isRunning = false;
    this.held = this.onGrid(Math.min(Math.max(0, time), this.last));
    for (const clip of this.clips) {
      clip.video.pause();
      const last = (clip.video.duration || 0) - 0.01;
      clip.video.currentTime = Math.max(0, Math.min(this.place(clip, this.held), last));
    }
    this.tell();
    await Promise.all(this.clips.map(({ video }) => hasPicture(video)));
    return turn === this.turn;
  }

  async play(from = this.time) {
    this.isWanted = true;
    if ((await this.seek(from >= this.last - 0.5 / this.fps ? 0 : from)) && this.isWanted) this.start(this.turn);
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
    this.rate = rate;
    return this.move();
  }

  async start(turn) {
    const moving = this.moving();
    // Each needs a time of its own to come into motion: crawling until all have, they lose nothing to each other.
    for (const { video } of moving) video.playbackRate = CRAWL;
    await Promise.allSettled(moving.map(({ video }) => video.play()));
    if (turn !== this.turn) return;
    for (const { video } of moving) video.playbackRate = this.rate;
    this.isRunning = true;
    this.looked = performance.now();
    requestAnimationFrame(() => this.steer(turn));
  }

  steer(turn) {
    if (turn !== this.turn) return;
    const moving = this.moving();
    if (!moving.length) return void this.play(0);
    if (moving.some(({ video }) => video.readyState < 3)) return void this.wait(turn, moving);
    this.beat();
    const places = moving.map(this.where);
    const last = Math.min(...places);
    const isFar = Math.max(...places) - last > FAR / this.fps;
    const time = isFar ? last : this.time;
    for (const clip of moving) this.correct(clip.video, this.where(clip) - time);
    this.tell();
    requestAnimationFrame(() => this.steer(turn));
  }

  // The longest time between two looks of late: on a busy machine a correction lasts that long, and must not overshoot;
  // there the clips' own clocks come late as well, and whoever followed each of their jumps would make it worse.
  beat() {
    const now = performance.now();
    this.lull = Math.max((now - this.looked) / 1000, (this.lull ?? 0) * 0.9);
    this.looked = now;
  }

  correct(video, off) {
    const nudge = Math.abs(off) < 0.003 ? 0 : Math.max(-0.5, Math.min(0.9, off / Math.max(0.1, 2 * this.lull)));
    const wanted = Math.max(CRAWL, this.rate * (1 - nudge));
    if (Math.abs(video.playbackRate - wanted) > 0.01 || !nudge) video.playbackRate = wanted;
  }

  // One has nothing to show: all stand still where the slowest is, and go on together.
  async wait(turn, moving) {
    this.held = Math.min(...moving.map(this.where));
    this.isRunning = false;
    for (const clip of moving) {
      clip.video.pause();
      if (this.where(clip) - this.held > 0.25 / this.fps) clip.video.currentTime = this.place(clip, this.held);
    }
    await Promise.all(moving.map(({ video }) => hasPicture(video)));
    if (turn === this.turn) this.start(turn);
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
