/* What the form and the trial on a unit's page show alike: words, the fields of a leaf, the steps of its points. Whatever
   was filed or typed is put in as text; nothing here makes markup out of it. */
(function (root) {
  "use strict";

  const S = root.parindexScoring;
  const Filing = root.parindexFiling;

  /** A label of the catalogue with its places filled, its words chosen by their counts as in `i18n/counts.py`. */
  function w(key, params) {
    const text = root.parindexWords[key];
    if (text === undefined) {
      throw new Error("no word " + key);
    }
    return text.replace(/\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g, function (place, name, one, many) {
      if (!params || params[name] === undefined) {
        return place;
      }
      return many === undefined ? root.parindex.quoted(String(params[name])) : String(params[name]) === "1" ? one : many;
    });
  }

  /** An element: attributes (class, for, aria-…; `on` holds listeners) and children, which are elements or texts. */
  function el(name, attributes) {
    const made = document.createElement(name);
    Object.entries(attributes || {}).forEach(function (pair) {
      if (pair[0] === "on") {
        Object.entries(pair[1]).forEach(function (entry) {
          made.addEventListener(entry[0], entry[1]);
        });
      } else if (typeof pair[1] === "boolean") {
        made.toggleAttribute(pair[0], pair[1]);
      } else if (pair[1] !== undefined && pair[1] !== null) {
        made.setAttribute(pair[0], root.parindex.plain(pair[1]));
      }
    });
    made.append.apply(
      made,
      Array.prototype.slice
        .call(arguments, 2)
        .flat()
        .filter(function (child) {
          return child !== null && child !== undefined && child !== "";
        }),
    );
    return made;
  }

  function plain(value) {
    return S.plainText(value);
  }
  function number(value, decimals) {
    return S.numberText(value, decimals === undefined ? 2 : decimals, "half-up");
  }
  function anchor(prefix, code, field) {
    return prefix + code.replace(/\./g, "-") + (field ? "-" + field.replace(".", "-") : "");
  }

  // ── the steps of a leaf's points (i18n/text.py) ─────────────────────────────────────────────────────────────────

  const SIGNS = { "*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠", ",": ";" };
  const FORMULA = ["max_points", "min", "max", "and", "or", "not"];

  function formulaText(formula, names) {
    return formula.replace(/[0-9]+(?:\.[0-9]+)?|[a-z][a-z0-9_]*|<=|>=|==|!=|[-*/,]/g, function (token) {
      if (/^[0-9]/.test(token)) {
        return S.typed(token);
      }
      if (SIGNS[token]) {
        return SIGNS[token];
      }
      return FORMULA.includes(token) ? w("formula-" + token) : names[token] || token;
    });
  }

  function stepText(step) {
    const params = Object.fromEntries(
      Object.entries(step.params).map(function (pair) {
        return [pair[0], typeof pair[1] === "object" ? plain(pair[1]) : pair[1]];
      }),
    );
    if (step.key === "step-branch") {
      const names = {};
      const figures = [];
      Object.keys(params)
        .filter(function (key) {
          return key.startsWith("name:");
        })
        .forEach(function (key) {
          names[key.slice(5)] = params[key];
        });
      Object.keys(params)
        .filter(function (key) {
          return key.startsWith("figure:");
        })
        .forEach(function (key) {
          figures.push(names[key.slice(7)] + " = " + params[key]);
        });
      params.figures = figures.join("; ");
      params.formula = formulaText(params.formula, names);
      params.label = params.label || formulaText(params.when, names) || w("rule-rest");
    }
    return w(step.key, params);
  }

  // ── the fields of a leaf ────────────────────────────────────────────────────────────────────────────────────────

  /** The fields in which a leaf's facts are declared; `answer` is changed in place, then `changed` is called. */
  function factFields(leaf, answer, prefix, changed) {
    if (leaf.method === "options") {
      return leaf.options.map(function (option) {
        return optionField(leaf, option, answer, prefix, changed);
      });
    }
    if (leaf.method === "checklist") {
      return checkFields(leaf, answer, prefix, changed);
    }
    return Filing.figuresOf(leaf).map(function (entry) {
      return figureField(leaf, entry, answer, prefix, changed);
    });
  }

  function choice(type, id, name, checked, label, points, listener) {
    const input = el("input", { type: type, id: id, name: name, on: { change: listener } });
    input.checked = checked;
    const worth =
      points === null
        ? null
        : el("span", { class: "pi-ask__worth" }, w("form-worth", { points: plain(S.exact(points)) }));
    return el("div", { class: "pi-ask__choice" }, input, el("label", { for: id }, label, worth));
  }

  function optionField(leaf, option, answer, prefix, changed) {
    const id = anchor(prefix, leaf.code, "option." + option.id);
    return choice(
      "radio",
      id,
      anchor(prefix, leaf.code, "option"),
      answer.option === option.id,
      option.label,
      option.points,
      function () {
        answer.option = option.id;
        changed("option");
      },
    );
  }

  function checkFields(leaf, answer, prefix, changed) {
    const fields = leaf.items.map(function (item) {
      const id = anchor(prefix, leaf.code, "items." + item.id);
      return choice("checkbox", id, id, answer.items.includes(item.id), item.label, item.points, function (event) {
        answer.items = answer.items.filter(function (held) {
          return held !== item.id;
        });
        if (event.target.checked) {
          answer.items.push(item.id);
          answer.none = false;
          none.querySelector("input").checked = false;
        }
        changed("items");
      });
    });
    const id = anchor(prefix, leaf.code, "none");
    const none = choice("checkbox", id, id, answer.none, w("form-none"), null, function (event) {
      answer.none = event.target.checked;
      if (answer.none) {
        answer.items = [];
        fields.forEach(function (field) {
          field.querySelector("input").checked = false;
        });
      }
      changed("items");
    });
    return fields.concat([none]);
  }

  function figureField(leaf, entry, answer, prefix, changed) {
    const key = entry[0];
    const id = anchor(prefix, leaf.code, key);
    const unit = leaf.measure && key === "number" ? leaf.measure.unit : "";
    const input = el("input", {
      type: "text",
      inputmode: "decimal",
      id: id,
      autocomplete: "off",
      class: "pi-ask__figure",
      "aria-describedby": anchor(prefix, leaf.code, "faults"),
      on: {
        input: function () {
          if (key.startsWith("figures.")) {
            answer.figures[key.slice(8)] = input.value;
          } else {
            answer[key] = input.value;
          }
          changed(key);
        },
      },
    });
    input.value = Filing.typed(answer, key);
    const optional = entry[2] ? " " + w("form-optional") : "";
    return el(
      "div",
      { class: "pi-ask__number" },
      el("label", { for: id }, entry[1] + optional),
      el("span", {}, input, unit ? " " + unit : ""),
    );
  }

  /** Scripts beside the one that asks for them, one after the other; each is loaded once. */
  const loaded = new Map();
  function load(address) {
    if (!loaded.has(address)) {
      loaded.set(
        address,
        new Promise(function (done, failed) {
          const tag = el("script", { src: address });
          tag.addEventListener("load", done);
          tag.addEventListener("error", failed);
          document.head.append(tag);
        }),
      );
    }
    return loaded.get(address);
  }

  root.parindexFields = Object.freeze({
    w: w,
    el: el,
    plain: plain,
    number: number,
    anchor: anchor,
    stepText: stepText,
    factFields: factFields,
    load: load,
    choice: choice,
  });
})(window);
