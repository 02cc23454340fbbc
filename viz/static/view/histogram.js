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

  /** Show days, as YYYY-MM-DD, YYYY-MM or YYYY; others are counted as undated. Days that
   * are chosen already set the ends.
   * @param {Iterable<string>} dates @param {[string, string]} [chosen] '' leaves an end open */
  set(dates, [since, until] = ["", ""]) {
    const all = [...dates];
    const known = all.filter((date) => /^\d{4}(-\d\d){0,2}$/.test(date)).sort();
    this.undated = all.length - known.length;
    const years = known.length ? Number(known.at(-1).slice(0, 4)) - Number(known[0].slice(0, 4)) : 0;
    const length = years > 4 ? 4 : 7;
    this.counts = new Map();
    for (const date of known) {
      const period = date.slice(0, length);
      this.counts.set(period, (this.counts.get(period) ?? 0) + 1);
    }
    this.periods = [...this.counts.keys()];
    const first = this.periods.findIndex((period) => period >= since.slice(0, length));
    const last = until ? this.periods.findLastIndex((period) => period <= until.slice(0, length)) : this.periods.length - 1;
    this.render(Math.max(first, 0), Math.max(last, 0));
  }

  /** Hear of a range that was chosen; '' is an end left open.
   * @param {"change"} name @param {(range: [string, string]) => void} handler */
  on(name, handler) {
    if (name === "change") this.handlers.push(handler);
  }

  /** @returns {[string, string]} the first and the last day that are chosen; '' leaves an end open */
  days() {
    const [first, last] = this.range();
    const isFirst = first === this.periods[0], isLast = last === this.periods.at(-1);
    return [isFirst ? "" : firstDay(first), isLast ? "" : lastDay(last)];
  }

  /** @returns {[string, string]} the first and last period that are chosen */
  range() {
    const ends = this.sliders.map(({ value }) => Number(value)).sort((a, b) => a - b);
    return [this.periods[ends[0]] ?? "", this.periods[ends[1]] ?? ""];
  }

  /** @param {number} first @param {number} last */
  render(first, last) {
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
    const focused = this.sliders?.indexOf(document.activeElement) ?? -1;
    this.sliders = [this.slider(this.zh ? "起始" : "From", first), this.slider(this.zh ? "截止" : "Until", last)];
    this.label = document.createElement("output");
    this.element.replaceChildren(bars, ...this.sliders.map((slider) => slider.parentElement), this.label);
    this.sliders[focused]?.focus({ preventScroll: true });
    this.element.hidden = this.periods.length < 2;
    this.element.style.setProperty("--periods", String(this.periods.length));
    this.say();
  }

  slider(name, value) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.append(name, " ", input);
    Object.assign(input, { type: "range", min: "0", max: String(Math.max(0, this.periods.length - 1)), value: String(value) });
    input.addEventListener("input", () => this.say());
    input.addEventListener("change", () => this.handlers.forEach((handler) => handler(this.days())));
    return input;
  }

  say() {
    const [first, last] = this.range();
    const undated = this.undated ? `${this.zh ? "无日期" : "undated"}: ${this.undated}` : "";
    this.label.textContent = [first === last ? first : `${first} – ${last}`, undated].filter(Boolean).join(" · ");
    for (const slider of this.sliders) slider.ariaValueText = this.periods[Number(slider.value)] ?? "";
    this.bars.forEach((bar, n) => {
      bar.style.opacity = this.periods[n] >= first && this.periods[n] <= last ? "1" : "0.25";
    });
  }
}

/** @param {string} period YYYY or YYYY-MM */
function firstDay(period) {
  return period.length > 4 ? `${period}-01` : `${period}-01-01`;
}

/** @param {string} period YYYY or YYYY-MM */
function lastDay(period) {
  const [year, month = 12] = period.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
