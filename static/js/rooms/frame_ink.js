// What is drawn on a frame: it lies over the clip's picture, in parts of its width and height.
const INK = "http://www.w3.org/2000/svg";
const MOST_STROKES = 20;
const MOST_POINTS = 200;

customElements.define("frame-ink", class extends HTMLElement {
  connectedCallback() {
    const { width, height } = this.parentElement.querySelector("video");
    Object.assign(this, { wide: width, high: height, strokes: this.strokes ?? [] });
    this.svg ??= document.createElementNS(INK, "svg");
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.setAttribute("aria-hidden", "true");
    this.replaceChildren(this.svg);
    this.onpointerdown = (event) => this.begin(event);
    this.onpointermove = (event) => this.line && this.go(event);
    this.onpointerup = this.onpointercancel = () => this.end();
  }

  get isDrawing() {
    return this.hasAttribute("data-drawing");
  }

  // Strokes that somebody else drew, or one's own.
  show(strokes) {
    this.svg.replaceChildren(...strokes.map((points) => this.drawn(points)));
  }

  // A tap is a dot: a line needs two points.
  drawn(points) {
    const line = document.createElementNS(INK, "polyline");
    const all = points.length > 1 ? points : [points[0], points[0]];
    line.setAttribute("points", all.map(([x, y]) => `${x * this.wide},${y * this.high}`).join(" "));
    return line;
  }

  place({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    const part = (length, whole) => Number(Math.max(0, Math.min(1, length / whole)).toFixed(4));
    return [part(x, this.wide), part(y, this.high)];
  }

  begin(event) {
    if (!this.isDrawing || this.strokes.length >= MOST_STROKES) return;
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.line = [this.place(event)];
    this.strokes.push(this.line);
    this.show(this.strokes);
  }

  go(event) {
    const [x, y] = this.place(event);
    const [lastX, lastY] = this.line.at(-1);
    if (this.line.length >= MOST_POINTS || Math.hypot(x - lastX, y - lastY) < 0.004) return;
    this.line.push([x, y]);
    this.show(this.strokes);
  }

  end() {
    if (!this.line) return;
    this.line = undefined;
    this.dispatchEvent(new Event("drawn", { bubbles: true }));
  }
});
