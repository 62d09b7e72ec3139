/* A unit's filing in the browser: from the YAML of a file to the form's state and back, and what is wrong with it. What is
   written is the canonical spelling (`parindex fmt` leaves it as it is; tests hold the two together). No document is
   touched here, and nothing is sent anywhere. */
(function (root, factory) {
  "use strict";
  if (typeof module === "object" && module.exports) {
    module.exports = factory(require("./scoring.js"));
  } else {
    root.parindexFiling = factory(root.parindexScoring);
  }
})(typeof globalThis === "object" ? globalThis : this, function (S) {
  "use strict";

  const LINE = 110;
  const LONGEST_LINK = 6000;
  const LONG_DOCUMENT = 10;
  const MOST_BYTES = 1000000;
  const RECORD = [
    "kind",
    "number",
    "issuer",
    "title",
    "signer",
    "date",
    "url",
    "path",
    "pages",
    "section",
    "length",
    "sha256",
    "note",
    "visibility",
    "custodian",
    "reason",
  ];
  // All that has to be told of a document that must not be public, and all that may be told beside.
  const RESTRICTED = ["number", "custodian", "reason", "sha256"];
  const ALSO_TOLD = ["kind", "visibility"];
  const APPROVAL = ["by", "title", "date", "document", "sha256"];
  const HASH = /^[0-9a-f]{64}$/;
  const FACTS = ["option", "items", "done", "total", "excused", "number", "figures"];
  const KINDS = ["plan", "report", "decision", "letter", "notice", "record", "screenshot", "dataset", "other"];
  const MARKS = { "\u0111": "d", "\u0110": "D" };

  // ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────

  // What makes a diff show something else than the file says, and control characters.
  const HIDDEN = /[\u00ad\u061c\u180e\ufeff\u2060-\u2064\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g;
  const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/gu;

  /** A text as the repository takes it: composed, without hidden signs; in one line unless `lines`. */
  function clean(text, lines) {
    const plain = String(text)
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
      .replace(/\t/g, " ");
    const visible = plain.replace(CONTROL, "").replace(HIDDEN, "").normalize("NFC");
    return (lines ? visible.replace(/ +\n/g, "\n") : visible.replace(/\s*\n\s*/g, " ")).trim();
  }

  /** In lower-case ASCII words with hyphens, for ids ("05/KH-STP" → "05-kh-stp"). */
  function slug(text) {
    const plain = text
      .replace(/[đĐ]/g, function (sign) {
        return MARKS[sign];
      })
      .normalize("NFD")
      .replace(/\p{M}/gu, "");
    return plain
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60)
      .replace(/-$/, "");
  }

  /** What a typed figure says: {value} as a fraction, {fault} where it says none, {} where nothing was typed.

      A comma is the decimal sign. Points between groups of three are thousands where only whole numbers are asked for;
      elsewhere such a figure could be read in two ways and is asked for again. On English pages the two change places. */
  function figure(text, rules) {
    const written = String(text)
      .replace(/[\s\u00a0\u202f]/g, "")
      .replace(/^[−–]/, "-");
    const typed = S.LANG === "en" ? S.otherWay(written) : written;
    if (!typed) {
      return {};
    }
    const thousands = /^-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?$/.test(typed);
    if (thousands && rules.fractional && !typed.includes(",") && typed.split(".").length === 2) {
      return { fault: "form-fault-ambiguous" };
    }
    const point = (thousands ? typed.replace(/\./g, "") : typed).replace(",", ".").replace(/^(-?)0+(?=[0-9])/, "$1");
    const value = S.parse(point);
    if (!value) {
      return { fault: "form-fault-number" };
    }
    if (!rules.fractional && value.d !== 1n) {
      return { fault: "form-fault-whole" };
    }
    if (!rules.signed && value.compare(S.ZERO) < 0) {
      return { fault: "form-fault-negative" };
    }
    return { value: value };
  }

  // ── YAML out (encode/filing.py) ────────────────────────────────────────────────────────────────────────────────

  const WORDS = new Set(["y", "n", "yes", "no", "on", "off", "null", "nan", "inf"]);
  const CODE = /^[0-9]+[/-][0-9]*[\p{L}\p{Nl}\p{No}][^\s:#,[\]{}"'\\]*$/u;

  function isPlain(text) {
    if (!/^[\p{L}\p{Nl}\p{No}]/u.test(text) || /[\n\t"'`\\]/.test(text)) {
      return false;
    }
    for (let at = 1; at < text.length; at += 1) {
      if (text[at] === ":" && !/^[^\s,[\]{}?]$/.test(text[at + 1] || "")) {
        return false;
      }
      if (text[at] === "#" && /\s/.test(text[at - 1])) {
        return false;
      }
    }
    return true;
  }

  function quoted(text) {
    return '"' + text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n").replace(/\t/g, "\\t") + '"';
  }

  /** A text, plain where every YAML reader takes it as that text, else in double quotes. */
  function scalar(text) {
    const safe = (isPlain(text) || CODE.test(text)) && text === text.trim() && !WORDS.has(text.toLowerCase());
    return safe ? text : quoted(text);
  }

  function inner(value) {
    const text = scalar(value);
    return text.startsWith('"') || !/[,[\]{}]/.test(text) ? text : quoted(value);
  }

  /** A value of its own line: pages, a hash and "12 …" are plain although they begin with a digit. */
  function own(text) {
    const counted = /^[0-9]+(?:\.[0-9]+)* (?=[\p{L}\p{Nl}\p{No}])/u.exec(text);
    const rest = counted ? text.slice(counted[0].length) : "";
    const digest = HASH.test(text) && /[a-df].*[a-df]/.test(text);
    return /^[0-9]{1,3}-[0-9]{1,3}$/.test(text) || digest || (counted && scalar(rest) === rest) ? text : scalar(text);
  }

  function mapping(value, depth) {
    const pad = "  ".repeat(depth);
    let lines = [];
    value.forEach(function (entry, key) {
      const head = pad + scalar(key) + ":";
      if (typeof entry === "string") {
        lines.push(head + " " + own(entry));
      } else if (entry instanceof Map) {
        lines = lines.concat([head], mapping(entry, depth + 1));
      } else {
        const line = "[" + (entry.every(isText) ? entry.map(inner).join(", ") : "") + "]";
        if (entry.every(isText) && Array.from(head + line).length < LINE) {
          lines.push(head + " " + line);
          return;
        }
        lines.push(head);
        entry.forEach(function (item) {
          lines = lines.concat(listed(item, depth + 1));
        });
      }
    });
    return lines;
  }

  function listed(item, depth) {
    const pad = "  ".repeat(depth);
    if (isText(item)) {
      return [pad + "- " + scalar(item)];
    }
    const lines = mapping(item, depth + 1);
    return [pad + "- " + lines[0].trimStart()].concat(lines.slice(1));
  }

  /** The document's Map of texts, lists and Maps as YAML. */
  function yamlText(value) {
    const lines = mapping(value, 0);
    return (
      (value.get("answers").size
        ? lines
        : lines.map(function (line) {
            return line === "answers:" ? "answers: {}" : line;
          })
      ).join("\n") + "\n"
    );
  }

  // ── the form's state ────────────────────────────────────────────────────────────────────────────────────────────

  /** A form nobody has filled in. `rest` are parts of a loaded file that the form does not show and gives back. */
  function emptyState() {
    const approval = Object.fromEntries(
      APPROVAL.map(function (key) {
        return [key, ""];
      }),
    );
    return { evidence: [], answers: {}, approval: approval, rest: {} };
  }

  function emptyAnswer() {
    return {
      option: "",
      items: [],
      none: false,
      done: "",
      total: "",
      excused: "",
      number: "",
      figures: {},
      na: false,
      reason: "",
      explanation: "",
      refs: [],
      points: "",
      note: "",
    };
  }

  function newKey(state) {
    return (
      1 +
      state.evidence.reduce(function (most, record) {
        return Math.max(most, record.key);
      }, 0)
    );
  }

  /** The ids of a state's documents by key: those of a loaded file stay, new ones come from number or title. */
  function idsOf(state) {
    const ids = new Map();
    const taken = new Set();
    state.evidence
      .filter(function (record) {
        return record.id;
      })
      .forEach(function (record) {
        ids.set(record.key, record.id);
        taken.add(record.id);
      });
    state.evidence
      .filter(function (record) {
        return !record.id;
      })
      .forEach(function (record) {
        const base =
          slug(record.number || "") || slug((record.title || "").split(/\s+/).slice(0, 6).join(" ")) || "tai-lieu";
        let id = base;
        for (let number = 2; taken.has(id); number += 1) {
          id = base + "-" + number;
        }
        ids.set(record.key, id);
        taken.add(id);
      });
    return ids;
  }

  function rulesOf(leaf, key) {
    if (key.startsWith("figures.")) {
      const name = key.slice(8);
      return { fractional: (leaf.fractional || []).includes(name), signed: (leaf.signed || []).includes(name) };
    }
    return { fractional: Boolean(leaf.measure && leaf.measure.fractional), signed: false };
  }

  /** The figures that a leaf asks for: [key, what it means, whether it may be left out]. */
  function figuresOf(leaf) {
    if (leaf.method === "branches") {
      return leaf.figures.map(function (pair) {
        return ["figures." + pair[0], pair[1], false];
      });
    }
    const measure = leaf.measure;
    if (!measure) {
      return [];
    }
    if (!measure.done) {
      return [["number", measure.number || measure.label, false]];
    }
    const asked = [
      ["done", measure.done, false],
      ["total", measure.total, false],
    ];
    return measure.excused ? asked.concat([["excused", measure.excused, true]]) : asked;
  }

  function typed(answer, key) {
    return key.startsWith("figures.") ? answer.figures[key.slice(8)] || "" : answer[key];
  }

  /** Whether anything was entered for a leaf. */
  function touched(leaf, answer) {
    if (!answer) {
      return false;
    }
    const figures = figuresOf(leaf).some(function (entry) {
      return String(typed(answer, entry[0])).trim() !== "";
    });
    const held = answer.option || answer.items.length || answer.na || answer.refs.length || answer.points;
    return Boolean(figures || held || answer.explanation.trim() || answer.none);
  }

  /** An answer as its file has it, for the engine and the writer; a figure with a fault is left out. */
  function answerValue(leaf, answer, ids) {
    const value = new Map();
    if (answer.na) {
      value.set("not-applicable", clean(answer.reason, true));
    } else if (leaf.method === "options") {
      if (answer.option) {
        value.set("option", answer.option);
      }
    } else if (leaf.method === "checklist") {
      const order = leaf.items.map(function (item) {
        return item.id;
      });
      value.set(
        "items",
        order.filter(function (id) {
          return answer.items.includes(id);
        }),
      );
    } else {
      const figures = new Map();
      figuresOf(leaf).forEach(function (entry) {
        const read = figure(typed(answer, entry[0]), rulesOf(leaf, entry[0]));
        if (!read.value) {
          return;
        }
        const text = S.exactText(read.value);
        if (leaf.method === "branches") {
          figures.set(entry[0].slice(8), text);
        } else {
          value.set(entry[0], text);
        }
      });
      if (leaf.method === "branches" && figures.size) {
        value.set("figures", figures);
      }
    }
    const refs = answer.refs
      .filter(function (ref) {
        return ids.has(ref.key);
      })
      .map(function (ref) {
        const at = [
          ["pages", clean(ref.pages || "")],
          ["section", clean(ref.section || "")],
        ];
        const told = at.filter(function (pair) {
          return pair[1];
        });
        return told.length ? new Map([["id", ids.get(ref.key)]].concat(told)) : ids.get(ref.key);
      });
    if (refs.length) {
      value.set("evidence", refs);
    }
    if (clean(answer.explanation, true)) {
      value.set("explanation", clean(answer.explanation, true));
    }
    if (answer.points && !answer.na) {
      value.set("points", answer.points);
    }
    if (answer.note) {
      value.set("note", answer.note);
    }
    return value;
  }

  /** The value for scoring.js, which takes plain objects. */
  function scored(value) {
    return Object.fromEntries(
      Array.from(value, function (pair) {
        return [pair[0], pair[1] instanceof Map ? Object.fromEntries(pair[1]) : pair[1]];
      }),
    );
  }

  function leavesOf(criteria) {
    return S.leavesOf(criteria).map(function (entry) {
      return entry.leaf;
    });
  }

  function ownLeaves(criteria) {
    return leavesOf(criteria).filter(function (leaf) {
      return leaf.selfScored !== false;
    });
  }

  /** The outcome of each leaf as claimed, by code. */
  function claims(criteria, state) {
    const ids = idsOf(state);
    return new Map(
      leavesOf(criteria).map(function (leaf) {
        const answer = state.answers[leaf.code];
        const told = touched(leaf, answer) ? scored(answerValue(leaf, answer, ids)) : null;
        return [leaf.code, S.claimed(criteria, leaf, told)];
      }),
    );
  }

  /** The document of a state as a Map in the order of its file. */
  function documentOf(criteria, page, unit, state) {
    const ids = idsOf(state);
    const made = new Map([
      ["unit", unit],
      ["cycle", page.cycle],
    ]);
    if (state.evidence.length) {
      made.set(
        "evidence",
        new Map(
          state.evidence.map(function (record) {
            const closed = record.visibility === "restricted";
            const keys = closed
              ? RECORD.filter(function (key) {
                  return RESTRICTED.includes(key) || ALSO_TOLD.includes(key);
                })
              : RECORD;
            const told = keys.map(function (key) {
              return [key, clean(record[key] || "", key === "reason")];
            });
            return [
              ids.get(record.key),
              new Map(
                told.filter(function (pair) {
                  return pair[1];
                }),
              ),
            ];
          }),
        ),
      );
    }
    const answers = new Map();
    ownLeaves(criteria).forEach(function (leaf) {
      const answer = state.answers[leaf.code];
      if (!touched(leaf, answer)) {
        return;
      }
      const value = answerValue(leaf, answer, ids);
      if (
        Array.from(value.values()).some(function (entry) {
          return entry.size || entry.length;
        })
      ) {
        answers.set(leaf.code, value);
      }
    });
    made.set("answers", answers);
    if (state.rest.contributors) {
      made.set("contributors", mapped(state.rest.contributors));
    }
    const approval = APPROVAL.map(function (key) {
      return [key, clean(state.approval[key])];
    });
    const told = approval.filter(function (pair) {
      return pair[1];
    });
    if (told.length) {
      made.set("approval", new Map(told));
    }
    return made;
  }

  function mapped(value) {
    if (Array.isArray(value)) {
      return value.map(mapped);
    }
    if (value && typeof value === "object") {
      return new Map(
        Object.entries(value).map(function (pair) {
          return [pair[0], mapped(pair[1])];
        }),
      );
    }
    return String(value);
  }

  /** The file's text: what `parindex fmt` would make of it. */
  function fileText(criteria, page, unit, state) {
    return "# yaml-language-server: $schema=" + page.schema + "\n" + yamlText(documentOf(criteria, page, unit, state));
  }

  // ── YAML in ─────────────────────────────────────────────────────────────────────────────────────────────────────

  function isMapping(value) {
    return Boolean(value) && typeof value === "object" && !Array.isArray(value);
  }
  function isText(value) {
    return typeof value === "string";
  }

  /** The state that a file's text stands for: {state, unit, faults, notes}; each fault is [label, words].

      A fault keeps the file from being taken; a note tells what was left out of it. */
  function readFile(criteria, page, text, reader) {
    const faults = [];
    const nothing = { state: null, unit: "", faults: faults, notes: [] };
    if (text.length > MOST_BYTES) {
      faults.push(["form-load-large", {}]);
      return nothing;
    }
    let value;
    try {
      value = reader.load(text, { schema: reader.FAILSAFE_SCHEMA, maxAliases: 0, maxDepth: 24 });
    } catch (problem) {
      const mark = problem.mark || { line: 0 };
      faults.push([
        "form-load-yaml",
        { line: String(mark.line + 1), problem: String(problem.reason || problem.message) },
      ]);
      return nothing;
    }
    return readValue(criteria, page, value);
  }

  /** The same from the value of a file, which a workbook may stand for too. */
  function readValue(criteria, page, value) {
    const faults = [];
    const notes = [];
    const nothing = { state: null, unit: "", faults: faults, notes: notes };
    if (!isMapping(value) || !isMapping(value.answers)) {
      faults.push(["form-load-shape", {}]);
      return nothing;
    }
    if (value.cycle !== page.cycle) {
      faults.push(["form-load-cycle", { said: String(value.cycle), wanted: page.cycle }]);
    }
    const known = page.units.some(function (unit) {
      return unit.id === value.unit;
    });
    if (!known) {
      faults.push(["form-load-unit", { said: String(value.unit) }]);
    }
    if (faults.length) {
      return nothing;
    }
    const state = emptyState();
    const unit = value.unit;
    readEvidence(value.evidence, state, notes);
    const leaves = new Map(
      ownLeaves(criteria).map(function (leaf) {
        return [leaf.code, leaf];
      }),
    );
    const keys = new Map(
      state.evidence.map(function (record) {
        return [record.id, record.key];
      }),
    );
    Object.entries(value.answers).forEach(function (pair) {
      const leaf = leaves.get(pair[0]);
      if (!leaf) {
        notes.push(["form-load-code", { code: pair[0] }]);
        return;
      }
      if (!isMapping(pair[1])) {
        if (pair[1] !== "") {
          notes.push(["form-load-answer", { code: pair[0] }]);
        }
        return;
      }
      state.answers[leaf.code] = readAnswer(leaf, pair[1], keys, notes);
    });
    if (isMapping(value.approval)) {
      APPROVAL.forEach(function (key) {
        state.approval[key] = isText(value.approval[key]) ? clean(value.approval[key]) : "";
      });
    }
    if (Array.isArray(value.contributors)) {
      state.rest.contributors = value.contributors;
    }
    ["unit", "cycle", "evidence", "answers", "approval", "contributors"].forEach(function (key) {
      delete value[key];
    });
    Object.keys(value).forEach(function (key) {
      notes.push(["form-load-key", { key: key }]);
    });
    return { state: state, unit: unit, faults: faults, notes: notes };
  }

  function readEvidence(records, state, notes) {
    if (!isMapping(records)) {
      return;
    }
    Object.entries(records).forEach(function (pair) {
      if (!isMapping(pair[1]) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(pair[0])) {
        notes.push(["form-load-evidence", { id: pair[0] }]);
        return;
      }
      const record = { key: newKey(state), id: pair[0] };
      RECORD.forEach(function (key) {
        record[key] = isText(pair[1][key]) ? clean(pair[1][key], key === "reason") : "";
      });
      Object.keys(pair[1])
        .filter(function (key) {
          return !RECORD.includes(key);
        })
        .forEach(function (key) {
          notes.push(["form-load-part", { place: pair[0], key: key }]);
        });
      state.evidence.push(record);
    });
  }

  function readAnswer(leaf, value, keys, notes) {
    const answer = emptyAnswer();
    const place = leaf.code;
    if (isText(value["not-applicable"]) && value["not-applicable"]) {
      answer.na = true;
      answer.reason = value["not-applicable"];
    }
    if (isText(value.option) && value.option) {
      if (
        (leaf.options || []).some(function (option) {
          return option.id === value.option;
        })
      ) {
        answer.option = value.option;
      } else {
        notes.push(["form-load-option", { code: place, value: value.option }]);
      }
    }
    if (Array.isArray(value.items)) {
      answer.items = value.items.filter(function (id) {
        const there = (leaf.items || []).some(function (item) {
          return item.id === id;
        });
        if (!there) {
          notes.push(["form-load-option", { code: place, value: String(id) }]);
        }
        return there;
      });
      // Nothing of a list done is an answer too, where the file stands by it with evidence or words.
      answer.none = value.items.length === 0 && Boolean(value.explanation || (value.evidence || []).length);
    }
    ["done", "total", "excused", "number"].forEach(function (key) {
      if (isText(value[key])) {
        answer[key] = S.typed(value[key]);
      }
    });
    if (isMapping(value.figures)) {
      Object.entries(value.figures).forEach(function (pair) {
        if (isText(pair[1])) {
          answer.figures[pair[0]] = S.typed(pair[1]);
        }
      });
    }
    (Array.isArray(value.evidence) ? value.evidence : []).forEach(function (ref) {
      const id = isText(ref) ? ref : isMapping(ref) ? ref.id : "";
      if (!keys.has(id)) {
        notes.push(["form-load-ref", { code: place, id: String(id) }]);
        return;
      }
      answer.refs.push({
        key: keys.get(id),
        pages: isText(ref.pages) ? ref.pages : "",
        section: isText(ref.section) ? ref.section : "",
      });
    });
    ["explanation", "note", "points"].forEach(function (key) {
      if (isText(value[key])) {
        answer[key] = value[key];
      }
    });
    const read = FACTS.concat(["not-applicable", "evidence", "explanation", "note", "points"]);
    Object.keys(value)
      .filter(function (key) {
        return !read.includes(key);
      })
      .forEach(function (key) {
        notes.push(["form-load-part", { place: place, key: key }]);
      });
    return answer;
  }

  // ── what is wrong and what is missing (check/filing.py, told while filling in) ──────────────────────────────────

  function isDay(text) {
    if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) {
      return false;
    }
    const day = new Date(text + "T00:00:00Z");
    return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
  }

  function isLink(text) {
    let link;
    try {
      link = new URL(text);
    } catch (problem) {
      return false;
    }
    const host = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(link.hostname);
    return /^https?:$/.test(link.protocol) && !link.username && !link.password && host && !/[\s"<>\\^`{|}@]/.test(text);
  }

  /** The faults of one answer, each [label, words, which field]. */
  function answerFaults(criteria, leaf, answer, ids, claim) {
    if (!touched(leaf, answer)) {
      return [];
    }
    if (answer.na) {
      return clean(answer.reason, true) ? [] : [["form-fault-reason", {}, "reason"]];
    }
    const faults = [];
    const read = {};
    figuresOf(leaf).forEach(function (entry) {
      const found = figure(typed(answer, entry[0]), rulesOf(leaf, entry[0]));
      if (found.fault) {
        faults.push([found.fault, { what: entry[1] }, entry[0]]);
      } else if (!found.value && !entry[2]) {
        faults.push(["form-fault-figure", { what: entry[1] }, entry[0]]);
      }
      read[entry[0]] = found.value;
    });
    if (leaf.method === "options" && !answer.option) {
      faults.push(["form-fault-option", {}, "option"]);
    }
    if (faults.length) {
      return faults;
    }
    if (read.done && read.total) {
      const left = read.excused ? read.total.sub(read.excused) : read.total;
      if (left.compare(S.ZERO) < 0) {
        faults.push(["form-fault-excused", {}, "excused"]);
      } else if (read.done.compare(left) > 0) {
        faults.push(["form-fault-done", { done: S.plainText(read.done), total: S.plainText(left) }, "done"]);
      }
    }
    if (leaf.method === "branches" && claim.state === "not-answered") {
      faults.push(["form-fault-formula", {}, "figures"]);
    }
    const told =
      answer.refs.some(function (ref) {
        return ids.has(ref.key);
      }) || Boolean(clean(answer.explanation, true));
    if (leaf.method === "checklist" && !answer.items.length && !told) {
      faults.push(["form-fault-none", {}, "evidence"]);
    }
    const lifts = claim.points.compare(S.ZERO) > 0 || claim.state === "not-applicable";
    if (!faults.length && lifts && leaf.required && !told) {
      faults.push(["form-fault-evidence", {}, "evidence"]);
    }
    return faults;
  }

  /** The faults of one document of the list, each [label, words, which field]. */
  function recordFaults(record) {
    const faults = [];
    if (record.visibility === "restricted") {
      return RESTRICTED.filter(function (key) {
        return !clean(record[key] || "");
      }).map(function (key) {
        return ["form-fault-restricted", {}, key];
      });
    }
    if (!clean(record.title || "")) {
      faults.push(["form-fault-title", {}, "title"]);
    }
    if (record.date && !isDay(record.date)) {
      faults.push(["form-fault-date", {}, "date"]);
    }
    if (clean(record.sha256 || "") && !HASH.test(clean(record.sha256))) {
      faults.push(["form-fault-hash", {}, "sha256"]);
    }
    if (clean(record.url || "") && !isLink(clean(record.url))) {
      faults.push(["form-fault-link", {}, "url"]);
    }
    return faults;
  }

  /** The faults of the approval, where anything of it is filled in. */
  function approvalFaults(approval) {
    if (
      !APPROVAL.some(function (key) {
        return clean(approval[key]);
      })
    ) {
      return [];
    }
    const faults = ["by", "title"]
      .filter(function (key) {
        return !clean(approval[key]);
      })
      .map(function (key) {
        return ["form-fault-approval", {}, key];
      });
    if (clean(approval.sha256) && !HASH.test(clean(approval.sha256))) {
      faults.push(["form-fault-hash", {}, "sha256"]);
    }
    return isDay(approval.date) ? faults : faults.concat([["form-fault-date", {}, "date"]]);
  }

  /** What stands between a state and a filing: {done, of, missing, faults, hints}. */
  function review(criteria, state) {
    const ids = idsOf(state);
    const claimed = claims(criteria, state);
    const own = ownLeaves(criteria);
    const found = { done: 0, of: own.length, missing: [], faults: [], hints: [] };
    const used = new Set();
    own.forEach(function (leaf) {
      const answer = state.answers[leaf.code];
      if (!touched(leaf, answer)) {
        found.missing.push(leaf);
        return;
      }
      const faults = answerFaults(criteria, leaf, answer, ids, claimed.get(leaf.code));
      faults.forEach(function (fault) {
        found.faults.push({ leaf: leaf, fault: fault });
      });
      if (!faults.length) {
        found.done += 1;
      }
      answer.refs.forEach(function (ref) {
        used.add(ref.key);
        const record = state.evidence.find(function (entry) {
          return entry.key === ref.key;
        });
        const long = record && Number(record.length) > LONG_DOCUMENT;
        if (long && !(ref.pages || ref.section || record.pages || record.section)) {
          found.hints.push({ leaf: leaf, fault: ["form-hint-page", { title: record.title }, "evidence"] });
        }
      });
    });
    approvalFaults(state.approval).forEach(function (fault) {
      found.faults.push({ approval: true, fault: fault });
    });
    state.evidence.forEach(function (record) {
      recordFaults(record).forEach(function (fault) {
        found.faults.push({ record: record, fault: fault });
      });
      if (!used.has(record.key)) {
        found.hints.push({ record: record, fault: ["form-hint-unused", {}, "title"] });
      }
    });
    return found;
  }

  // ── totals and what the result could be ─────────────────────────────────────────────────────────────────────────

  /** The claim, and the index between the least and the most that others can still give to it.

      Survey, other indices and marks are not known yet: with nothing and with everything of them the index lies between
      `low` and `high`. Bonus and penalty are left out. Null where nothing is declared yet. */
  function outlook(criteria, state) {
    const claimed = claims(criteria, state);
    const total = S.claimedTotal(criteria, claimed);
    function index(all) {
      const outcomes = new Map();
      leavesOf(criteria).forEach(function (leaf) {
        const maximum = S.exact(leaf.max);
        const others = S.outcome("scored", all ? maximum : S.ZERO, maximum);
        outcomes.set(leaf.code, leaf.selfScored === false ? others : claimed.get(leaf.code));
      });
      return S.officialTotal(criteria, outcomes).index;
    }
    return { claimed: claimed, total: total, low: index(false), high: index(true) };
  }

  // ── to the forge ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Where a file is proposed at the forge: {url, filled} and the page to upload to; null without a repository.

      `filled` says that the text goes with the link; where it is too long, or the forge takes no text, it does not. */
  function proposal(page, unit, text) {
    const forge = page.forge;
    if (!forge) {
      return null;
    }
    const folder = page.folder + "/" + unit.id;
    const path = folder + "/self-assessment.yaml";
    const branch = forge.branch.split("/").map(encodeURIComponent).join("/");
    const name = encodeURIComponent(path);
    const value = "&value=" + encodeURIComponent(text);
    const routes = {
      github: {
        make: "/new/" + branch + "?filename=" + name,
        edit: "/edit/" + branch + "/" + path,
        upload: "/upload/" + branch + "/" + folder,
        takes: true,
      },
      gitlab: {
        make: "/-/new/" + branch + "?file_name=" + name,
        edit: "/-/edit/" + branch + "/" + path,
        upload: "/-/tree/" + branch,
        takes: false,
      },
      gitea: {
        make: "/_new/" + branch + "/?filename=" + name,
        edit: "/_edit/" + branch + "/" + path,
        upload: "/_upload/" + branch + "/" + folder,
        takes: true,
      },
    };
    const route = routes[forge.kind];
    const make = forge.repo + route.make;
    const filled = route.takes && !unit.filed && (make + value).length <= LONGEST_LINK;
    return {
      url: unit.filed ? forge.repo + route.edit : filled ? make + value : make,
      filled: filled,
      upload: forge.repo + route.upload,
    };
  }

  return Object.freeze({
    KINDS: KINDS,
    RECORD: RECORD,
    RESTRICTED: RESTRICTED,
    clean: clean,
    slug: slug,
    figure: figure,
    yamlText: yamlText,
    mapped: mapped,
    emptyState: emptyState,
    emptyAnswer: emptyAnswer,
    newKey: newKey,
    idsOf: idsOf,
    figuresOf: figuresOf,
    rulesOf: rulesOf,
    typed: typed,
    touched: touched,
    answerValue: answerValue,
    scored: scored,
    ownLeaves: ownLeaves,
    leavesOf: leavesOf,
    claims: claims,
    documentOf: documentOf,
    fileText: fileText,
    readFile: readFile,
    readValue: readValue,
    answerFaults: answerFaults,
    recordFaults: recordFaults,
    approvalFaults: approvalFaults,
    review: review,
    outlook: outlook,
    proposal: proposal,
  });
});
