/* The cells of a workbook, read in the browser. Nothing of it is run, shown as markup or sent anywhere.

   What a workbook must not be is looked for before anything of it is parsed, as in excel/safety.py; limits hold while
   unpacking, whatever the archive says of itself. The browser itself unpacks and parses. */
(function (root) {
  "use strict";

  const MOST_BYTES = 8000000;
  const MOST_PARTS = 400;
  const MOST_UNPACKED = 40000000;
  const MOST_RATIO = 120;
  const SMALL = 1000000;
  const MOST_CELLS = 200000;
  const LAST_ROW = 5000;
  const LAST_COLUMN = 100;
  const FORBIDDEN = [
    [/vba|macrosheets|\.bin$|activex|customui/i, "macros"],
    [/externallinks?\/|querytables?\/|connections\.xml$|webextensions?\/|ddelink/i, "external"],
    [/embeddings?\/|oleobject|\.(?:exe|dll|js|vbs|ps1|bat|cmd|scr|lnk|htm|html|swf)$/i, "external"],
  ];
  const HARMLESS = /(?:^|\/)printersettings\/printersettings[0-9]*\.bin$/i;
  const TYPES = /macroEnabled|vbaProject|ms-office\.activeX|xlmacrosheet|intlmacrosheet/i;
  const OUTSIDE = /\/(?:externalLink|externalLinkPath|oleObject|attachedTemplate|connections|ddeLink)["']/;
  const LINKED = /<(?:\w+:)?(?:ddeLink|oleLink)\b/i;
  // No pattern may run past the next "<": a part of many beginnings and no end would be read to its end by each of them.
  const FORMULA = /<(?:\w+:)?(?:f|formula[12]?|definedName)\b[^<>]*>([^<]*)/gi;
  const DDE = /\bDDE\s*\(/i;
  const OTHER_BOOK = /\[[^\]<]{1,200}\]/;
  const HYPERLINK = /^\s*(?:_xlfn\.)?HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*("(?:[^"]|"")*"|[0-9.]+)\s*)?\)\s*$/i;
  // The built-in formats of numbers that are days or percentages (ECMA-376, 18.8.30).
  const DAYS = [14, 15, 16, 17, 22];
  const PERCENTS = [9, 10];

  function NotSafe(problem) {
    this.problem = problem;
  }

  // ── the archive ─────────────────────────────────────────────────────────────────────────────────────────────────

  function entriesOf(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let end = bytes.length - 22;
    while (end >= 0 && end > bytes.length - 66000 && view.getUint32(end, true) !== 0x06054b50) {
      end -= 1;
    }
    if (end < 0 || view.getUint32(end, true) !== 0x06054b50) {
      throw new NotSafe("not-zip");
    }
    const count = view.getUint16(end + 10, true);
    if (count > MOST_PARTS) {
      throw new NotSafe("bomb");
    }
    const names = new TextDecoder("utf-8");
    const found = new Map();
    let at = view.getUint32(end + 16, true);
    for (let number = 0; number < count; number += 1) {
      if (view.getUint32(at, true) !== 0x02014b50) {
        throw new NotSafe("not-zip");
      }
      const lengths = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
      const name = names.decode(bytes.subarray(at + 46, at + 46 + lengths[0]));
      const local = view.getUint32(at + 42, true);
      const size = view.getUint32(at + 20, true);
      if (view.getUint16(at + 8, true) & 1) {
        throw new NotSafe("binary");
      }
      if (name.includes("\\") || name.split("/").includes("..") || found.has(name)) {
        throw new NotSafe("not-zip");
      }
      FORBIDDEN.forEach(function (entry) {
        if (entry[0].test(name) && !HARMLESS.test(name)) {
          throw new NotSafe(entry[1]);
        }
      });
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      if (!name.endsWith("/")) {
        found.set(name, { method: view.getUint16(at + 10, true), data: bytes.subarray(start, start + size) });
      }
      at += 46 + lengths[0] + lengths[1] + lengths[2];
    }
    return found;
  }

  async function unpacked(entry, room) {
    const limit = Math.min(room, Math.max(SMALL, entry.data.length * MOST_RATIO));
    if (entry.method === 0) {
      return entry.data;
    }
    if (entry.method !== 8) {
      throw new NotSafe("not-zip");
    }
    const reader = new Blob([entry.data]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const pieces = [];
    let size = 0;
    for (;;) {
      const piece = await reader.read();
      if (piece.done) {
        break;
      }
      size += piece.value.length;
      if (size > limit) {
        await reader.cancel();
        throw new NotSafe("bomb");
      }
      pieces.push(piece.value);
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  }

  /** Whether a formula, as XML spells it, asks another program or another workbook. */
  function callsOut(spelt) {
    const formula = spelt.replace(/&#(x[0-9a-f]{1,6}|[0-9]{1,7});/gi, function (whole, number) {
      const code = number[0] === "x" || number[0] === "X" ? parseInt(number.slice(1), 16) : Number(number);
      return code < 0x110000 ? String.fromCodePoint(code) : whole;
    });
    const end = formula.lastIndexOf("!");
    const bar = formula.indexOf("|");
    const book = OTHER_BOOK.exec(formula);
    return (bar >= 0 && bar < end) || DDE.test(formula) || (book !== null && book.index + book[0].length <= end);
  }

  /** The texts of the parts that hold cells, links and formats. */
  async function partsOf(bytes) {
    const texts = new Map();
    let room = MOST_UNPACKED;
    for (const pair of entriesOf(bytes)) {
      if (!/\.(?:xml|rels|vml)$/i.test(pair[0]) || /^(?:customXml|docProps|docMetadata)\//.test(pair[0])) {
        continue;
      }
      const part = await unpacked(pair[1], room);
      room -= part.length;
      if (room < 0) {
        throw new NotSafe("bomb");
      }
      let text;
      try {
        text = new TextDecoder("utf-8", { fatal: true }).decode(part);
      } catch (problem) {
        throw new NotSafe("entities");
      }
      const said = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(text);
      const strange = said && !["utf-8", "us-ascii"].includes(said[1].toLowerCase());
      if (strange || /<!DOCTYPE|<!ENTITY/.test(text)) {
        throw new NotSafe("entities");
      }
      if (/content_types\]\.xml$/i.test(pair[0]) && TYPES.test(text)) {
        throw new NotSafe("macros");
      }
      if ((pair[0].endsWith(".rels") && OUTSIDE.test(text)) || LINKED.test(text)) {
        throw new NotSafe("external");
      }
      const formulas = Array.from(text.matchAll(FORMULA), function (found) {
        return found[1];
      });
      if (formulas.length && (text.includes("<!") || text.includes("<?", 2))) {
        throw new NotSafe("entities");
      }
      if (formulas.some(callsOut)) {
        throw new NotSafe("external");
      }
      texts.set(pair[0], text);
    }
    return texts;
  }

  // ── XML ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  function parsed(text) {
    const made = new DOMParser().parseFromString(text.replace(/^\ufeff/, ""), "application/xml");
    if (made.getElementsByTagName("parsererror").length) {
      throw new NotSafe("broken");
    }
    return made;
  }

  function all(node, name) {
    return Array.from(node.getElementsByTagNameNS("*", name));
  }

  /** The text of a string with parts in several looks, without what tells how it is pronounced. */
  function textOf(node) {
    return all(node, "t")
      .filter(function (part) {
        return part.parentNode.localName !== "rPh";
      })
      .map(function (part) {
        return part.textContent;
      })
      .join("");
  }

  function relationsOf(texts, part) {
    const cut = part.lastIndexOf("/") + 1;
    const text = texts.get(part.slice(0, cut) + "_rels/" + part.slice(cut) + ".rels");
    const found = new Map();
    if (text) {
      all(parsed(text), "Relationship").forEach(function (relation) {
        found.set(relation.getAttribute("Id"), relation.getAttribute("Target"));
      });
    }
    return found;
  }

  /** By number of a cell's format: whether it shows days, percentages. */
  function formatsOf(text) {
    if (!text) {
      return [];
    }
    const styles = parsed(text);
    const codes = new Map();
    all(styles, "numFmt").forEach(function (format) {
      codes.set(format.getAttribute("numFmtId"), format.getAttribute("formatCode") || "");
    });
    const formats = all(styles, "cellXfs")[0];
    return Array.from(formats ? formats.children : []).map(function (format) {
      const id = format.getAttribute("numFmtId") || "0";
      const code = codes.get(id);
      const bare = (code || "").split(";")[0].replace(/"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]/g, "");
      return {
        day: code === undefined ? DAYS.includes(Number(id)) : /(^|[^_\\])[dmhys]/i.test(bare),
        percent: code === undefined ? PERCENTS.includes(Number(id)) : code.includes("%"),
      };
    });
  }

  // ── sheets ──────────────────────────────────────────────────────────────────────────────────────────────────────

  function placeOf(address) {
    const said = /^\$?([A-Z]{1,3})\$?([0-9]{1,7})$/.exec(address);
    if (!said) {
      throw new NotSafe("broken");
    }
    let column = 0;
    for (const letter of said[1]) {
      column = column * 26 + letter.charCodeAt(0) - 64;
    }
    return { row: Number(said[2]) - 1, column: column - 1 };
  }

  function addressOf(row, column) {
    let name = "";
    for (let left = column + 1; left; left = Math.floor((left - 1) / 26)) {
      name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
    }
    return name + (row + 1);
  }

  function within(area) {
    const ends = area.split(":").map(placeOf);
    return { first: ends[0], last: ends[1] || ends[0] };
  }

  /** A text as it was typed: escapes of spreadsheets undone, composed, without blanks around it; null where empty. */
  function typed(text) {
    return (
      text
        .replace(/_x(00[01][0-9A-Fa-f])_/g, function (all_, code) {
          return String.fromCharCode(parseInt(code, 16));
        })
        .normalize("NFC")
        .replace(/\r\n?/g, "\n")
        .trim() || null
    );
  }

  function dayOf(serial, late) {
    const days = Math.floor(serial) + (late ? 1462 : 0);
    // Spreadsheets believe that 1900 was a leap year.
    return new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86400000).toISOString().slice(0, 10);
  }

  function contentOf(cell, kind, raw, book, format) {
    if (kind === "s") {
      return typed(book.strings[Number(raw)] || "");
    }
    if (kind === "inlineStr") {
      return typed(textOf(cell));
    }
    if (kind === "b") {
      return raw === "1" || raw === "true";
    }
    if (kind === "d") {
      return { day: raw.slice(0, 10) };
    }
    if (kind === "n") {
      const number = Number(raw);
      return format.day && number >= 1 ? { day: dayOf(number, book.late) } : number;
    }
    return typed(raw);
  }

  function cellOf(cell, book) {
    const place = placeOf(cell.getAttribute("r") || "");
    const format = book.formats[Number(cell.getAttribute("s") || 0)] || {};
    const part = function (name) {
      return Array.from(cell.children).find(function (child) {
        return child.localName === name;
      });
    };
    const kind = cell.getAttribute("t") || "n";
    const value = part("v");
    const computed = part("f");
    const raw = value ? value.textContent : "";
    const held = { row: place.row, column: place.column, content: null, formula: "", link: "", fault: kind === "e" };
    held.percent = Boolean(format.percent);
    held.address = addressOf(place.row, place.column);
    if (computed) {
      const said = HYPERLINK.exec(computed.textContent);
      held.fault = false;
      if (!said) {
        held.formula = "=" + computed.textContent;
        return held;
      }
      const shown = said[2] || "";
      held.link = said[1].replace(/""/g, '"');
      held.content = typed(shown.startsWith('"') ? shown.slice(1, -1).replace(/""/g, '"') : shown || held.link);
      return held;
    }
    held.content = value || kind === "inlineStr" ? contentOf(cell, kind, raw, book, format) : null;
    return held;
  }

  function sheetOf(name, text, relations, book) {
    const sheet = parsed(text);
    const nodes = all(sheet, "c");
    if (nodes.length > MOST_CELLS) {
      throw new NotSafe("huge");
    }
    const cells = new Map();
    const key = function (row, column) {
      return row * 1000 + column;
    };
    const blank = function (row, column) {
      const address = addressOf(row, column);
      return { row: row, column: column, content: null, formula: "", link: "", fault: false, address: address };
    };
    let rows = 0;
    nodes.forEach(function (node) {
      if (!node.children.length) {
        return;
      }
      const held = cellOf(node, book);
      if (held.row >= LAST_ROW || held.column >= LAST_COLUMN) {
        throw new NotSafe("huge");
      }
      cells.set(key(held.row, held.column), held);
      rows = Math.max(rows, held.row + 1);
    });
    const merged = all(sheet, "mergeCell");
    const links = all(sheet, "hyperlink");
    if (merged.length * cells.size > 50000000 || links.length > LAST_ROW) {
      throw new NotSafe("huge");
    }
    merged.forEach(function (node) {
      const area = within(node.getAttribute("ref"));
      cells.forEach(function (held, number) {
        const first = held.row === area.first.row && held.column === area.first.column;
        const inside = held.row >= area.first.row && held.row <= area.last.row;
        if (inside && !first && held.column >= area.first.column && held.column <= area.last.column) {
          cells.delete(number);
        }
      });
    });
    links.forEach(function (node) {
      const target =
        relations.get(node.getAttributeNS("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "id")) ||
        "";
      const location = node.getAttribute("location") || "";
      const area = within(node.getAttribute("ref"));
      if ((area.last.row - area.first.row + 1) * (area.last.column - area.first.column + 1) > 1000) {
        throw new NotSafe("huge");
      }
      for (let row = area.first.row; row <= Math.min(area.last.row, LAST_ROW); row += 1) {
        for (let column = area.first.column; column <= Math.min(area.last.column, LAST_COLUMN); column += 1) {
          const held = cells.get(key(row, column)) || blank(row, column);
          held.link = target && location ? target + "#" + location : target;
          if (held.content === null && !held.formula) {
            held.content = typed(target || location);
          }
          cells.set(key(row, column), held);
          rows = Math.max(rows, row + 1);
        }
      }
    });
    return {
      name: name,
      rows: rows,
      late: book.late,
      at: function (row, column) {
        return (column === undefined ? null : cells.get(key(row, column))) || blank(row, column || 0);
      },
      row: function (row) {
        return Array.from({ length: LAST_COLUMN }, function (none, column) {
          return cells.get(key(row, column));
        }).filter(Boolean);
      },
    };
  }

  /** The sheets of a workbook; rejects with a NotSafe where it must not be opened or is none. */
  async function read(buffer) {
    const bytes = new Uint8Array(buffer);
    if (bytes.length > MOST_BYTES) {
      throw new NotSafe("large");
    }
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
      throw new NotSafe("binary");
    }
    try {
      const texts = await partsOf(bytes);
      const name = Array.from(texts.keys()).find(function (part) {
        return /(?:^|\/)workbook\.xml$/.test(part);
      });
      if (!name) {
        throw new NotSafe("not-zip");
      }
      const folder = name.slice(0, name.lastIndexOf("/") + 1);
      const made = parsed(texts.get(name));
      const strings = texts.get(folder + "sharedStrings.xml");
      const properties = all(made, "workbookPr")[0];
      const book = {
        strings: strings ? all(parsed(strings), "si").map(textOf) : [],
        formats: formatsOf(texts.get(folder + "styles.xml")),
        late: Boolean(properties && /^(?:1|true)$/.test(properties.getAttribute("date1904") || "")),
      };
      const relations = relationsOf(texts, name);
      return all(made, "sheet").map(function (node) {
        const id = Array.from(node.attributes).find(function (attribute) {
          return attribute.localName === "id";
        });
        const target = relations.get(id ? id.value : "") || "";
        const part = target.startsWith("/") ? target.slice(1) : folder + target;
        if (!texts.has(part)) {
          throw new NotSafe("broken");
        }
        return sheetOf(node.getAttribute("name"), texts.get(part), relationsOf(texts, part), book);
      });
    } catch (problem) {
      // A reader of foreign files may fail in any way; the file is told to be at fault, not the page.
      throw problem instanceof NotSafe ? problem : new NotSafe("broken");
    }
  }

  root.parindexXlsx = Object.freeze({ read: read });
})(window);
