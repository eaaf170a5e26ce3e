// A state: the place of a scenario in the page, and texts by name of what differs from it.

/** A text as part of an address; what reads well there stays. */
const escaped = text => text.replace(/[^\w.~\/^*(),:+-]/gu, encodeURIComponent);

/** The address of a state, without '#'. */
function encode(page, state) {
  const parts = state.scenario ? [["scenario", page.scenarios[state.scenario].name]] : [];
  parts.push(...Object.entries(state.values));
  if (state.against) parts.push(["against", encode(page, state.against)]);
  return parts.map(([name, text]) => `${name}=${escaped(text)}`).join("&");
}

/** The state of an address, and what of it cannot be read. */
function decode(page, address) {
  const state = { scenario: 0, values: {} }, problems = [];
  for (const part of address.replace(/^[#?]/, "").split("&").filter(Boolean)) {
    const at = part.indexOf("="), name = at < 0 ? part : part.slice(0, at);
    let text = "";
    try { text = decodeURIComponent(part.slice(at + 1)); } catch { problems.push(`${name}: a broken % sign`); continue; }
    if (at < 0) problems.push(`'${name}' is not NAME=VALUE`);
    else if (name === "scenario") {
      const place = page.scenarios.findIndex(item => item.name === text);
      if (place < 0) problems.push(`no scenario '${text}' in this page`); else state.scenario = place;
    } else if (name === "against") state.against = decode(page, text).state;
    else {
      const wrong = problem(page, name, text);
      if (wrong) problems.push(`${name}: ${wrong}`); else state.values[name] = text;
    }
  }
  return { state, problems };
}

const own = (table, name) => Object.prototype.hasOwnProperty.call(table, name);
const selectionOf = (page, name) => page.selections.find(item => item.name === name);
const choiceOf = (page, name) => page.choices.find(item => item.name === name);

/** Why a text cannot be the value of a variable; empty if it can. */
function problem(page, name, text) {
  const selection = selectionOf(page, name), choice = choiceOf(page, name);
  const words = selection ? selection.entries.map(entry => entry.name) : choice ? choice.words : null;
  if (words) return words.includes(text) ? "" : `'${text}' is not one of ${words.join(", ")}`;
  if (!own(page.variables, name)) return "no number of this page";
  return read(page, name, text).wrong || "";
}

const NUMBER = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)(?![\w.])\s*(.*?)\s*$/;

/** A text such as "500 USD_2025/kg" in SI, or what is wrong with it. */
function read(page, name, text) {
  const variable = page.variables[name], match = NUMBER.exec(text);
  if (!match) return { wrong: `write a number${variable.unit ? ` and ${variable.unit}` : ""}` };
  const unit = match[2] || (Number(match[1]) === 0 && variable.unit !== "K" ? variable.unit || "" : "");
  const steps = variable.ladder === null ? [] : page.ladders[variable.ladder];
  const step = steps.find(([label]) => label === unit);
  let value;
  if (unit === (variable.unit || "")) value = Number(match[1]) * (variable.scale || 1) + (variable.offset || 0);
  else if (step) value = Number(match[1]) * step[1];
  else return { wrong: `write it in ${variable.unit || "a plain number"}` };
  const [low, high] = variable.limits || [null, null];
  if ((low !== null && value < low) || (high !== null && value > high)) return { wrong: "out of bounds" };
  return { value };
}

/** A value in SI as a text that `read` and the command line accept, with so many digits. */
function write(page, name, value, digits = 4) {
  const variable = page.variables[name];
  const number = Number(((value - (variable.offset || 0)) / (variable.scale || 1)).toPrecision(digits));
  return `${number} ${variable.unit || ""}`.trim();
}

/** A text as one word of a shell. */
const quoted = text => /^[\w.\/:=@%+,-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;

/** The command that gives the numbers of a state. */
function command(page, state) {
  const settings = Object.entries(state.values).map(([name, text]) => ` -s ${name}=${quoted(text)}`);
  return `${page.scenarios[state.scenario].command}${settings.join("")}`;
}

/** A slider from 0 to 1 over the range of an input in SI, wide enough for its value; logarithmic over large ones. */
function scale(page, state, name, value) {
  const { range } = page.scenarios[state.scenario].given[name] || {}, limits = page.variables[name].limits || [null, null];
  const [first, last] = range || (value > 0 ? [value / 2, value * 2] : value < 0 ? [value * 2, value / 2] : [0, 1]);
  let [low, high] = [Math.min(first, value), Math.max(last, value)];
  if (limits[0] !== null) low = Math.max(low, limits[0]);
  if (limits[1] !== null) high = Math.min(high, limits[1]);
  const logs = low > 0 && high / low > 5;
  return {
    low, high,
    at: share => logs ? low * (high / low) ** share : low + share * (high - low),
    share: x => high === low ? 0 : logs ? Math.log(x / low) / Math.log(high / low) : (x - low) / (high - low),
  };
}
