/* A filled workbook as the value of a unit's file, for the form: what excel/take.py makes of it where nothing is wrong
   with it. What is wrong is told at its cell and left out; tests hold the two readers together. */
(function (root) {
  "use strict";

  const Filing = root.parindexFiling;
  const w = root.parindexFields.w;
  const MAGIC = "parindex-workbook";
  const MARK = "parindex:";
  const VERSION = "1";
  const UNIT_KEY = "@unit";
  const UNITS_COLUMN = 8;
  const HEAD_ROWS = 30;
  const LONGEST_CHOICE = 200;
  const LONGEST_ID = 80;
  const FORM = ["answer", "evidence", "pages", "section", "explanation", "not-applicable", "note", "typed"];
  const DOCUMENT = ["evidence", "pages", "section"];
  const APPROVAL = ["by", "title", "date", "document", "sha256"];
  const RECORD = Filing.RECORD;
  const LISTED = { kind: ["wb-kind-", Filing.KINDS], visibility: ["wb-visibility-", ["public", "restricted"]] };
  const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:data|file|javascript|mailto|vbscript):)\S+$/i;
  const PAGES = /^[0-9]{1,5}(?:-[0-9]{1,5})?(?:, ?[0-9]{1,5}(?:-[0-9]{1,5})?)*$/;

  function BadCell(label, words) {
    this.label = label;
    this.words = words;
  }

  // ── what a cell says (excel/cells.py) ───────────────────────────────────────────────────────────────────────────

  function folded(text) {
    return String(text)
      .toLowerCase()
      .replace(/đ/g, "d")
      .normalize("NFD")
      .replace(/\p{M}/gu, "");
  }

  function spelt(text) {
    return folded(String(text).split(/\s+/).join(" ").trim());
  }

  function blank(cell) {
    return cell.content === null && !cell.formula && !cell.link;
  }

  /** A number with the digits that a spreadsheet shows, never with an exponent. */
  function digits(number) {
    const text = String(Number(number.toPrecision(15)));
    return plainDecimal(/e/.test(text) ? Number(text).toFixed(20) : text);
  }

  function plainDecimal(text) {
    const bare = (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text).replace(/^(-?)0+(?=[0-9])/, "$1");
    return bare === "" || bare === "-0" ? "0" : bare;
  }

  function shown(cell) {
    const content = cell.content;
    const text = content && content.day ? content.day.split("-").reverse().join("/") : content;
    return String(cell.formula || (text === null ? cell.link : text)).slice(0, 60);
  }

  function bad(label, cell, words) {
    return new BadCell(label, Object.assign({ value: shown(cell) }, words));
  }

  function noFormula(cell) {
    if (cell.formula || cell.fault) {
      throw bad("form-at-formula", cell);
    }
  }

  function textOf(cell) {
    noFormula(cell);
    const content = cell.content;
    if (content === null) {
      return "";
    }
    if (typeof content === "boolean") {
      throw bad("form-at-text", cell);
    }
    if (content.day) {
      throw bad("form-at-became-date", cell);
    }
    return typeof content === "number" ? digits(content) : content;
  }

  function lineOf(cell) {
    return textOf(cell).split("\n").join(" ");
  }

  function pagesOf(cell) {
    const text = lineOf(cell)
      .replace(/–/g, "-")
      .replace(/\s*-\s*/g, "-");
    if (text && !PAGES.test(text)) {
      throw bad("form-at-pages", cell);
    }
    return text;
  }

  function scaled(text) {
    // Hundred times a decimal by its digits: binary fractions would show.
    const parts = (/^-?/.exec(text)[0] ? text.slice(1) : text).split(".");
    const rest = (parts[1] || "").padEnd(2, "0");
    return (text.startsWith("-") ? "-" : "") + plainDecimal(parts[0] + rest.slice(0, 2) + "." + (rest.slice(2) || "0"));
  }

  function figureOf(cell, percent) {
    noFormula(cell);
    const content = cell.content;
    if (content === null) {
      return "";
    }
    if (typeof content === "boolean" || content.day) {
      throw bad("form-at-number", cell);
    }
    const share = function (text) {
      if (!percent) {
        throw bad("form-at-number", cell);
      }
      return text;
    };
    if (typeof content === "number") {
      return cell.percent ? share(scaled(digits(content))) : digits(content);
    }
    const typed = content
      .replace(/−/g, "-")
      .replace(/[\s\u00a0\u202f\u2009]+/g, " ")
      .trim();
    return typed.endsWith("%") ? share(typedFigure(typed.slice(0, -1).trim(), cell)) : typedFigure(typed, cell);
  }

  function typedFigure(typed, cell) {
    const bare = typed.replace(/^'/, "").replace(/^\+/, "");
    if (/^-?[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(bare)) {
      // One sign before three digits parts thousands as well as decimals.
      throw bad("form-at-unclear", cell);
    }
    if (/^-?[0-9]+(?:[.,][0-9]+)?$/.test(bare)) {
      return plainDecimal(bare.replace(",", "."));
    }
    const grouped = /^[+-]?[0-9]{1,3}(?:([.,\s'])[0-9]{3})(?:\1[0-9]{3})*(?:([.,])[0-9]+)?$/.exec(bare);
    if (!grouped || grouped[1] === grouped[2]) {
      throw bad("form-at-number", cell);
    }
    const cut = grouped[2] ? bare.lastIndexOf(grouped[2]) : bare.length;
    return plainDecimal(bare.slice(0, cut).replace(/[.,\s']/g, "") + (grouped[2] ? "." + bare.slice(cut + 1) : ""));
  }

  function dayOf(cell, grid) {
    noFormula(cell);
    const content = cell.content;
    if (content === null) {
      return "";
    }
    if (content.day) {
      return content.day;
    }
    const typed = typeof content === "number" ? digits(content) : String(content);
    let told = "";
    if (/^[0-9]{5}(?:[.,]0+)?$/.test(typed) && Number(typed.slice(0, 5)) >= 20000 && Number(typed.slice(0, 5)) <= 80000) {
      const days = Number(typed.slice(0, 5)) + (grid.late ? 1462 : 0);
      told = new Date(Date.UTC(1899, 11, 30) + days * 86400000).toISOString().slice(0, 10);
    } else {
      const words = w("wb-date").split(" ");
      const day = new RegExp(
        "^(?:" +
          words[0] +
          "\\s+)?([0-9]{1,2})\\s*(?:[/.-]|" +
          words[1] +
          ")\\s*([0-9]{1,2})\\s*(?:[/.-]|" +
          words[2] +
          ")\\s*([0-9]{4})$",
        "i",
      ).exec(typed);
      const iso = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?$/.exec(typed);
      const parts = day ? [day[3], day[2], day[1]] : iso ? iso.slice(1, 4) : [];
      told = parts
        .map(function (part) {
          return part.padStart(2, "0");
        })
        .join("-");
    }
    const real = new Date(told + "T00:00:00Z");
    if (!/^[0-9]{4}-/.test(told) || Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== told) {
      throw bad("form-at-date", cell);
    }
    return told;
  }

  // ── sheets and columns (excel/tables.py) ────────────────────────────────────────────────────────────────────────

  /** A sheet whose columns are known by the hidden keys; null where it is none of ours. */
  function tableOf(grid, notes) {
    for (let row = 0; row < Math.min(grid.rows, HEAD_ROWS); row += 1) {
      const mark = grid.row(row).find(function (cell) {
        return typeof cell.content === "string" && cell.content.startsWith(MARK);
      });
      if (mark) {
        const columns = { key: mark.column };
        grid.row(row).forEach(function (cell) {
          if (cell !== mark && typeof cell.content === "string" && columns[cell.content] === undefined) {
            columns[cell.content] = cell.column;
          }
        });
        const table = { kind: mark.content.slice(MARK.length), grid: grid, mark: row, first: row + 1 };
        table.at = function (at, column) {
          return grid.at(at, columns[column]);
        };
        table.has = function (column) {
          return columns[column] !== undefined;
        };
        /** What a cell says by a reader; empty, with a note, where it cannot be taken. */
        table.read = function (cell, reader) {
          try {
            return reader(cell, grid);
          } catch (problem) {
            if (!(problem instanceof BadCell)) {
              throw problem;
            }
            table.tell(cell, problem.label, problem.words);
            return "";
          }
        };
        table.tell = function (cell, label, words) {
          const at = { sheet: grid.name, cell: cell.address, line: /[0-9]+$/.exec(cell.address)[0] };
          notes.push([label, Object.assign({ value: shown(cell) }, words), at]);
        };
        return table;
      }
    }
    return null;
  }

  /** The row after the heads of a table, which a column is known by. */
  function below(table, column, head) {
    for (let row = table.mark + 1; row < table.mark + HEAD_ROWS; row += 1) {
      const said = table.at(row, column).content;
      if (typeof said === "string" && spelt(said) === spelt(w(head))) {
        return row + 1;
      }
    }
    return table.mark + 4;
  }

  // ── documents (excel/documents.py, take_sides.py) ───────────────────────────────────────────────────────────────

  function slug(text) {
    const plain = folded(text)
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "");
    if (plain.length <= LONGEST_ID) {
      return plain;
    }
    const cut = plain.slice(0, LONGEST_ID + 1);
    return cut.slice(0, Math.max(cut.lastIndexOf("-"), 0)) || plain.slice(0, LONGEST_ID);
  }

  function plainName(text) {
    return String(text || "")
      .split(/\s+/)
      .join(" ")
      .trim()
      .toLowerCase();
  }

  function sameLink(url) {
    let text = url;
    try {
      text = decodeURIComponent(url);
    } catch (problem) {
      /* An address with a stray sign stays as it is. */
    }
    return text.trim().replace(/[/#]+$/, "");
  }

  function registerOf() {
    const records = new Map();
    const byName = new Map();
    const byLink = new Map();
    const register = { records: records };
    register.put = function (id, record) {
      records.set(id, record);
      const number = record.number || "";
      const title = record.title || "";
      new Set([number, title, number + " – " + title, number + " " + title].map(plainName)).forEach(function (name) {
        if (name && name !== "–") {
          byName.set(name, (byName.get(name) || []).concat([id]));
        }
      });
      if (record.url && !byLink.has(sameLink(record.url))) {
        byLink.set(sameLink(record.url), id);
      }
    };
    register.named = function (text) {
      const found = byName.get(plainName(text)) || [];
      return records.has(text) ? text : found.length === 1 ? found[0] : "";
    };
    register.linked = function (url) {
      return byLink.get(sameLink(url)) || "";
    };
    register.speaksOf = function (text, id) {
      const said = plainName(text);
      const number = plainName(records.get(id).number);
      const title = plainName(records.get(id).title);
      return Boolean(
        (number && said.includes(number)) ||
          (title && said.includes(title)) ||
          (said.length >= 8 && title.includes(said)),
      );
    };
    register.add = function (record) {
      const base = slug(record.number || "") || slug(record.title || "") || "tai-lieu";
      let id = base;
      for (let number = 2; records.has(id); number += 1) {
        id = base.slice(0, LONGEST_ID - 4).replace(/-+$/, "") + "-" + number;
      }
      register.put(id, record);
      return id;
    };
    return register;
  }

  /** The address of a cell and the words that stand for it. */
  function linkOf(table, cell) {
    const text = table.read(cell, lineOf);
    if (!ADDRESS.test(text)) {
      return [cell.link || text, cell.link ? text : ""];
    }
    if (cell.link && sameLink(cell.link) !== sameLink(text)) {
      table.tell(cell, "form-at-link");
    }
    return [text, ""];
  }

  function recordPart(table, cell, name) {
    if (name === "date") {
      return table.read(cell, dayOf);
    }
    if (name === "url") {
      return linkOf(table, cell)[0];
    }
    if (name === "length") {
      return table.read(cell, function (held) {
        return figureOf(held, false);
      });
    }
    const text = table.read(cell, lineOf);
    if (!LISTED[name] || !text) {
      return text;
    }
    const said = LISTED[name][1].find(function (word) {
      return spelt(w(LISTED[name][0] + word)) === spelt(text) || word === text;
    });
    if (!said) {
      const words = LISTED[name][1].map(function (word) {
        return w(LISTED[name][0] + word);
      });
      table.tell(cell, "form-at-choice", { options: words.join("; ") });
    }
    return said || "";
  }

  function documentsOf(table, register) {
    const rows = [];
    for (let row = below(table, "title", "wb-documents-title"); row < table.grid.rows; row += 1) {
      const names = RECORD.filter(function (name) {
        return table.has(name) && !blank(table.at(row, name));
      });
      const id = table.read(table.at(row, "id"), lineOf);
      if (names.length || id) {
        const record = {};
        names.forEach(function (name) {
          const text = recordPart(table, table.at(row, name), name);
          if (text) {
            record[name] = text;
          }
        });
        rows.push({ row: row, id: id, record: record });
      }
    }
    // Ids that are given come first, so that a made one is not one of them.
    const taken = registerOf();
    rows.forEach(function (entry) {
      if (entry.id && taken.records.has(entry.id)) {
        table.tell(table.at(entry.row, "id"), "form-at-twice");
      } else if (entry.id) {
        taken.put(entry.id, entry.record);
      }
    });
    rows.forEach(function (entry) {
      const id = entry.id || taken.add(entry.record);
      if (!register.records.has(id)) {
        register.put(id, entry.record);
      }
    });
  }

  // ── the form (excel/take_form.py) ───────────────────────────────────────────────────────────────────────────────

  /** How options are spelt in a drop-down (excel/layout.py). */
  function choicesOf(options) {
    const plain = options.map(function (option) {
      return option.label.split(/\s+/).join(" ").trim();
    });
    return plain.map(function (text, at) {
      const twins = plain.filter(function (other) {
        return other.toLowerCase() === text.toLowerCase();
      });
      const usable = text.length <= LONGEST_CHOICE && twins.length === 1 && /^\p{L}/u.test(text);
      return usable ? text : "(" + (at + 1) + ") " + text.slice(0, LONGEST_CHOICE);
    });
  }

  function unread(table, row, columns) {
    columns.forEach(function (column) {
      const cell = table.at(row, column);
      if (table.has(column) && !blank(cell) && !cell.formula) {
        table.tell(cell, "form-at-unread");
      }
    });
  }

  function blocksOf(table, leaves) {
    const blocks = new Map();
    let current = null;
    let begun = false;
    for (let row = table.mark + 1; row < table.grid.rows; row += 1) {
      const key = table.at(row, "key").content;
      const text = typeof key === "string" ? key : "";
      begun = begun || text.startsWith("#") || text.includes("|");
      if (!begun) {
        continue;
      }
      const filled = FORM.filter(function (column) {
        return !blank(table.at(row, column));
      });
      if (text.startsWith("#")) {
        current = null;
        unread(table, row, FORM);
        continue;
      }
      if (text.includes("|")) {
        const code = text.slice(0, text.indexOf("|"));
        const fact = text.slice(code.length + 1);
        const leaf = leaves.get(code);
        current = null;
        if (!leaf) {
          if (filled.length) {
            table.tell(table.at(row, "code"), "form-load-code", { code: code });
          }
          continue;
        }
        if (!blocks.has(code)) {
          blocks.set(code, { leaf: leaf, facts: new Map(), rows: [] });
        }
        current = blocks.get(code);
        if (fact && current.facts.has(fact)) {
          if (!blank(table.at(row, "answer"))) {
            table.tell(table.at(row, "answer"), "form-at-twice");
          }
        } else if (fact) {
          current.facts.set(fact, row);
        }
        current.rows.push(row);
        continue;
      }
      const documents = filled.every(function (column) {
        return DOCUMENT.includes(column);
      });
      if (current && filled.length && documents) {
        current.rows.push(row);
      } else if (filled.length) {
        table.tell(table.at(row, filled[0]), "form-at-row");
      }
    }
    return blocks;
  }

  function optionOf(table, leaf, cell) {
    const text = table.read(cell, lineOf);
    const spelled = choicesOf(leaf.options);
    const said = leaf.options.find(function (option, at) {
      return [spelt(spelled[at]), spelt(option.label)].includes(spelt(text)) || option.id === text;
    });
    if (text && !said) {
      table.tell(cell, "form-at-choice", { options: spelled.join("; ") });
    }
    return text && said ? said.id : "";
  }

  /** Whether an item is there: true, false, or null where nothing was said. */
  function markOf(table, cell) {
    if (blank(cell)) {
      return null;
    }
    if (typeof cell.content === "boolean") {
      return cell.content;
    }
    const text = spelt(table.read(cell, lineOf));
    if (["x", "×", "yes", "co", spelt(w("wb-yes"))].includes(text)) {
      return true;
    }
    if (["-", "–", "0", "no", "khong", spelt(w("wb-no"))].includes(text)) {
      return false;
    }
    if (text) {
      table.tell(cell, "form-at-choice", { options: "x; " + w("wb-no") });
    }
    return null;
  }

  function factsOf(table, block) {
    const leaf = block.leaf;
    const cell = function (fact) {
      return block.facts.has(fact) ? table.at(block.facts.get(fact), "answer") : null;
    };
    if (leaf.method === "options") {
      const option = cell("option") ? optionOf(table, leaf, cell("option")) : "";
      return option ? { option: option } : {};
    }
    if (leaf.method === "checklist") {
      const marks = leaf.items.map(function (item) {
        const held = cell("items:" + item.id);
        return [item.id, held ? markOf(table, held) : null];
      });
      const said = marks.some(function (pair) {
        return pair[1] !== null;
      });
      const done = marks.filter(function (pair) {
        return pair[1];
      });
      return said
        ? {
            items: done.map(function (pair) {
              return pair[0];
            }),
          }
        : {};
    }
    const told = {};
    const figures = {};
    Filing.figuresOf(leaf).forEach(function (entry) {
      const name = entry[0].startsWith("figures.") ? entry[0].slice(8) : "";
      const held = cell(name ? "figures:" + name : entry[0]);
      const fractional = Filing.rulesOf(leaf, entry[0]).fractional;
      const text = held
        ? table.read(held, function (one) {
            return figureOf(one, fractional);
          })
        : "";
      if (text) {
        (name ? figures : told)[name || entry[0]] = text;
      }
    });
    return Object.keys(figures).length ? { figures: figures } : told;
  }

  /** The ids of the documents that a cell names. */
  function namedIn(table, cell, several, register) {
    const found = linkOf(table, cell);
    const url = found[0];
    const words = found[1];
    const text = words || url;
    const named = register.named(text);
    const linked = register.linked(url);
    if (named) {
      if (cell.link && !linked && register.records.get(named).url) {
        table.tell(cell, "form-at-link");
      }
      return [named];
    }
    if (linked && (!words || register.speaksOf(words, linked))) {
      return [linked];
    }
    const parts = several && !cell.formula && typeof cell.content === "string" ? cell.content.split(/[;\n]/) : [];
    const ids = parts
      .map(function (part) {
        return part.trim();
      })
      .filter(Boolean)
      .map(register.named);
    if (ids.length && ids.every(Boolean)) {
      return ids;
    }
    if (ADDRESS.test(url) && !linked) {
      const last = url
        .replace(/\/+$/, "")
        .split(/[?#]/)[0]
        .replace(/^.*\//, "");
      return [register.add({ title: words || last || url, url: url })];
    }
    if (text) {
      table.tell(cell, "form-at-document");
    }
    return [];
  }

  function evidenceOf(table, block, register) {
    const refs = [];
    block.rows.forEach(function (row) {
      const cells = DOCUMENT.map(function (column) {
        return table.at(row, column);
      });
      if (cells.every(blank)) {
        return;
      }
      const pages = table.read(cells[1], pagesOf);
      const section = table.read(cells[2], lineOf);
      if (blank(cells[0])) {
        table.tell(blank(cells[1]) ? cells[2] : cells[1], "form-at-row");
        return;
      }
      namedIn(table, cells[0], !pages && !section, register).forEach(function (id) {
        const more = Object.assign({ id: id }, pages ? { pages: pages } : {}, section ? { section: section } : {});
        refs.push(pages || section ? more : id);
      });
    });
    return refs;
  }

  function answersOf(table, criteria, register) {
    const leaves = new Map(
      Filing.leavesOf(criteria).map(function (leaf) {
        return [leaf.code, leaf];
      }),
    );
    const answers = {};
    blocksOf(table, leaves).forEach(function (block, code) {
      const council = ["council-points", "council-reason"];
      block.rows.forEach(function (row) {
        unread(table, row, block.leaf.selfScored === false ? FORM.concat(council) : council);
      });
      if (block.leaf.selfScored === false) {
        return;
      }
      const answer = factsOf(table, block);
      const evidence = evidenceOf(table, block, register);
      if (evidence.length) {
        answer.evidence = evidence;
      }
      ["not-applicable", "explanation", "note"].forEach(function (key) {
        const lines = block.rows
          .map(function (row) {
            return table.read(table.at(row, key), textOf);
          })
          .filter(Boolean);
        if (lines.length) {
          answer[key] = lines.join("\n");
        }
      });
      block.rows.forEach(function (row) {
        const points = table.read(table.at(row, "typed"), function (cell) {
          return figureOf(cell, false);
        });
        if (points) {
          answer.points = points;
        }
      });
      if (Object.keys(answer).length) {
        answers[code] = answer;
      }
    });
    return answers;
  }

  // ── the other sheets, and the whole ─────────────────────────────────────────────────────────────────────────────

  function approvalOf(table) {
    const told = {};
    for (let row = table.mark + 1; row < table.grid.rows; row += 1) {
      const key = table.at(row, "key").content;
      const cell = table.at(row, "answer");
      const text = APPROVAL.includes(key) && !blank(cell) ? table.read(cell, key === "date" ? dayOf : lineOf) : "";
      if (text) {
        told[key] = text;
      }
    }
    return told;
  }

  function contributorsOf(table) {
    const rows = [];
    for (let row = below(table, "head", "wb-contributors-head"); row < table.grid.rows; row += 1) {
      const record = {};
      ["field", "head", "officer", "areas"].forEach(function (name) {
        const text = table.read(table.at(row, name), textOf);
        if (text) {
          record[name] = name === "areas" ? text.split(/\s*[,;]\s*/) : text;
        }
      });
      if (Object.keys(record).length) {
        rows.push(record);
      }
    }
    return rows;
  }

  function mappingOf(grids) {
    const grid = grids.find(function (entry) {
      return entry.at(0, 0).content === MAGIC;
    });
    if (!grid) {
      return null;
    }
    const said = {};
    for (let row = 0; row < Math.min(grid.rows, 50); row += 1) {
      const value = grid.at(row, 1).content;
      said[String(grid.at(row, 0).content)] = typeof value === "number" ? digits(value) : String(value || "");
    }
    return { said: said, grid: grid };
  }

  /** The unit that was chosen in a workbook for several. */
  function chosenIn(mapping, form) {
    for (let row = form.mark; row < form.mark + HEAD_ROWS; row += 1) {
      if (form.at(row, "key").content === UNIT_KEY) {
        const said = spelt(form.at(row, "code").content || "");
        for (let at = 0; said && at < mapping.grid.rows; at += 1) {
          const id = mapping.grid.at(at, UNITS_COLUMN + 1).content;
          if (id && [spelt(id), spelt(mapping.grid.at(at, UNITS_COLUMN).content || "")].includes(said)) {
            return String(id);
          }
        }
      }
    }
    return "";
  }

  /** The value of a file from the sheets of a workbook: {value, faults, notes}. `asked` is the unit where none is said. */
  function valueOf(criteria, page, grids, asked) {
    const notes = [];
    const mapping = mappingOf(grids);
    const refused = function (label, words) {
      return { value: null, faults: [[label, words || {}]], notes: [] };
    };
    if (!mapping || mapping.said[MAGIC] !== VERSION || mapping.said.kind !== "self-assessment") {
      return refused("form-book-foreign");
    }
    const said = mapping.said;
    const tables = {};
    for (const grid of grids) {
      const table = tableOf(grid, notes);
      if (table && tables[table.kind]) {
        return refused("form-book-foreign");
      }
      if (table) {
        tables[table.kind] = table;
      }
    }
    const complete =
      tables.form && tables.documents && tables.documents.has("title") && ["key", "code"].concat(FORM).every(tables.form.has);
    if (!complete) {
      return refused("form-book-foreign");
    }
    if ([said.programme, said.cycle, said.regulation + "/" + said.group].join() !== [page.programme, page.cycle, page.criteria].join()) {
      return refused("form-book-other", { said: [said.programme, said.cycle, said.group].join("/") });
    }
    const unit = said.unit || chosenIn(mapping, tables.form) || asked;
    if (!unit) {
      return refused("form-book-unit");
    }
    if (said["criteria-sha256"] !== page.sha256) {
      notes.push(["form-book-criteria", {}]);
    }
    const register = registerOf();
    documentsOf(tables.documents, register);
    const answers = answersOf(tables.form, criteria, register);
    const value = { unit: unit, cycle: said.cycle, evidence: Object.fromEntries(register.records), answers: answers };
    if (tables.contributors) {
      const rows = contributorsOf(tables.contributors);
      Object.assign(value, rows.length ? { contributors: rows } : {});
    }
    if (tables.approval) {
      value.approval = approvalOf(tables.approval);
    }
    return { value: value, faults: [], notes: notes };
  }

  root.parindexWorkbook = Object.freeze({ valueOf: valueOf });
})(window);
