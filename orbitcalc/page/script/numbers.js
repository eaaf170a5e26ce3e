// Numbers for people.

const WORDS = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]];

/** Formats by significant digits: each is slow to make. */
const FORMATS = [];
const grouped = (value, digits) => (FORMATS[digits] ??= new Intl.NumberFormat("en-US", { maximumFractionDigits: 12, maximumSignificantDigits: digits })).format(value);

/** A number with some significant digits and thousands grouped. */
function rounded(value, digits = 3) {
  if (!isFinite(value)) return isNaN(value) ? "no value" : value > 0 ? "unlimited" : "minus unlimited";
  if (value === 0) return "0";
  const near = Number(value.toPrecision(digits)), size = Math.abs(near);
  if (size >= 1e12 || size < 1e-3) return near.toExponential().replace("e+", "e");
  return grouped(near, Math.max(digits, Math.ceil(Math.log10(size + 1))));
}

/** A large number with a word. */
function inWords(value, digits = 3) {
  const near = Number(value.toPrecision(digits)), word = WORDS.find(([size]) => Math.abs(near) >= size);
  return word ? `${rounded(near / word[0], digits)} ${word[1]}` : rounded(value, digits);
}

/** A value in SI with the unit and prefix that suit its size; `noun` is what is counted, or "percent". */
function amount(page, name, si, noun = "", digits = 3) {
  const variable = page.variables[name], unit = variable.unit || "", scale = variable.scale || 1;
  if (!isFinite(si)) return isNaN(si) ? (variable.never ? "never" : "no value") : "without limit";
  if (variable.words) return variable.words[Math.round(si)];
  if (noun === "percent") return `${rounded(100 * si, Math.abs(si) < 0.995 ? 2 : 3)} %`;
  const value = (si - (variable.offset || 0)) / scale;
  if (variable.date) return String(Math.floor(value));
  if (noun) {
    const text = inWords(value, digits);
    return `${text} ${noun}${text === "1" ? "" : "s"}${unit === "1/yr" ? " a year" : ""}`;
  }
  if (!unit) return inWords(value, digits);
  const money = /^[kMGT]?USD_\d{4}/.exec(unit);
  if (money) {
    const factor = { k: 1e3, M: 1e6, G: 1e9, T: 1e12 }[unit[0]] || 1;
    return `${inWords(value * factor, digits)} ${unit.replace(/[kMGT]?USD_\d{4}/, "USD")}`;
  }
  const steps = variable.ladder === null ? [] : page.ladders[variable.ladder];
  const near = Number(Math.abs(si).toPrecision(digits));
  const step = steps.filter(([, size, least]) => near / size >= least * (1 - 1e-12)).pop();
  const [label, size] = step || [unit, scale];
  const text = rounded((step ? si / size : value), digits), word = { yr: "year", day: "day", hour: "hour", minute: "minute" }[label];
  return `${text} ${word ? word + (text === "1" ? "" : "s") : label.replace("^2", "²").replace("^3", "³")}`;
}

/** A share in whole percent, with two digits where it is small. */
const percent = share => share > 0 && share < 0.01 ? "under 1 %" : share < 1 && share > 0.99 ? "over 99 %" : `${Math.round(100 * share)} %`;

/** The 5 to 95 % range of a variable in words. */
function rangeText(page, name, { low, high, without }) {
  const none = page.variables[name].never ? "never" : "no value";
  if (isNaN(low)) return `${none} (in ${percent(without)})`;
  if (isNaN(high)) return `${amount(page, name, low)} to ${none} (in ${percent(without)})`;
  const first = amount(page, name, low), last = amount(page, name, high);
  if (first === last) return first;
  const unit = first.slice(first.indexOf(" "));
  return `${first.includes(" ") && last.endsWith(unit) ? first.slice(0, -unit.length) : first} to ${last}`;
}
