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
  const LONGEST_TEXT = 4000;
  const LONGEST_LINE = 600;
  const LONGEST_ADDRESS = 2000;
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
  const ID = /^(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*$/;
  const CODE_OF_AREA = /^[0-9]{1,3}(\.[0-9]{1,3}){0,4}$/;
  const PAGES = /^(?=.{1,40}$)[0-9]{1,5}(-[0-9]{1,5})?(, ?[0-9]{1,5}(-[0-9]{1,5})?)*$/;
  const WHOLE = /^(0|[1-9][0-9]{0,14})$/;
  const DECIMAL = /^-?[0-9]{1,15}(\.[0-9]{1,10})?$/;
  // In a file a point parts decimals: "1.000" is one there, and a thousand to whoever typed it.
  const GROUPED = /^[0-9]{1,3}(\.[0-9]{3})*\.[0-9]{2}0$/;
  const OWN_PAPER = /^self-assessment\/[a-z0-9]+(-[a-z0-9]+)*\.(pdf|docx|xlsx)$/;
  const CONTRIBUTOR = ["field", "head", "officer", "areas"];
  const FIGURES = ["done", "total", "excused", "number"];
  const FACTS = ["option", "items"].concat(FIGURES, ["figures"]);
  const TEXTS = ["not-applicable", "explanation", "note", "points"];
  const ONE_LINE = ["number", "issuer", "signer", "title", "section", "note"];
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
    if (!value || !DECIMAL.test(point)) {
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

  /** Whether any fact was entered for a leaf. */
  function declares(leaf, answer) {
    const figures = figuresOf(leaf).some(function (entry) {
      return String(typed(answer, entry[0])).trim() !== "";
    });
    return Boolean(figures || answer.option || answer.items.length || answer.none);
  }

  /** Whether anything was entered for a leaf. */
  function touched(leaf, answer) {
    if (!answer) {
      return false;
    }
    const held = answer.na || answer.refs.length || answer.points || answer.explanation.trim();
    return Boolean(held || declares(leaf, answer));
  }

  /** Whether a checklist has words or documents, and nobody said which of its items are met, or that none is. */
  function unmarked(answer) {
    return !answer.items.length && !answer.none && Boolean(answer.refs.length || answer.explanation.trim());
  }

  /** An answer as its file has it, for the engine and the writer; a figure with a fault is left out. */
  function answerValue(leaf, answer, ids) {
    const value = new Map();
    const facts = !answer.na || declares(leaf, answer);
    if (facts && leaf.method === "options") {
      if (answer.option) {
        value.set("option", answer.option);
      }
    } else if (facts && leaf.method === "checklist" && !unmarked(answer)) {
      const order = leaf.items.map(function (item) {
        return item.id;
      });
      value.set(
        "items",
        order.filter(function (id) {
          return answer.items.includes(id);
        }),
      );
    } else if (facts && leaf.method !== "checklist") {
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
    if (answer.na) {
      value.set("not-applicable", clean(answer.reason, true));
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

  /** The outcome of each leaf as claimed, by code. What cannot be so is worth nothing until it is corrected. */
  function claims(criteria, state) {
    const ids = idsOf(state);
    return new Map(
      leavesOf(criteria).map(function (leaf) {
        const answer = state.answers[leaf.code];
        const sound = touched(leaf, answer) && !factFaults(leaf, answer).length;
        const told = sound ? scored(answerValue(leaf, answer, ids)) : null;
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
      // What has none of the heads of such a file was hardly meant to be one.
      const ours = /^["']?(?:unit|cycle|answers)["']?:/m.test(text);
      const line = String((problem.mark ? problem.mark.line : 0) + 1);
      faults.push(ours ? ["form-load-yaml", { line: line }] : ["form-load-shape", {}]);
      return nothing;
    }
    return readValue(criteria, page, value);
  }

  /** The same from the value of a file, which a workbook may stand for too. */
  function readValue(criteria, page, value) {
    const faults = [];
    const notes = [];
    const nothing = { state: null, unit: "", faults: faults, notes: notes };
    if (isMapping(value) && value.answers === "") {
      value.answers = {};
    }
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
      Object.keys(value.approval)
        .filter(function (key) {
          return !APPROVAL.includes(key) || !isText(value.approval[key]);
        })
        .forEach(function (key) {
          notes.push(["form-load-key", { key: key }]);
        });
    } else if (value.approval) {
      notes.push(["form-load-part-shape", { called: "form-approval" }]);
    }
    if (Array.isArray(value.contributors)) {
      const rows = value.contributors.filter(isContributor);
      if (rows.length) {
        state.rest.contributors = rows;
      }
      if (rows.length < value.contributors.length) {
        notes.push(["form-load-contributors", { count: value.contributors.length - rows.length }]);
      }
    } else if (value.contributors) {
      notes.push(["form-load-part-shape", { called: "form-contributors" }]);
    }
    ["unit", "cycle", "evidence", "answers", "approval", "contributors"].forEach(function (key) {
      delete value[key];
    });
    Object.keys(value).forEach(function (key) {
      notes.push(["form-load-key", { key: key }]);
    });
    return { state: state, unit: unit, faults: faults, notes: notes };
  }

  function isContributor(row) {
    const areas = isMapping(row) && row.areas !== undefined ? row.areas : [];
    return (
      isMapping(row) &&
      isText(row.field) &&
      ID.test(row.field) &&
      Object.keys(row).every(function (key) {
        return CONTRIBUTOR.includes(key);
      }) &&
      ["head", "officer"].every(function (key) {
        const optional = key === "officer" && row[key] === undefined;
        return optional || (isText(row[key]) && row[key] && row[key].length <= LONGEST_LINE);
      }) &&
      Array.isArray(areas) &&
      areas.every(function (code) {
        return CODE_OF_AREA.test(code);
      })
    );
  }

  function unknownParts(value, known, place, notes) {
    Object.keys(value)
      .filter(function (key) {
        return !known.includes(key);
      })
      .forEach(function (key) {
        notes.push(["form-load-part", { place: place, key: key }]);
      });
  }

  function readEvidence(records, state, notes) {
    if (!isMapping(records)) {
      if (records) {
        notes.push(["form-load-part-shape", { called: "evidence-title" }]);
      }
      return;
    }
    Object.entries(records).forEach(function (pair) {
      if (!isMapping(pair[1]) || !ID.test(pair[0])) {
        notes.push(["form-load-evidence", { id: pair[0] }]);
        return;
      }
      const record = { key: newKey(state), id: pair[0] };
      RECORD.forEach(function (key) {
        const held = pair[1][key];
        record[key] = isText(held) ? clean(held, key === "reason") : "";
        const listed = key === "kind" ? KINDS : key === "visibility" ? ["public", "restricted"] : null;
        if ((held !== undefined && !isText(held)) || (record[key] && listed && !listed.includes(record[key]))) {
          notes.push(["form-load-record", { id: pair[0], called: "form-record-" + key, value: record[key] }]);
          record[key] = "";
        }
      });
      unknownParts(pair[1], RECORD, pair[0], notes);
      const told = RECORD.filter(function (key) {
        return record[key] && !RESTRICTED.includes(key) && !ALSO_TOLD.includes(key);
      });
      if (record.visibility === "restricted" && told.length) {
        // What must not be public is not kept either.
        told.forEach(function (key) {
          record[key] = "";
        });
        notes.push(["form-load-restricted", { id: pair[0] }]);
      }
      state.evidence.push(record);
    });
  }

  /** What a file declares and its leaf does not ask for, or says in a form that is none: told, and left out. */
  function strayFacts(leaf, value, notes) {
    const stray = function (label, key) {
      notes.push([label, { code: leaf.code, called: "called-" + key }]);
    };
    const asked = figuresOf(leaf).map(function (entry) {
      return entry[0].replace("figures.", "");
    });
    const branches = leaf.method === "branches";
    if (value.option && (leaf.method !== "options" || !isText(value.option))) {
      stray("form-load-stray", "option");
    }
    if (value.items !== undefined && value.items !== "" && (leaf.method !== "checklist" || !Array.isArray(value.items))) {
      stray("form-load-stray", "items");
    }
    FIGURES.filter(function (key) {
      return value[key] !== undefined && value[key] !== "" && (branches || !asked.includes(key) || !isText(value[key]));
    }).forEach(function (key) {
      stray("form-load-stray", key);
    });
    if (value.figures && !(branches && isMapping(value.figures))) {
      stray("form-load-stray", "figures");
    } else if (value.figures) {
      Object.keys(value.figures)
        .filter(function (key) {
          return !asked.includes(key) || !isText(value.figures[key]);
        })
        .forEach(function (key) {
          notes.push(["form-load-option", { code: leaf.code, value: key }]);
        });
    }
    TEXTS.filter(function (key) {
      return value[key] !== undefined && !isText(value[key]);
    }).forEach(function (key) {
      notes.push(["form-load-part", { place: leaf.code, key: key }]);
    });
    if (value.evidence && !Array.isArray(value.evidence)) {
      notes.push(["form-load-part", { place: leaf.code, key: "evidence" }]);
    }
  }

  /** A figure of a file as it would be typed; empty, with a note, where it means two things. */
  function figureRead(leaf, text, notes) {
    if (!GROUPED.test(text)) {
      return S.typed(text);
    }
    notes.push(["form-load-grouped", { code: leaf.code, value: text, plain: text.replace(/\./g, "") }]);
    return "";
  }

  function readAnswer(leaf, value, keys, notes) {
    const answer = emptyAnswer();
    const place = leaf.code;
    strayFacts(leaf, value, notes);
    if (isText(value["not-applicable"]) && value["not-applicable"]) {
      answer.na = true;
      answer.reason = value["not-applicable"];
    }
    if (leaf.method === "options" && isText(value.option) && value.option) {
      if (
        leaf.options.some(function (option) {
          return option.id === value.option;
        })
      ) {
        answer.option = value.option;
      } else {
        notes.push(["form-load-option", { code: place, value: value.option }]);
      }
    }
    if (leaf.method === "checklist" && Array.isArray(value.items)) {
      answer.items = value.items.filter(function (id, at) {
        const there = leaf.items.some(function (item) {
          return item.id === id;
        });
        if (!there) {
          notes.push(["form-load-option", { code: place, value: String(id) }]);
        } else if (value.items.indexOf(id) < at) {
          notes.push(["form-load-twice", { code: place, value: id }]);
          return false;
        }
        return there;
      });
      // Nothing of a list done is an answer too, where the file stands by it with evidence or words.
      const stands = value.explanation || answer.na || (value.evidence || []).length;
      answer.none = value.items.length === 0 && Boolean(stands);
    }
    figuresOf(leaf).forEach(function (entry) {
      const name = entry[0].startsWith("figures.") ? entry[0].slice(8) : "";
      const text = name ? isMapping(value.figures) && value.figures[name] : value[entry[0]];
      if (isText(text)) {
        (name ? answer.figures : answer)[name || entry[0]] = figureRead(leaf, text, notes);
      }
    });
    (Array.isArray(value.evidence) ? value.evidence : []).forEach(function (ref) {
      const id = isText(ref) ? ref : isMapping(ref) ? ref.id : "";
      if (!keys.has(id)) {
        notes.push(["form-load-ref", { code: place, id: String(id) }]);
        return;
      }
      if (isMapping(ref)) {
        unknownParts(ref, ["id", "pages", "section"], place, notes);
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
    unknownParts(value, FACTS.concat(TEXTS, ["evidence"]), place, notes);
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

  function tooLong(text, most, field) {
    return clean(text || "", true).length > most ? [["form-fault-long", { max: String(most) }, field]] : [];
  }

  /** What keeps the facts of an answer from being worth anything, each [label, words, which field]. */
  function factFaults(leaf, answer) {
    if (answer.na) {
      const both = declares(leaf, answer) ? [["form-fault-na-facts", {}, "na"]] : [];
      const reason = clean(answer.reason, true)
        ? tooLong(answer.reason, LONGEST_TEXT, "reason")
        : [["form-fault-reason", {}, "reason"]];
      return (leaf.mayNa ? [] : [["form-fault-na-refused", {}, "na"]]).concat(both, reason);
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
    if (leaf.method === "checklist" && unmarked(answer)) {
      faults.push(["form-fault-items", {}, "none"]);
    }
    if (!faults.length && read.done && read.total) {
      const left = read.excused ? read.total.sub(read.excused) : read.total;
      if (left.compare(S.ZERO) < 0) {
        faults.push(["form-fault-excused", {}, "excused"]);
      } else if (read.done.compare(left) > 0) {
        faults.push(["form-fault-done", { done: S.plainText(read.done), total: S.plainText(left) }, "done"]);
      }
    }
    return faults;
  }

  /** Points that a unit has typed itself are those that its facts are worth, exactly or as printed. */
  function pointFaults(criteria, answer, claim) {
    if (!answer.points) {
      return [];
    }
    const said = DECIMAL.test(answer.points) ? S.parse(answer.points) : null;
    const printed = S.roundTo(claim.points, criteria.rounding.decimals, criteria.rounding.mode);
    if (said && (S.same(said, claim.points) || S.same(said, printed))) {
      return [];
    }
    const words = { typed: said ? S.plainText(said) : answer.points, computed: S.plainText(printed) };
    return [["form-fault-points", words, "points"]];
  }

  /** The faults of one answer, each [label, words, which field]. */
  function answerFaults(criteria, leaf, answer, ids, claim) {
    if (!touched(leaf, answer)) {
      return [];
    }
    const form = tooLong(answer.explanation, LONGEST_TEXT, "explanation").concat(
      answer.refs.some(function (ref) {
        return clean(ref.pages || "") && !PAGES.test(clean(ref.pages));
      })
        ? [["form-fault-pages", {}, "evidence"]]
        : [],
    );
    const faults = factFaults(leaf, answer);
    if (answer.na || faults.length) {
      return faults.concat(form);
    }
    if (leaf.method === "branches" && claim.state === "not-answered") {
      faults.push(["form-fault-formula", {}, "figures"]);
    }
    faults.push.apply(faults, pointFaults(criteria, answer, claim));
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
    return faults.concat(form);
  }

  /** The faults of one document of the list, each [label, words, which field]. */
  function recordFaults(record) {
    const faults = [];
    if (record.visibility === "restricted") {
      const empty = RESTRICTED.filter(function (key) {
        return !clean(record[key] || "");
      }).map(function (key) {
        return ["form-fault-restricted", {}, key];
      });
      const hash = clean(record.sha256 || "");
      return hash && !HASH.test(hash) ? empty.concat([["form-fault-hash", {}, "sha256"]]) : empty;
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
    if (clean(record.url || "") && !(isLink(clean(record.url)) && clean(record.url).length <= LONGEST_ADDRESS)) {
      faults.push(["form-fault-link", {}, "url"]);
    }
    if (clean(record.pages || "") && !PAGES.test(clean(record.pages))) {
      faults.push(["form-fault-pages", {}, "pages"]);
    }
    if (clean(record.length || "") && !WHOLE.test(clean(record.length))) {
      faults.push(["form-fault-length", {}, "length"]);
    }
    if (clean(record.path || "") && !OWN_PAPER.test(clean(record.path))) {
      faults.push(["form-fault-path", {}, "path"]);
    }
    ONE_LINE.forEach(function (key) {
      faults.push.apply(faults, tooLong(record[key], LONGEST_LINE, key));
    });
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
    declares: declares,
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
