/* The engine's arithmetic for pages: what a leaf is worth, roll-up, classes and ranks, as generator/parindex/score has
   them. Numbers are exact fractions (vendor/fraction.min.js), never binary floats; a criteria set is the data that
   render/forms.py writes. Both engines run the same vectors (tests/support/vectors.py) and agree to the last digit.
   Of the document only its language is asked for. One global, so that a page opened from a folder can load it; node can require it. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) {
    module.exports = factory(require("./vendor/fraction.min.js"));
  } else {
    root.parindexScoring = factory(root.Fraction);
  }
})(typeof globalThis === "object" ? globalThis : this, function (Fraction) {
  "use strict";

  const ZERO = new Fraction(0);
  const HUNDRED = new Fraction(100);
  const DECIMAL = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?$/;
  /* Figures are written and read as the readers of the page do. */
  const LANG = typeof document === "object" && document.documentElement.lang === "en" ? "en" : "vi";
  const NOT_SELF_SCORED = ["survey", "imported", "rank-change", "council"];

  // ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A fraction from "n/d" or a plain decimal of the criteria's data. */
  function exact(text) {
    return text instanceof Fraction ? text : new Fraction(String(text));
  }

  /** The number that was typed as a plain decimal ("1.5"); null for anything else. */
  function parse(text) {
    return DECIMAL.test(text) ? new Fraction(text) : null;
  }

  function optional(text) {
    return text === undefined || text === null ? null : exact(text);
  }
  function same(a, b) {
    return a.compare(b) === 0;
  }
  function least(a, b) {
    return a.compare(b) <= 0 ? a : b;
  }
  function most(a, b) {
    return a.compare(b) >= 0 ? a : b;
  }
  function sum(values) {
    return values.reduce(function (all, value) {
      return all.add(value);
    }, ZERO);
  }
  function size(value) {
    return value < 0n ? -value : value;
  }

  /** Rounded to places after the point; half-up is away from zero, as in Vietnamese official tables. */
  function roundTo(value, decimals, mode) {
    const scale = 10n ** BigInt(decimals);
    const denominator = value.d;
    if (scale % denominator === 0n) {
      return value;
    }
    const numerator = size(value.n) * scale;
    let whole = numerator / denominator;
    const rest = numerator % denominator;
    const twice = 2n * rest;
    if (mode === "half-up" || mode === undefined) {
      whole += twice >= denominator ? 1n : 0n;
    } else if (mode === "half-even") {
      whole += twice > denominator || (twice === denominator && whole % 2n === 1n) ? 1n : 0n;
    } else if (mode === "up") {
      whole += rest > 0n ? 1n : 0n;
    }
    return new Fraction(value.compare(ZERO) < 0 ? -whole : whole, scale);
  }

  /** Without loss: a plain decimal where one exists ("2.5"), else a fraction ("4/3"). */
  function exactText(value) {
    let rest = value.d;
    let twos = 0;
    let fives = 0;
    while (rest % 2n === 0n) {
      rest /= 2n;
      twos += 1;
    }
    while (rest % 5n === 0n) {
      rest /= 5n;
      fives += 1;
    }
    const sign = value.compare(ZERO) < 0 ? "-" : "";
    if (rest !== 1n) {
      return sign + size(value.n) + "/" + value.d;
    }
    const places = Math.max(twos, fives);
    const digits = String((size(value.n) * 10n ** BigInt(places)) / value.d).padStart(places + 1, "0");
    return sign + (places ? digits.slice(0, -places) + "." + digits.slice(-places) : digits);
  }

  function grouped(text, lang) {
    const english = lang === "en";
    const sign = text.startsWith("-") ? "−" : "";
    const parts = text.replace("-", "").split(".");
    const whole = parts[0].replace(/\B(?=(?:\d{3})+$)/g, english ? "," : ".");
    return sign + whole + (parts.length > 1 ? (english ? "." : ",") + parts[1] : "");
  }

  /** With exactly so many places, as readers write it ("95,20"). */
  function numberText(value, decimals, mode, lang) {
    const rounded = roundTo(value, decimals, mode);
    const digits = String((size(rounded.n) * 10n ** BigInt(decimals)) / rounded.d).padStart(decimals + 1, "0");
    const text = decimals ? digits.slice(0, -decimals) + "." + digits.slice(-decimals) : digits;
    return grouped((rounded.compare(ZERO) < 0 ? "-" : "") + text, lang || LANG);
  }

  /** Without needless zeros and with four places at most ("2", "0,25", "66,6667"). */
  function plainText(value, lang) {
    return grouped(exactText(roundTo(value, 4)), lang || LANG);
  }

  /** A plain decimal as it would be typed. */
  function typed(text) {
    return LANG === "en" ? text : text.replace(".", ",");
  }

  /** What was typed in one language as it would be typed in the other. */
  function otherWay(text) {
    return text.replace(/[.,]/g, function (sign) {
      return sign === "." ? "," : ".";
    });
  }

  // ── expressions of the branches method (model/expression.py) ────────────────────────────────────────────────────

  const MAX_LENGTH = 300;
  const MAX_DEPTH = 20;
  const COMPARE = {
    "<": function (order) {
      return order < 0;
    },
    "<=": function (order) {
      return order <= 0;
    },
    ">": function (order) {
      return order > 0;
    },
    ">=": function (order) {
      return order >= 0;
    },
    "==": function (order) {
      return order === 0;
    },
    "!=": function (order) {
      return order !== 0;
    },
  };

  /** What keeps facts from being worth anything: some are missing, or a formula cannot be worked out with them. */
  class FactsMissing extends Error {}

  class ExpressionError extends FactsMissing {}

  function number(value) {
    if (!(value instanceof Fraction)) {
      throw new ExpressionError("a condition stands where a number is needed");
    }
    return value;
  }

  function truth(value) {
    if (typeof value !== "boolean") {
      throw new ExpressionError("a number stands where a condition is needed");
    }
    return value;
  }

  function divided(a, b) {
    if (same(b, ZERO)) {
      throw new ExpressionError("division by zero");
    }
    return a.div(b);
  }

  const ARITHMETIC = {
    "+": function (a, b) {
      return a.add(b);
    },
    "-": function (a, b) {
      return a.sub(b);
    },
    "*": function (a, b) {
      return a.mul(b);
    },
    "/": divided,
  };

  class Parser {
    constructor(text) {
      this.tokens = Parser.tokens(text);
      this.at = 0;
      this.depth = 0;
    }

    static tokens(text) {
      const sign = /\s*(?:([0-9]+(?:\.[0-9]+)?)|([a-z][a-z0-9_]*)|(<=|>=|==|!=|[-+*/()<>,]))/y;
      const stripped = text.trimEnd();
      const found = [];
      while (sign.lastIndex < stripped.length) {
        const token = sign.exec(stripped);
        if (!token) {
          throw new ExpressionError("unexpected sign");
        }
        found.push(token[0].trim());
      }
      return found;
    }

    peek() {
      return this.tokens[this.at] || "";
    }
    take() {
      this.at += 1;
      return this.tokens[this.at - 1] || "";
    }
    expect(token) {
      if (this.take() !== token) {
        throw new ExpressionError("expected " + token);
      }
    }
    end() {
      if (this.peek()) {
        throw new ExpressionError("unexpected " + this.peek());
      }
    }

    deeper() {
      this.depth += 1;
      if (this.depth > MAX_DEPTH) {
        throw new ExpressionError("nested too deeply");
      }
    }

    either() {
      this.deeper();
      let left = this.both();
      while (this.peek() === "or") {
        this.take();
        const before = left;
        const right = this.both();
        // The right side is looked at only when it decides.
        left = function (env) {
          return truth(before(env)) || truth(right(env));
        };
      }
      this.depth -= 1;
      return left;
    }

    both() {
      let left = this.negation();
      while (this.peek() === "and") {
        this.take();
        const before = left;
        const right = this.negation();
        left = function (env) {
          return truth(before(env)) && truth(right(env));
        };
      }
      return left;
    }

    negation() {
      if (this.peek() !== "not") {
        return this.comparison();
      }
      this.take();
      this.deeper();
      const inner = this.negation();
      this.depth -= 1;
      return function (env) {
        return !truth(inner(env));
      };
    }

    comparison() {
      const left = this.sum();
      if (!Object.hasOwn(COMPARE, this.peek())) {
        return left;
      }
      const holds = COMPARE[this.take()];
      const right = this.sum();
      return function (env) {
        return holds(number(left(env)).compare(number(right(env))));
      };
    }

    sum() {
      let left = this.product();
      while (this.peek() === "+" || this.peek() === "-") {
        left = this.arithmetic(this.take(), left, this.product());
      }
      return left;
    }

    product() {
      let left = this.atom();
      while (this.peek() === "*" || this.peek() === "/") {
        left = this.arithmetic(this.take(), left, this.atom());
      }
      return left;
    }

    arithmetic(sign, left, right) {
      return function (env) {
        return ARITHMETIC[sign](number(left(env)), number(right(env)));
      };
    }

    atom() {
      const token = this.take();
      if (token === "(") {
        const inner = this.either();
        this.expect(")");
        return inner;
      }
      if (token === "min" || token === "max") {
        return this.extreme(token === "min" ? least : most);
      }
      if (/^[0-9]/.test(token)) {
        const constant = new Fraction(token);
        return function () {
          return constant;
        };
      }
      if (/^[a-z]/.test(token) && !["and", "or", "not"].includes(token)) {
        return function (env) {
          if (!env.has(token)) {
            throw new ExpressionError("unknown figure " + token);
          }
          return env.get(token);
        };
      }
      throw new ExpressionError("unexpected " + token);
    }

    extreme(pick) {
      this.expect("(");
      const parts = [this.either()];
      while (this.peek() === ",") {
        this.take();
        parts.push(this.either());
      }
      this.expect(")");
      return function (env) {
        return parts
          .map(function (part) {
            return number(part(env));
          })
          .reduce(pick);
      };
    }
  }

  function parsed(text) {
    if (text.length > MAX_LENGTH) {
      throw new ExpressionError("too long");
    }
    const parser = new Parser(text);
    const evaluate = parser.either();
    parser.end();
    return evaluate;
  }

  /** The value of an expression over figures (a Map of fractions): a fraction or a truth value. */
  function evaluate(text, figures) {
    return parsed(text)(figures);
  }

  // ── ways of awarding points (score/methods.py) ──────────────────────────────────────────────────────────────────

  function given(value) {
    if (value === null || value === undefined) {
      throw new FactsMissing();
    }
    return value;
  }

  function step(key, params) {
    return { key: key, params: params || {} };
  }

  function made(points, steps, state, uncapped) {
    return { points: points, steps: steps, state: state || "scored", uncapped: uncapped || null };
  }

  function capped(points, maximum, steps) {
    if (points.compare(maximum) <= 0) {
      return made(points, steps);
    }
    return made(maximum, steps.concat([step("step-capped", { max: maximum })]), "scored", points);
  }

  function share(facts, steps) {
    const done = given(facts.done);
    let total = given(facts.total);
    if (facts.excused && !same(facts.excused, ZERO)) {
      steps.push(step("step-excused", { total: total, excused: facts.excused }));
      total = total.sub(facts.excused);
    }
    if (same(total, ZERO)) {
      return null;
    }
    const percent = done.mul(HUNDRED).div(total);
    steps.push(step("step-share", { done: done, total: total, share: percent }));
    return percent;
  }

  function nothingDue(when, maximum) {
    const steps = [step("step-none-" + when)];
    if (when === "full") {
      return made(maximum, steps);
    }
    if (when === "zero") {
      return made(ZERO, steps);
    }
    return made(ZERO, steps, when === "unscored" ? "nothing-due" : "not-applicable");
  }

  function holds(band, value) {
    const lower = optional(band.lower);
    const upper = optional(band.upper);
    if (lower && (value.compare(lower) < 0 || (band.lowerOpen && same(value, lower)))) {
      return false;
    }
    return !(upper && (value.compare(upper) > 0 || (band.upperOpen && same(value, upper))));
  }

  function bandStep(band, percent) {
    const lower = optional(band.lower);
    const upper = optional(band.upper);
    const params = { points: exact(band.points), sign: percent ? " %" : "" };
    if (lower || upper) {
      params.bound = lower || upper;
    }
    if (lower) {
      return step(band.lowerOpen ? "step-band-above" : "step-band-from", params);
    }
    if (upper) {
      return step(band.upperOpen ? "step-band-below" : "step-band-up-to", params);
    }
    return step("step-band-rest", params);
  }

  const BY_FACTS = {
    options: function (rule, maximum, facts) {
      const chosen = given(
        rule.options.find(function (option) {
          return option.id === facts.option;
        }),
      );
      const points = exact(chosen.points);
      return made(points, [step("step-option", { label: chosen.label, points: points })]);
    },

    checklist: function (rule, maximum, facts) {
      const items = given(facts.items);
      const chosen = rule.items.filter(function (item) {
        return items.includes(item.id);
      });
      const total = sum(
        chosen.map(function (item) {
          return exact(item.points);
        }),
      );
      const params = { chosen: new Fraction(chosen.length), of: new Fraction(rule.items.length), points: total };
      return capped(total, maximum, [step("step-checklist", params)]);
    },

    steps: function (rule, maximum, facts) {
      const steps = [];
      const percent = Boolean(rule.measure.done);
      let value;
      if (percent) {
        value = share(facts, steps);
        if (value === null) {
          return nothingDue(rule.whenNone, maximum);
        }
      } else {
        value = given(facts.number);
        steps.push(step("step-number", { number: value, unit: rule.measure.unit || "" }));
      }
      const band = given(
        rule.bands.find(function (entry) {
          return holds(entry, value);
        }),
      );
      return made(exact(band.points), steps.concat([bandStep(band, percent)]));
    },

    ratio: function (rule, maximum, facts) {
      const steps = [];
      let percent = share(facts, steps);
      if (percent === null) {
        return nothingDue(rule.whenNone, maximum);
      }
      if (rule.complement) {
        percent = HUNDRED.sub(percent);
        steps.push(step("step-complement", { share: percent }));
      }
      if (rule.shareDecimals !== undefined) {
        percent = roundTo(percent, rule.shareDecimals, "half-up");
        steps.push(step("step-share-rounded", { share: percent }));
      }
      const floor = optional(rule.zeroBelow);
      if (floor && percent.compare(floor) < 0) {
        return made(ZERO, steps.concat([step("step-zero-below", { bound: floor })]));
      }
      const fullAt = optional(rule.fullAt) || HUNDRED;
      const marked = rule.fullAt !== undefined;
      if (marked && percent.compare(fullAt) >= 0) {
        return made(maximum, steps.concat([step("step-full-at", { bound: fullAt, points: maximum })]));
      }
      const points = percent.div(fullAt).mul(maximum);
      const params = { share: percent, bound: fullAt, max: maximum, points: points };
      return capped(points, maximum, steps.concat([step(marked ? "step-ratio-full-at" : "step-ratio", params)]));
    },

    branches: function (rule, maximum, facts) {
      const declared = given(facts.figures);
      const figures = new Map(declared);
      figures.set("max_points", maximum);
      for (const branch of rule.cases) {
        if (branch.when && !truth(evaluate(branch.when, figures))) {
          continue;
        }
        const points = number(evaluate(branch.points, figures));
        const params = { label: branch.label || "", when: branch.when || "", formula: branch.points, points: points };
        rule.figures.forEach(function (pair) {
          params["name:" + pair[0]] = pair[1];
        });
        declared.forEach(function (value, name) {
          if (
            rule.figures.some(function (pair) {
              return pair[0] === name;
            })
          ) {
            params["figure:" + name] = value;
          }
        });
        return capped(most(points, ZERO), maximum, [step("step-branch", params)]);
      }
      throw new FactsMissing();
    },

    count: function (rule, maximum, facts) {
      const times = given(facts.number);
      const each = exact(rule.each);
      const points = each.mul(times);
      return capped(points, maximum, [step("step-count", { number: times, each: each, points: points })]);
    },

    deduct: function (rule, maximum, facts) {
      const times = given(facts.number);
      const each = exact(rule.each);
      const floor = exact(rule.floor || "0");
      const points = maximum.sub(each.mul(times));
      const steps = [step("step-deduct", { number: times, each: each, max: maximum, points: points })];
      if (points.compare(floor) >= 0) {
        return made(points, steps);
      }
      return made(floor, steps.concat([step("step-floor", { floor: floor })]));
    },
  };

  /** Points for declared facts; throws FactsMissing where the facts that the method needs are not all there. */
  function award(rule, maximum, facts) {
    if (!Object.hasOwn(BY_FACTS, rule.method)) {
      throw new FactsMissing();
    }
    return BY_FACTS[rule.method](rule, maximum, facts);
  }

  /* What others than the unit give: the survey's counts, a value or ranks of another index, a mark. Null: not there. */
  const BY_OTHERS = {
    survey: function (rule, maximum, count) {
      if (!count || !count.sample) {
        return null;
      }
      const weights = new Map(
        rule.answers.map(function (answer) {
          return [answer.id, exact(answer.points)];
        }),
      );
      const told = Object.entries(count.answers);
      const answered = told.reduce(function (all, entry) {
        return all + entry[1];
      }, 0);
      if (!answered) {
        return null;
      }
      const weighted = told.map(function (entry) {
        return (weights.get(entry[0]) || ZERO).mul(entry[1]);
      });
      const percent = sum(weighted).div(answered);
      const points = percent.div(HUNDRED).mul(maximum);
      const params = { sample: new Fraction(count.sample), share: percent, max: maximum, points: points };
      return made(points, [step("step-survey", params)]);
    },

    imported: function (rule, maximum, index) {
      if (!index || index.value === undefined) {
        return null;
      }
      const value = exact(index.value);
      const per = exact(rule.per);
      const points = value.div(per).mul(maximum);
      const params = { title: index.title, value: value, per: per, max: maximum, points: points };
      return capped(points, maximum, [step("step-imported", params)]);
    },

    "rank-change": function (rule, maximum, index) {
      if (!index || !index.ranks) {
        return null;
      }
      const now = index.ranks[0];
      const before = index.ranks[1];
      const gained = Math.max(before - now, 0);
      let points = exact(rule.each || "0").mul(gained);
      if (rule.improved !== undefined && gained) {
        points = exact(rule.improved);
      }
      const params = {
        title: index.title,
        before: new Fraction(before),
        now: new Fraction(now),
        gained: new Fraction(gained),
        points: points,
      };
      return capped(points, maximum, [step("step-rank-change", params)]);
    },

    council: function (rule, maximum, mark) {
      if (mark === null || mark === undefined) {
        return null;
      }
      const points = exact(mark);
      return capped(points, maximum, [step("step-mark", { points: points })]);
    },
  };

  // ── what a leaf is worth (score/outcome.py) ─────────────────────────────────────────────────────────────────────

  /** The facts of an answer as the file spells them; a figure that is no plain decimal counts as not declared. */
  function factsOf(answer) {
    const facts = { option: null, items: null, done: null, total: null, excused: null, number: null, figures: null };
    if (typeof answer.option === "string" && answer.option) {
      facts.option = answer.option;
    }
    if (Array.isArray(answer.items)) {
      facts.items = answer.items;
    }
    ["done", "total", "excused", "number"].forEach(function (key) {
      if (answer[key] !== undefined) {
        facts[key] = parse(answer[key]);
      }
    });
    if (answer.figures) {
      const figures = Object.entries(answer.figures).map(function (pair) {
        return [pair[0], parse(pair[1])];
      });
      facts.figures = new Map(
        figures.filter(function (pair) {
          return pair[1] !== null;
        }),
      );
    }
    return facts;
  }

  function declares(facts) {
    return Object.entries(facts).some(function (pair) {
      return pair[1] !== null && (pair[0] !== "items" || pair[1].length > 0);
    });
  }

  /** Whether an answer says nothing yet; an empty checklist says nothing without evidence. */
  function isBlank(answer) {
    if (!answer) {
      return true;
    }
    const told = answer.evidence && answer.evidence.length;
    return !(told || answer.explanation || answer["not-applicable"] || answer.points || declares(factsOf(answer)));
  }

  function outcome(state, points, maximum, steps) {
    return { state: state, points: points, max: maximum, steps: steps || [] };
  }

  function unanswered(leaf) {
    return outcome("not-answered", ZERO, exact(leaf.max));
  }

  function notApplicable(leaf, before) {
    const maximum = exact(leaf.max);
    const told = (before || []).concat([step("step-na-" + leaf.na, { max: maximum })]);
    return outcome("not-applicable", leaf.na === "full" ? maximum : ZERO, leaf.na === "reduce" ? ZERO : maximum, told);
  }

  function rounded(set, state, points, maximum, steps) {
    const rounding = set.rounding;
    if (!rounding.atLeaf) {
      return outcome(state, points, maximum, steps);
    }
    const shown = roundTo(points, rounding.decimals, rounding.mode);
    if (same(shown, points)) {
      return outcome(state, points, maximum, steps);
    }
    const told = step("step-rounded", { points: shown, decimals: new Fraction(rounding.decimals) });
    return outcome(state, shown, maximum, steps.concat([told]));
  }

  /** The outcome of facts, whoever declared them. */
  function byFacts(set, leaf, facts) {
    let worth;
    try {
      worth = award(leaf, exact(leaf.max), facts);
    } catch (problem) {
      if (!(problem instanceof FactsMissing)) {
        throw problem;
      }
      return unanswered(leaf);
    }
    if (worth.state === "not-applicable") {
      return notApplicable(leaf, worth.steps);
    }
    return rounded(set, worth.state, worth.points, exact(leaf.max), worth.steps);
  }

  /** The outcome of a unit's own answer. */
  function claimed(set, leaf, answer) {
    if (leaf.selfScored === false) {
      return outcome("not-self-scored", ZERO, ZERO);
    }
    if (isBlank(answer)) {
      return unanswered(leaf);
    }
    if (answer["not-applicable"]) {
      return notApplicable(leaf);
    }
    return byFacts(set, leaf, factsOf(answer));
  }

  /** The outcome of a leaf that others provide; pending or missing where they have not. */
  function provided(set, leaf, what) {
    const maximum = exact(leaf.max);
    const worth = BY_OTHERS[leaf.method](leaf, maximum, what);
    if (worth) {
      return rounded(set, worth.state, worth.points, maximum, worth.steps);
    }
    const missing = leaf.method === "survey" ? leaf.missing : leaf.method === "rank-change" ? "zero" : "block";
    const steps = [step("step-missing-" + missing)];
    if (missing === "rescale") {
      return outcome("missing", ZERO, ZERO, steps);
    }
    return outcome(missing === "zero" ? "missing" : "pending", ZERO, maximum, steps);
  }

  // ── roll-up (score/total.py) ────────────────────────────────────────────────────────────────────────────────────

  /** The leaves of a criteria set in order, each with the code of its area. */
  function leavesOf(set) {
    const found = [];
    function collect(node, area) {
      if (node.parts) {
        node.parts.forEach(function (part) {
          collect(part, area);
        });
        return;
      }
      found.push({ leaf: node, area: area });
    }
    set.areas.forEach(function (area) {
      collect(area, area.code);
    });
    return found;
  }

  function sumOf(rows) {
    return {
      points: sum(
        rows.map(function (row) {
          return row.outcome.points;
        }),
      ),
      max: sum(
        rows.map(function (row) {
          return row.outcome.max;
        }),
      ),
      fullMax: sum(
        rows.map(function (row) {
          return exact(row.leaf.max);
        }),
      ),
    };
  }

  function rolledUp(set, rows, bonus, penalty, official) {
    const areas = {};
    const blocks = {};
    set.areas.forEach(function (area) {
      areas[area.code] = sumOf(
        rows.filter(function (row) {
          return row.area === area.code;
        }),
      );
    });
    const known = new Set(
      leavesOf(set).map(function (row) {
        return row.leaf.block;
      }),
    );
    (official ? set.blocks : []).forEach(function (block) {
      if (!known.has(block)) {
        return;
      }
      blocks[block] = sumOf(
        rows.filter(function (row) {
          return row.leaf.block === block;
        }),
      );
    });
    const leaves = sumOf(rows);
    let counted = leaves.points;
    let maximum = leaves.max;
    if (official && set.withinBlock) {
      // A reduced maximum is made up for inside its own block, so that the blocks keep their weights.
      const live = Object.values(blocks).filter(function (part) {
        return !same(part.max, ZERO);
      });
      counted = sum(
        live.map(function (part) {
          return part.points.mul(part.fullMax).div(part.max);
        }),
      );
      maximum = sum(
        live.map(function (part) {
          return part.fullMax;
        }),
      );
    }
    let points = counted;
    if (official) {
      points = points.add(set.bonus.inIndex ? bonus : ZERO).sub(set.penalty.inIndex ? penalty : ZERO);
    }
    const pending = rows.find(function (row) {
      return row.outcome.state === "pending";
    });
    let index = null;
    if (official && !pending && !same(maximum, ZERO)) {
      index = points.mul(HUNDRED).div(maximum);
      // A bonus that is clamped cannot lift the index above 100, a penalty that is cannot push it below 0.
      if (set.bonus.clamp) {
        index = least(index, HUNDRED);
      }
      if (set.penalty.clamp) {
        index = most(index, ZERO);
      }
    }
    return {
      areas: areas,
      blocks: blocks,
      leaves: leaves,
      counted: counted,
      bonus: bonus,
      penalty: penalty,
      points: points,
      max: maximum,
      index: index,
      blockedBy: pending ? pending.leaf.code : "",
    };
  }

  function rowsOf(set, outcomes) {
    return leavesOf(set).map(function (row) {
      return { leaf: row.leaf, area: row.area, outcome: outcomes.get(row.leaf.code) };
    });
  }

  /** The unit's own claim over the leaves it scores itself; outcomes is a Map by code. */
  function claimedTotal(set, outcomes) {
    const mine = rowsOf(set, outcomes).filter(function (row) {
      return row.leaf.selfScored !== false;
    });
    return rolledUp(set, mine, ZERO, ZERO, false);
  }

  /** The official roll-up with the sums of bonus and penalty; the index is null while something is pending. */
  function officialTotal(set, outcomes, bonus, penalty) {
    return rolledUp(set, rowsOf(set, outcomes), bonus || ZERO, penalty || ZERO, true);
  }

  /** Bonus and penalty entries ({kind, item, facts | given}) with their points: caps per item, then over a kind. */
  function adjustments(set, entries) {
    const results = [];
    ["bonus", "penalty"].forEach(function (kind) {
      const rules = set[kind];
      let left = optional(rules.cap);
      const used = new Map();
      entries
        .filter(function (entry) {
          return entry.kind === kind;
        })
        .forEach(function (entry) {
          const item = (rules.items || []).find(function (leaf) {
            return leaf.code === entry.item;
          });
          if (!item || (item.groups && !item.groups.includes(set.group))) {
            return;
          }
          const raw = entryPoints(item, entry);
          const before = used.get(item.code) || ZERO;
          let points = least(raw, exact(item.max).sub(before));
          used.set(item.code, before.add(points));
          if (left !== null) {
            points = least(points, left);
            left = left.sub(points);
          }
          results.push({ kind: kind, item: item.code, raw: raw, points: points });
        });
    });
    return results;
  }

  function entryPoints(item, entry) {
    const maximum = exact(item.max);
    let worth = null;
    if (NOT_SELF_SCORED.includes(item.method)) {
      worth = item.method === "survey" ? null : BY_OTHERS[item.method](item, maximum, entry.given);
    } else {
      try {
        worth = award(item, maximum, factsOf(entry.facts || {}));
      } catch (problem) {
        if (!(problem instanceof FactsMissing)) {
          throw problem;
        }
      }
    }
    return worth ? worth.uncapped || worth.points : ZERO;
  }

  // ── classes and ranks (score/rank.py) ───────────────────────────────────────────────────────────────────────────

  function shown(set, value) {
    return roundTo(value, set.rounding.decimals, set.rounding.mode);
  }

  /** The class of an index; null where the regulation knows no classes. */
  function grade(set, index) {
    const value = set.rounding.gradeOnPrinted ? shown(set, index) : index;
    const found = set.grades.find(function (entry) {
      if (entry.lower === undefined) {
        return true;
      }
      const order = value.compare(exact(entry.lower));
      return entry.lowerOpen ? order > 0 : order >= 0;
    });
    return found || null;
  }

  /** What decides a place: the index, and where ties are parted what parts them. */
  function rankKey(set, total) {
    const key = [set.rounding.rankOnPrinted ? shown(set, total.index) : total.index];
    if (set.ties !== "ordered") {
      return key;
    }
    set.breakers.forEach(function (breaker) {
      const at = breaker.indexOf(":");
      const kind = at < 0 ? breaker : breaker.slice(0, at);
      const name = at < 0 ? "" : breaker.slice(at + 1);
      if (kind === "block") {
        key.push(total.blocks[name] ? total.blocks[name].points : ZERO);
      }
      if (kind === "area") {
        key.push(total.areas[name] ? total.areas[name].points : ZERO);
      }
      if (kind === "bonus") {
        key.push(total.bonus);
      }
      if (kind === "penalty") {
        key.push(total.penalty.neg());
      }
    });
    return key;
  }

  function compareKeys(a, b) {
    for (let at = 0; at < a.length; at += 1) {
      const order = a[at].compare(b[at]);
      if (order) {
        return order;
      }
    }
    return 0;
  }

  /** Places for keys, the greatest first; equal keys share a place (1-2-2-4, dense: 1-2-2-3). */
  function ranks(set, keys) {
    const dense = set.ties === "dense";
    return keys.map(function (key) {
      const above = keys.filter(function (other) {
        return compareKeys(other, key) > 0;
      });
      if (!dense) {
        return above.length + 1;
      }
      return (
        new Set(
          above.map(function (other) {
            return other.map(exactText).join(" ");
          }),
        ).size + 1
      );
    });
  }

  return Object.freeze({
    ZERO: ZERO,
    LANG: LANG,
    typed: typed,
    otherWay: otherWay,
    exact: exact,
    parse: parse,
    roundTo: roundTo,
    exactText: exactText,
    numberText: numberText,
    plainText: plainText,
    evaluate: evaluate,
    award: award,
    provided: provided,
    factsOf: factsOf,
    isBlank: isBlank,
    byFacts: byFacts,
    claimed: claimed,
    leavesOf: leavesOf,
    claimedTotal: claimedTotal,
    officialTotal: officialTotal,
    adjustments: adjustments,
    grade: grade,
    rankKey: rankKey,
    ranks: ranks,
    same: same,
    outcome: outcome,
    byOthers: BY_OTHERS,
    FactsMissing: FactsMissing,
  });
});
