// Time: how many things fall in each month or year, and a slider for both ends.

const BAR = 26;

export class Histogram {
  /** @param {HTMLElement} element @param {{language?: "zh" | "en"}} [options] */
  constructor(element, { language = "en" } = {}) {
    this.element = element;
    this.zh = language === "zh";
    this.handlers = [];
    this.periods = [];
    this.counts = new Map();
  }

  /** Show days, as YYYY-MM-DD, YYYY-MM or YYYY; others are counted as undated.
   * @param {Iterable<string>} dates */
  set(dates) {
    const known = [...dates].filter((date) => /^\d{4}(-\d\d){0,2}$/.test(date)).sort();
    const years = known.length ? Number(known.at(-1).slice(0, 4)) - Number(known[0].slice(0, 4)) : 0;
    const length = years > 4 ? 4 : 7;
    this.counts = new Map();
    for (const date of known) {
      const period = date.slice(0, length);
      this.counts.set(period, (this.counts.get(period) ?? 0) + 1);
    }
    this.periods = [...this.counts.keys()];
    this.render();
  }

  /** @param {"change"} name @param {(range: [string, string]) => void} handler */
  on(name, handler) {
    if (name === "change") this.handlers.push(handler);
  }

  /** @returns {[string, string]} the first and last period that are chosen */
  range() {
    const ends = this.sliders.map(({ value }) => Number(value)).sort((a, b) => a - b);
    return [this.periods[ends[0]] ?? "", this.periods[ends[1]] ?? ""];
  }

  render() {
    const most = Math.max(1, ...this.counts.values());
    const bars = document.createElement("div");
    bars.className = "bars";
    Object.assign(bars.style, { display: "flex", alignItems: "end", height: `${BAR}px`, gap: "1px" });
    bars.ariaHidden = "true";
    this.bars = this.periods.map((period) => {
      const bar = bars.appendChild(document.createElement("span"));
      bar.title = `${period}: ${this.counts.get(period)}`;
      Object.assign(bar.style, {
        flex: "1", height: `${Math.max(2, (this.counts.get(period) / most) * BAR)}px`, background: "var(--tender, #59616c)",
      });
      return bar;
    });
    this.sliders = [this.slider(this.zh ? "起始" : "From", 0), this.slider(this.zh ? "截止" : "Until", this.periods.length - 1)];
    this.label = document.createElement("output");
    this.element.replaceChildren(bars, ...this.sliders.map((slider) => slider.parentElement), this.label);
    this.element.hidden = this.periods.length < 2;
    this.say();
  }

  slider(name, value) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.append(name, " ", input);
    Object.assign(input, { type: "range", min: "0", max: String(Math.max(0, this.periods.length - 1)), value: String(value) });
    input.addEventListener("input", () => {
      this.say();
      this.handlers.forEach((handler) => handler(this.range()));
    });
    return input;
  }

  say() {
    const [first, last] = this.range();
    this.label.textContent = first === last ? first : `${first} – ${last}`;
    this.bars.forEach((bar, n) => {
      bar.style.opacity = this.periods[n] >= first && this.periods[n] <= last ? "1" : "0.25";
    });
  }
}
