// The catalogue's declaration, interpreted at the form: the request as the server would write it, byte for
// byte. Twin of playground/catalogue: reading.py, payload.py, extra.py, condition.py, turning.py, snippets.py. Change both.
const requestBody = (() => {
  const integer = /^(?:0|-?[1-9][0-9]{0,14})$/;
  const decimal = /^-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?$/;
  const switches = { on: true, true: true, 1: true, off: false, false: false, 0: false };
  const own = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
  const toLf = (text) => text.replace(/\r\n?/g, "\n");
  const trim = (text) => text.replace(/^[ \t\n\r]+/, "").replace(/[ \t\n\r]+$/, "");
  const strings = (raw, name) => {
    const value = own(raw, name) ? raw[name] : [];
    return typeof value === "string" ? [value] : value;
  };
  const fresh = ({ default: value }) => (Array.isArray(value) ? value.slice() : value);
  const isFilled = (value) =>
    value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);

  function scalar(parameter, text) {
    const { kind } = parameter;
    if (text === undefined || (text === "" && kind !== "text"))
      return Array.isArray(parameter.default) ? null : parameter.default;
    text = toLf(text);
    if (kind === "integer" || kind === "integer_choice") return integer.test(text) ? Number(text) : text;
    if (kind === "number") return decimal.test(text) ? Number(text) || 0 : text;
    if (kind === "switch") return own(switches, text) ? switches[text] : text;
    return kind === "url" ? trim(text) : text;
  }

  function rows(parameter, raw) {
    const [first, ...others] = parameter.parts;
    const items = [];
    strings(raw, parameter.name).forEach((address, row) => {
      if (trim(address) === "") return;
      const item = { [first.name]: toLf(trim(address)) };
      for (const part of others) item[part.name] = scalar(part, strings(raw, `${parameter.name}.${part.name}`)[row]);
      items.push(item);
    });
    return items;
  }

  // The values of a form: field name → string or strings, as FormData has them.
  function read(declaration, raw) {
    const values = {};
    for (const parameter of declaration.parameters) {
      const { kind, name } = parameter;
      if (kind === "urls")
        values[name] = strings(raw, name).flatMap((text) => text.split(/[\r\n]/).map(trim).filter(Boolean));
      else if (kind === "objects") values[name] = rows(parameter, raw);
      else if (kind !== "fixed") values[name] = scalar(parameter, strings(raw, name).at(-1));
    }
    return Object.assign(values, beyond({ extra: strings(raw, "extra").at(-1) }));
  }

  function filledIn(parameters, values) {
    const full = {};
    for (const parameter of parameters)
      full[parameter.name] = own(values, parameter.name) ? values[parameter.name] : fresh(parameter);
    return full;
  }

  function met(values, name, test) {
    const [field, part] = name.split(".");
    const value = values[field];
    if (typeof test === "boolean") return isFilled(values[name]) === test;
    if (part !== undefined) return Array.isArray(value) && value.some((item) => test.includes(item[part]));
    return test.includes(Array.isArray(value) ? value.length : value);
  }

  const holds = (when, values) => Object.entries(when).every(([name, test]) => met(values, name, test));

  function place(into, parameters, values) {
    const full = filledIn(parameters, values);
    for (const parameter of parameters) {
      const { kind, path, omit } = parameter;
      const value = kind === "fixed" ? parameter.default : full[parameter.name];
      if (path.length === 0 || (omit && !isFilled(value)) || (omit === "default" && value === parameter.default)) continue;
      if (parameter.sent_when && !holds(parameter.sent_when, full)) continue;
      let target = into;
      for (const group of path.slice(0, -1)) target = target[group] ??= {};
      target[path.at(-1)] =
        kind === "objects" && Array.isArray(value) ? value.map((item) => place({}, parameter.parts, item)) : value;
    }
    return into;
  }

  // What no declaration knows: text on its way through the form, then fields over the known ones, rows beside them.
  const beyond = ({ extra }) => (extra ? { extra } : {});
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  function over(known, extra) {
    for (const [key, value] of Object.entries(extra))
      known[key] = isObject(known[key]) && isObject(value) ? over(known[key], value) : value;
    return known;
  }

  function beside(known, rows) {
    for (const [key, value] of Object.entries(rows))
      if (isObject(known[key]) && isObject(value)) beside(known[key], value);
      else if (Array.isArray(known[key]) && Array.isArray(value)) besideItems(known[key], value);
    return known;
  }

  // Each row by its item's place, or as [address, row] by what its item says first.
  function besideItems(items, rows) {
    const left = rows.filter((row) => Array.isArray(row) && row.length === 2);
    const isCalled = left.length > 0;
    items.forEach((item, place) => {
      if (!isObject(item)) return;
      const at = left.findIndex(([address]) => address === Object.values(item)[0]);
      const row = isCalled ? (at < 0 ? null : left.splice(at, 1)[0][1]) : rows[place];
      if (isObject(row)) Object.assign(item, row);
    });
  }

  function withExtra(known, { extra }) {
    if (!extra) return known;
    const { fields = {}, rows = {} } = JSON.parse(extra);
    return over(beside(known, rows), fields);
  }

  // What is another than in `base`, deep.
  function changed(base, now) {
    const different = {};
    for (const [key, value] of Object.entries(now)) {
      if (JSON.stringify(base[key]) === JSON.stringify(value)) continue;
      const part = isObject(value) && isObject(base[key]) ? changed(base[key], value) : value;
      if (part === value || Object.keys(part).length) different[key] = part;
    }
    return different;
  }

  // The names of what is in `base` and no more, as people write them: metadata.seed.
  const gone = (base, now, before = "") =>
    Object.entries(base).flatMap(([key, value]) =>
      !own(now, key) ? [before + key] : isObject(value) && isObject(now[key]) ? gone(value, now[key], `${before}${key}.`) : []);

  // What these values make of the form: its declaration's turn, or null.
  function turn({ parameters, turn }, values) {
    return turn && holds(turn.when, filledIn(parameters, values)) ? turn : null;
  }

  // The declaration and the values that are asked for; twin of turning.py.
  function turned(declaration, values) {
    const { into, keeps } = turn(declaration, values) ?? {};
    if (!into) return { declaration, values };
    const full = filledIn(declaration.parameters, values);
    const taken = {};
    for (const parameter of into.parameters)
      if (parameter.kind !== "fixed")
        taken[parameter.name] = own(keeps, parameter.name) ? take(parameter, full[keeps[parameter.name]]) : fresh(parameter);
    return { declaration: into, values: Object.assign(taken, beyond(values)) };
  }

  function take(parameter, value) {
    const { kind, choices, parts } = parameter;
    if (kind === "objects" && Array.isArray(value))
      return value.map((item) => (typeof item === "string" ? { [parts[0].name]: item } : item));
    return choices && !choices.includes(value) ? fresh(parameter) : value;
  }

  // Whether a parameter is on the wire beside these values.
  const isSent = ({ parameters }, { sent_when }, values) => !sent_when || holds(sent_when, filledIn(parameters, values));

  // The choices that the rest of the request forbids: field → value → reason.
  function closedChoices(declaration, values) {
    const full = filledIn(declaration.parameters, values);
    const closed = {};
    for (const { when, field, values: bad, because } of declaration.forbids) {
      if (field.includes(".") || !holds(when, full)) continue;
      closed[field] ??= {};
      for (const value of bad) closed[field][value] ??= because;
    }
    return closed;
  }

  function mode(declaration, values) {
    const full = filledIn(declaration.parameters, values);
    return declaration.modes.find(({ when }) => holds(when, full))?.name ?? "";
  }

  // A program of the snippets with its holes filled.
  function snippet({ template, literal, note }, baseUrl, text) {
    const python = { true: "True", false: "False", null: "None" };
    const fillings = {
      "%BASE_URL%": baseUrl.replace(/[^A-Za-z0-9_.:\/[\]~%-]/g, "").replace(/\/*(?:\/v1)?\/*$/, ""),
      "%REQUEST%":
        literal === "python" ? text.replace(/"(?:[^"\\]|\\.)*"|true|false|null/g, (token) => python[token] ?? token) : text,
      "%UPLOAD_NOTE%\n": /\n *"upload:|url": "upload:/.test(text) ? `${note}\n` : "",
    };
    return template.replace(/%BASE_URL%|%REQUEST%|%UPLOAD_NOTE%\n/g, (hole) => fillings[hole]);
  }

  const fields = (declaration, values) =>
    withExtra(place({ model: declaration.model }, declaration.parameters, values), values);
  const text = (object) => JSON.stringify(object, null, 2);
  return { read, fields, text, changed, gone, closedChoices, isSent, mode, snippet, turn, turned };
})();
